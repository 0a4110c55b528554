import { useId } from 'react'
import type { Settings } from '#shared/settings/settings'
import { Button } from '../../shared/ui/Button'
import { Panel } from '../../shared/ui/Panel'
import { deadlineRows } from './deadline-rows'
import type { SettingsState } from './settings-form-store'

/** How long each stage of a test may take. */
export function DeadlinesPanel({ state, deadlines }: { state: SettingsState; deadlines: Settings['deadlines'] }) {
  const base = useId()
  const rows = deadlineRows(deadlines, state.typed)
  const isChanged = rows.some((row) => row.changed) || Object.keys(state.typed).length > 0
  return (
    <Panel
      title="Deadlines of the connection test"
      actions={
        isChanged ? (
          <Button size="s" onPress={() => void state.deadlinesReset()}>
            Back to the standard
          </Button>
        ) : null
      }
    >
      <div className="stack">
        <p className="muted">In seconds. A stage that takes longer ends with a diagnosis. An empty field means the standard.</p>
        <div className="deadlines">
          {rows.map((row) => (
            <div key={row.id} className="deadline-line">
              <label htmlFor={`${base}-${row.id}`}>{row.title}</label>
              <input
                id={`${base}-${row.id}`}
                className="input mono"
                inputMode="decimal"
                autoComplete="off"
                value={row.value}
                aria-invalid={row.issue !== undefined}
                aria-describedby={`${base}-${row.id}-note`}
                onChange={(event) => state.deadlineTyped(row.id, event.target.value)}
                onBlur={() => void state.deadlineLeft(row.id)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') void state.deadlineLeft(row.id)
                }}
              />
              <span id={`${base}-${row.id}-note`} className={row.issue ? 'deadline-wrong small' : 'small muted'}>
                {row.issue ?? (row.changed ? `standard ${row.standard}` : '')}
              </span>
            </div>
          ))}
        </div>
      </div>
    </Panel>
  )
}
