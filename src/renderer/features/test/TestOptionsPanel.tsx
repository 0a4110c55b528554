import { useId } from 'react'
import { STAGE_TITLES } from '#shared/connection-test/report'
import { secondsText } from '../../shared/seconds'
import { Button } from '../../shared/ui/Button'
import { Checkbox } from '../../shared/ui/Choices'
import { Disclosure } from '../../shared/ui/Disclosure'
import { Panel } from '../../shared/ui/Panel'
import { TextField } from '../../shared/ui/TextField'
import { deadlineOf } from './stage-rows'
import { ADJUSTABLE_STAGES, parseDeadlines, parseTables } from './test-options'
import type { TestState } from './test-store'

interface TestOptionsPanelProps {
  state: TestState
  isOpen: boolean
  onOpen: (open: boolean) => void
  isDisabled: boolean
}

/** What the next run may do: start the warehouse, which tables it reads, how long each stage may take. */
export function TestOptionsPanel({ state, isOpen, onOpen, isDisabled }: TestOptionsPanelProps) {
  const { options, optionsChanged, settings, view } = state
  const tableCount = parseTables(options.tables, view?.profile.form.schema || undefined).length
  return (
    <Panel title="Options for the next test">
      <div className="stack stack-2">
        <Checkbox isSelected={options.startWarehouse} onChange={(startWarehouse) => optionsChanged({ startWarehouse })} isDisabled={isDisabled}>
          Start the SQL warehouse if it is stopped
          <span className="option-note">Costs money while it runs. Without this the test stops there and says so.</span>
        </Checkbox>
        <Disclosure title={tableCount === 0 ? 'Tables to read: a sample' : `Tables to read: ${tableCount}`} isOpen={isOpen} onToggle={onOpen}>
          <TextField
            label="Tables to read"
            isLabelHidden
            rows={5}
            mono
            value={options.tables}
            onChange={(tables) => optionsChanged({ tables })}
            isDisabled={isDisabled}
            hint={view?.profile.form.schema ? 'One name per line. Empty: a sample is read. One row each, which is thrown away.' : 'One schema.table per line. Empty: a sample is read. One row each, which is thrown away.'}
          />
        </Disclosure>
        <Disclosure title="Deadlines per stage">
          <DeadlineFields state={state} isDisabled={isDisabled} standard={(id) => secondsText(deadlineOf(id, settings?.deadlines ?? {}))} />
        </Disclosure>
      </div>
    </Panel>
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
