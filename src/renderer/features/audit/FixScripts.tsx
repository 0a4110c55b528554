import { Save } from 'lucide-react'
import { useEffect, useState } from 'react'
import { SCRIPT_FORMS, type ScriptForm } from '#shared/audit/fix-view'
import type { AuditView } from '#shared/audit/kept-audit'
import { Button } from '../../shared/ui/Button'
import { CopyButton } from '../../shared/ui/CopyButton'
import { DownloadButton } from '../../shared/ui/DownloadButton'
import { Spinner } from '../../shared/ui/Progress'
import { ScriptView } from '../../shared/ui/ScriptView'
import { Tabs } from '../../shared/ui/Tabs'
import { LINES, scriptKey } from './fix-pages'
import { scriptFileName } from './fix-rows'
import type { FixState, ShownFix } from './fix-store'

const WORDS: Record<ScriptForm, string> = { sql: 'SQL', cli: 'CLI', terraform: 'Terraform', rollback: 'Rollback' }
const NOTES: Record<ScriptForm, string> = {
  sql: 'For the SQL editor',
  cli: 'For a shell that is signed in',
  terraform: 'The wanted block, and what applying it would remove',
  rollback: 'Puts back what was there, newest change first',
}
const LANGUAGES = { sql: 'sql', cli: 'shell', terraform: 'hcl', rollback: 'sql' } as const
const NOTHING: Record<ScriptForm, string> = { sql: '-- Nothing to run', cli: '# Nothing to run', terraform: '# Nothing to apply', rollback: '-- There is nothing to undo' }
const TABS = SCRIPT_FORMS.map((id) => ({ id, title: WORDS[id], content: null }))
const NONE: ReadonlySet<number> = new Set()

/** The same fix as text: to copy, to keep, to hand to somebody who may run it. A long one is shown in parts, and written to a file whole. */
export function FixScripts({ audit, fix, shown }: { audit: AuditView; fix: FixState; shown: ShownFix }) {
  const [form, setForm] = useState<ScriptForm>('sql')
  const { scriptWanted } = fix
  useEffect(() => void scriptWanted(shown, form), [scriptWanted, shown, form])
  const script = fix.scripts[scriptKey(shown, form)]
  const { lines = [], total = 0, isReading = true, saved } = script ?? {}
  const { chosenUnits } = shown.preview.counts
  const isWhole = !isReading && lines.length === total
  const text = lines.map((line) => `${line}\n`).join('')
  return (
    <aside className="panel fix-scripts" aria-label="Script">
      <div className="fix-scripts-head">
        <Tabs label="Script as" selected={form} onSelect={(id) => setForm(id as ScriptForm)} tabs={TABS} />
      </div>
      <div className="fix-scripts-bar">
        <span className="grow small muted truncate">{NOTES[form]}{form === 'sql' || form === 'cli' ? (chosenUnits > 0 ? ', with the chosen revokes' : ', grants only') : ''}</span>
        {isWhole && total <= LINES ? (
          <>
            <CopyButton text={text} label={`Copy ${WORDS[form]}`} />
            <DownloadButton text={text} fileName={scriptFileName(audit, form)} type="text/plain">Download</DownloadButton>
          </>
        ) : total > LINES ? <Button size="s" icon={<Save size={13} aria-hidden />} onPress={() => void fix.scriptSaved(shown, form)}>Write all to a file</Button> : null}
      </div>
      {total > LINES ? (
        <div className="fix-scripts-bar">
          <span className="grow small muted" role="status">
            {saved === undefined ? `Lines 1 to ${lines.length.toLocaleString('en')} of ${total.toLocaleString('en')}: too long to copy from here, so the whole of it is written to a file on this computer.` : `All of it is in ${saved}.`}
          </span>
          {isReading ? <Spinner size={12} /> : lines.length < total ? <Button size="s" variant="quiet" onPress={() => void scriptWanted(shown, form, true)}>Show {Math.min(LINES, total - lines.length).toLocaleString('en')} more</Button> : null}
        </div>
      ) : null}
      <ScriptView label={`${WORDS[form]} script`} lines={lines.length > 0 ? lines : isReading ? [] : [NOTHING[form]]} language={LANGUAGES[form]} changed={NONE} />
    </aside>
  )
}
