import { useMemo } from 'react'
import type { Action } from '#shared/setup/plan'
import { RadioGroup } from '../../../shared/ui/Choices'
import { FieldIssues } from '../../../shared/ui/FieldIssues'
import { Panel } from '../../../shared/ui/Panel'
import { StateIcon } from '../../../shared/ui/StateBadge'
import { fieldOf } from '../answers'
import { FactLine } from '../FactLine'
import { remarksAt } from '../remarks'
import { TableChooser } from '../TableChooser'
import { useSetup, useSetupActions, useSetupContext } from '../use-setup-store'

/** What is granted, why each line is needed, and what comes of it. */
export function GrantsStep() {
  const tables = useSetup((state) => state.answers.tables)
  const catalog = useSetup((state) => fieldOf(state.answers, 'catalogName').trim())
  const schema = useSetup((state) => fieldOf(state.answers, 'schemaName').trim())
  const { answered } = useSetupActions()
  const { remarks, planning } = useSetupContext()
  const selected = useMemo(() => new Set(tables), [tables])
  const access = useMemo(() => planning?.effective(), [planning])
  const grants = useMemo(() => planning?.planned?.plan.actions.filter(({ step }) => step === 'grants') ?? [], [planning])
  const reasons = useMemo(() => withNotesOnce(grants.slice(0, SHOWN)), [grants])
  return (
    <div className="setup-form">
      <RadioGroup
        label="SELECT on"
        value={tables === undefined ? 'all' : 'chosen'}
        onChange={(choice) => answered({ tables: choice === 'all' ? undefined : [] })}
        options={[
          { id: 'all', label: 'The whole schema', description: 'Covers every table and view in it, those of the future too: one grant, and nothing to remember.' },
          { id: 'chosen', label: 'Chosen tables', description: 'A table that is made later is not read until it is granted.' },
        ]}
      />
      {tables === undefined ? null : (
        <>
          <TableChooser catalog={catalog} schema={schema} selected={selected} onSelectedChange={(next) => answered({ tables: [...next] })} />
          {tables.length === 0 ? <FactLine state="not-set-up">Choose at least one table, or grant the whole schema.</FactLine> : <FieldIssues issues={remarksAt(remarks, 'tables')} />}
        </>
      )}
      {grants.length > 0 ? (
      <Panel title="Why each is needed" flush>
        <ul className="reason-list">
          {reasons.map((action) => (
            <li key={action.id}>
              <div className="strong">{action.title}</div>
              <div>{action.why}</div>
              {action.notes.map((note) => (
                <div key={note} className="reason-note">
                  <StateIcon state="info" size={13} /> <span>{note}</span>
                </div>
              ))}
            </li>
          ))}
          {grants.length > SHOWN ? <li className="muted">and {(grants.length - SHOWN).toLocaleString('en')} more of the same kind</li> : null}
        </ul>
      </Panel>
      ) : null}
      {access ? (
        <Panel title="Effective access">
          <div className="stack">
            <Sentences title="It will read" state="ok" sentences={access.will} />
            <Sentences title="It will not read or do" state="cancelled" sentences={access.willNot} />
            <Sentences title="Not known" state="could-not-check" sentences={access.notKnown} />
          </div>
        </Panel>
      ) : null}
    </div>
  )
}

const SHOWN = 8

/** A remark that holds for several grants stands at the first of them. */
function withNotesOnce(grants: readonly Action[]): Action[] {
  const said = new Set<string>()
  return grants.map((grant) => {
    const notes = grant.notes.filter((note) => !said.has(note))
    for (const note of notes) said.add(note)
    return { ...grant, notes }
  })
}

function Sentences({ title, state, sentences }: { title: string; state: 'ok' | 'cancelled' | 'could-not-check'; sentences: readonly string[] }) {
  return (
    <section>
      <h3 className="access-title">{title}</h3>
      <ul className="access-list">
        {sentences.map((sentence) => (
          <li key={sentence}>
            <StateIcon state={state} size={14} /> <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
