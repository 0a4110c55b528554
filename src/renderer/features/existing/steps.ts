import type { FieldName } from '#shared/connection/connection'
import type { UiState } from '../../shared/ui/StateBadge'
import type { FormReading } from '../connection-form/form-issues'

export const STEPS = ['workspace', 'token', 'data', 'name'] as const
export type StepId = (typeof STEPS)[number]
export type StepState = Extract<UiState, 'ok' | 'warning' | 'failed' | 'not-set-up'>

const FIELDS: Record<StepId, FieldName[]> = { workspace: ['host', 'port', 'httpPath'], token: ['token'], data: ['catalog', 'schema'], name: ['name'] }

/** How far each step is: missing values are "not set up", wrong ones "failed". */
export function stepStates({ byField }: FormReading): Record<StepId, StepState> {
  const stateOf = (id: StepId): StepState => {
    const issues = FIELDS[id].flatMap((field) => byField[field])
    if (issues.some((issue) => issue.severity === 'error' && !issue.code.endsWith('.required'))) return 'failed'
    if (issues.some((issue) => issue.severity === 'error')) return 'not-set-up'
    return issues.some((issue) => issue.severity === 'warning') ? 'warning' : 'ok'
  }
  return { workspace: stateOf('workspace'), token: stateOf('token'), data: stateOf('data'), name: stateOf('name') }
}

/** The first step that still wants something. */
export const currentStep = (states: Record<StepId, StepState>): StepId | undefined => STEPS.find((id) => states[id] === 'not-set-up' || states[id] === 'failed')
