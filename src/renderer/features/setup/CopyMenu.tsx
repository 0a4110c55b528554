import { Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../shared/ui/Button'
import { MenuButton } from '../../shared/ui/Menu'
import type { Planning } from './planner'
import { renderings } from './renderings'

/** Copies the plan, or one action of it, in the form that the user wants. */
export function CopyMenu({ planned, label, only }: { planned: NonNullable<Planning['planned']>; label: string; only?: readonly string[] }) {
  const [said, setSaid] = useState('')
  const copy = async (name: string, text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid(`${name} copied`)
    } catch {
      setSaid('Not copied: select the script on the right instead')
    }
  }
  const entries = [
    { id: 'sql', label: 'SQL', onAction: () => void copy('SQL', renderings.sql(planned, only)) },
    { id: 'bash', label: 'Databricks CLI, bash', onAction: () => void copy('Commands', renderings.cli(planned, 'bash', only)) },
    { id: 'powershell', label: 'Databricks CLI, PowerShell', onAction: () => void copy('Commands', renderings.cli(planned, 'powershell', only)) },
    { id: 'terraform', label: 'Terraform', onAction: () => void copy('Terraform', renderings.terraform(planned, only)) },
    ...(only === undefined ? [{ id: 'rollback', label: 'Rollback script', onAction: () => void copy('Rollback script', renderings.rollback(planned)) }] : []),
  ]
  return (
    <span className="row">
      <MenuButton label={label} entries={entries} trigger={<Button size="s" icon={<Copy size={13} aria-hidden />}>{label}</Button>} />
      <span role="status" className="small muted">{said}</span>
    </span>
  )
}
