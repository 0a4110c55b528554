import { useId } from 'react'
import { STAGE_TITLES } from '#shared/connection-test/report'
import { connectionAddress } from '../../shared/addresses'
import { secondsText } from '../../shared/seconds'
import { Button } from '../../shared/ui/Button'
import { Checkbox } from '../../shared/ui/Choices'
import { Disclosure } from '../../shared/ui/Disclosure'
import { TextLink } from '../../shared/ui/Link'
import { Panel } from '../../shared/ui/Panel'
import { deadlineOf } from './stage-rows'
import { ADJUSTABLE_STAGES, parseDeadlines } from './test-options'
import type { TestState } from './test-store'

/** What the next run may do: start the warehouse, which tables it reads, how long each stage may take. */
export function TestOptionsPanel({ profileId, state, isDisabled }: { profileId: string; state: TestState; isDisabled: boolean }) {
  const { options, optionsChanged, settings, view } = state
  return (
    <Panel title="Options for the next test">
      <div className="stack test-options">
        <Checkbox isSelected={options.startWarehouse} onChange={(startWarehouse) => optionsChanged({ startWarehouse })} isDisabled={isDisabled} description="Costs money while it runs. Without this the test stops there and says so.">
          Start the SQL warehouse if it is stopped
        </Checkbox>
        <ChosenTables tables={view?.profile.tables ?? []} href={connectionAddress(profileId, 'existing', 'tables')} />
        <Disclosure title="Deadlines per stage">
          <DeadlineFields state={state} isDisabled={isDisabled} standard={(id) => secondsText(deadlineOf(id, settings?.deadlines ?? {}))} />
        </Disclosure>
      </div>
    </Panel>
  )
}

const SHOWN_TABLES = 6

/** The tables of the connection. They are part of what is validated, so they change on its form and nowhere else. */
function ChosenTables({ tables, href }: { tables: readonly string[]; href: string }) {
  return (
    <div>
      <div className="row">
        <span className="grow">{tables.length === 0 ? 'Reads a sample of the tables' : `Reads ${tables.length} chosen ${tables.length === 1 ? 'table' : 'tables'}`}</span>
        <TextLink href={href}>Change</TextLink>
      </div>
      {tables.length > 0 ? (
        <p className="small muted mono">
          {tables.slice(0, SHOWN_TABLES).join(', ')}
          {tables.length > SHOWN_TABLES ? ` and ${tables.length - SHOWN_TABLES} more` : ''}
        </p>
      ) : null}
      <p className="small muted">One row each, which is thrown away.</p>
    </div>
  )
}

function DeadlineFields({ state, isDisabled, standard }: { state: TestState; isDisabled: boolean; standard: (id: (typeof ADJUSTABLE_STAGES)[number]) => string }) {
  const { options, optionsChanged } = state
  const { issues } = parseDeadlines(options.seconds)
  const base = useId()
  return (
    <div className="stack">
      <p className="small muted">In seconds, for the next test. Settings holds the ones for every test.</p>
      <div className="deadline-grid">
        {ADJUSTABLE_STAGES.map((id) => {
          const issue = issues[id]
          return (
            <div key={id} className="deadline">
              <label htmlFor={`${base}-${id}`}>{id === 'read' ? 'Read of one table' : STAGE_TITLES[id]}</label>
              <input
                id={`${base}-${id}`}
                className="input mono"
                inputMode="decimal"
                autoComplete="off"
                placeholder={standard(id)}
                value={options.seconds[id] ?? ''}
                disabled={isDisabled}
                aria-invalid={issue !== undefined}
                aria-describedby={issue ? `${base}-${id}-issue` : undefined}
                onChange={(event) => optionsChanged({ seconds: { ...options.seconds, [id]: event.target.value } })}
              />
              {issue ? (
                <p id={`${base}-${id}-issue`} className="deadline-issue small">
                  {issue}
                </p>
              ) : null}
            </div>
          )
        })}
      </div>
      {Object.values(options.seconds).some((text) => text !== '') ? (
        <div>
          <Button size="s" onPress={() => optionsChanged({ seconds: {} })}>
            Use the standard deadlines
          </Button>
        </div>
      ) : null}
    </div>
  )
}
