import type { HandoffDocument } from '#shared/handoff/handoff'
import { STAGE_TITLES, type StageState } from '#shared/connection-test/report'
import { durationText } from '../../shared/time-text'
import { KeyValueList } from '../../shared/ui/KeyValueList'
import { Panel } from '../../shared/ui/Panel'
import { StateBadge, type UiState } from '../../shared/ui/StateBadge'
import { testFacts } from './handoff-view'

const STATES: Record<StageState, { state: UiState; word: string }> = {
  passed: { state: 'ok', word: 'OK' },
  warning: { state: 'warning', word: 'Warning' },
  failed: { state: 'failed', word: 'Failed' },
  'not-set-up': { state: 'not-set-up', word: 'Not set up yet' },
  'could-not-check': { state: 'could-not-check', word: 'Could not check' },
  waiting: { state: 'waiting', word: 'Waiting' },
  running: { state: 'running', word: 'Running' },
}

/** What the file says about the test: result, when, as whom, from where, stage by stage. */
export function TestedSummary({ document, now }: { document: HandoffDocument; now: number }) {
  const { test } = document
  if (!test) {
    return (
      <Panel title="What was tested">
        <p className="muted">Nothing yet. The file then holds the values only, and says so.</p>
      </Panel>
    )
  }
  return (
    <Panel title="What was tested">
      <div className="stack stack-2">
        <KeyValueList items={testFacts(document, now)} />
        <ul className="tested-stages">
          {test.stages.map((stage) => (
            <li key={stage.id}>
              <StateBadge state={STATES[stage.state].state} label={STATES[stage.state].word} />
              <span className="grow truncate" title={stage.summary}>
                {STAGE_TITLES[stage.id]}
              </span>
              <span className="muted">{stage.durationMs === undefined ? '' : durationText(stage.durationMs)}</span>
            </li>
          ))}
        </ul>
        {test.notProven.length > 0 ? (
          <div>
            <h3>What this does not prove</h3>
            <ul className="tested-limits">
              {test.notProven.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Panel>
  )
}
