import type { FixCounts, FixPreview, FixRoute, FixRow, FixStep, ScriptForm } from '#shared/audit/fix-view'
import type { AuditView } from '#shared/audit/kept-audit'
import type { ActionRun } from '#shared/setup/setup'
import { RUN_WORDS } from '../../shared/run-words'
import type { UiState } from '../../shared/ui/StateBadge'

export const HEADS: Record<Extract<FixRow, { kind: 'head' }>['part'], { title: string; text: string }> = {
  grants: { title: 'Grants', text: 'Give what is missing. Nothing is taken away.' },
  prepare: { title: 'Before the revokes', text: 'Narrow rights that take the place of wide ones, so that nothing is interrupted.' },
  revokes: { title: 'Revokes', text: 'Take away what the import does not need: tick what should go. Only grants made to the identity itself.' },
}

/** Where a step stands: what became of it in a run, or whether it would run. */
export function stepState(step: FixStep, isChosen: boolean, run: ActionRun | undefined): { state: UiState; word: string } {
  const [state, word] = run ? RUN_WORDS[run.state] : isChosen ? (['waiting', 'To do'] as const) : (['not-set-up', 'Left out'] as const)
  return { state, word }
}

/** Whether there is anything to run, to copy or to do by hand. */
export const isNothingToFix = ({ rows, byHand }: FixPreview): boolean => rows.total === 0 && byHand.count === 0

const count = (number: number, one: string, many = `${one}s`): string => `${number.toLocaleString('en')} ${number === 1 ? one : many}`
export const changes = (number: number): string => count(number, 'change')

/** What the fix is made of, in one line. */
export function fixLine({ grants, units, chosenUnits }: FixCounts): string {
  const additive = grants > 0 ? count(grants, 'grant') : 'No grant is missing'
  if (units === 0) return additive
  return `${additive}, and too much on ${count(units, 'object')}${chosenUnits === 0 ? ' (left out)' : chosenUnits === units ? ', all of it to revoke' : `, ${chosenUnits.toLocaleString('en')} of them to revoke`}`
}

/** How Unity Catalog is changed. Absent: only the sign-in that runs it will know. */
export function routeLine(route: FixRoute | undefined): string {
  if (!route) return 'By SQL where the admin may use the connection’s warehouse and it runs; else by REST, which needs none.'
  return route.by === 'sql' ? `By SQL on the warehouse ${route.warehouse}.` : `By REST, which needs no warehouse. Why not by SQL: ${route.why}.`
}

const EXTENSIONS: Record<ScriptForm, string> = { sql: 'sql', cli: 'sh', terraform: 'tf', rollback: 'rollback.sql' }
/** A file name without what file systems refuse. */
export const scriptFileName = ({ report: { subject, scope } }: AuditView, form: ScriptForm): string =>
  `fix-${`${scope.catalog}-${subject.name ?? subject.principal}`.replace(/[^\p{L}\p{N}-]+/gu, '-').toLowerCase()}.${EXTENSIONS[form]}`
