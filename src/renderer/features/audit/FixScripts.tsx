import { useMemo, useState } from 'react'
import type { AuditView, FixPreview } from '#shared/audit/kept-audit'
import { CopyButton } from '../../shared/ui/CopyButton'
import { DownloadButton } from '../../shared/ui/DownloadButton'
import { ScriptView } from '../../shared/ui/ScriptView'
import { Tabs } from '../../shared/ui/Tabs'
import { type ScriptForm, fixScript, scriptFileName } from './fix-rows'

const WORDS: Record<ScriptForm, string> = { sql: 'SQL', cli: 'CLI', terraform: 'Terraform', rollback: 'Rollback' }
const NOTES: Record<ScriptForm, string> = {
  sql: 'For the SQL editor',
  cli: 'For a shell that is signed in',
  terraform: 'The wanted block, and what applying it would remove',
  rollback: 'Puts back what was there, newest change first',
}
const LANGUAGES = { sql: 'sql', cli: 'shell', terraform: 'hcl', rollback: 'sql' } as const
const TABS = (['sql', 'cli', 'terraform', 'rollback'] as const).map((id) => ({ id, title: WORDS[id], content: null }))
const NONE: ReadonlySet<number> = new Set()

/** The same fix as text: to copy, to keep, to hand to somebody who may run it. */
export function FixScripts({ audit, preview, withRevokes }: { audit: AuditView; preview: FixPreview; withRevokes: boolean }) {
  const [form, setForm] = useState<ScriptForm>('sql')
  const text = useMemo(() => fixScript(preview, form, withRevokes), [preview, form, withRevokes])
  const lines = useMemo(() => (text === '' ? ['-- Nothing to run'] : text.replace(/\n$/, '').split('\n')), [text])
  return (
    <aside className="panel fix-scripts" aria-label="Script">
      <div className="fix-scripts-head">
        <Tabs label="Script as" selected={form} onSelect={(id) => setForm(id as ScriptForm)} tabs={TABS} />
      </div>
      <div className="fix-scripts-bar">
        <span className="grow small muted truncate">{NOTES[form]}{form === 'sql' || form === 'cli' ? (withRevokes ? ', revokes included' : ', grants only') : ''}</span>
        <CopyButton text={text} label={`Copy ${WORDS[form]}`} />
        <DownloadButton text={text} fileName={scriptFileName(audit, form)} type="text/plain">Download</DownloadButton>
      </div>
      <ScriptView label={`${WORDS[form]} script`} lines={lines} language={LANGUAGES[form]} changed={NONE} />
    </aside>
  )
}
