import type { ActionRun } from '#shared/setup/setup'
import type { UiState } from './ui/StateBadge'

/** What became of one change of a run: its state and its word. */
export const RUN_WORDS: Record<ActionRun['state'], [UiState, string]> = {
  running: ['running', 'Running'],
  checking: ['running', 'Reading back'],
  done: ['ok', 'Done, seen'],
  already: ['ok', 'Was there'],
  refused: ['warning', 'Refused, went on'],
  failed: ['failed', 'Failed'],
  'not-seen-yet': ['could-not-check', 'Not seen yet'],
  'needs-you': ['not-set-up', 'Needs you'],
  'not-run': ['waiting', 'Not run'],
}
