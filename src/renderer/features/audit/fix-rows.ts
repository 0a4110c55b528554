import type { AuditView, FixPreview, FixStep } from '#shared/audit/kept-audit'
import type { ActionRun } from '#shared/setup/setup'
import { RUN_WORDS } from '../../shared/run-words'
import type { UiState } from '../../shared/ui/StateBadge'

export type FixRow =
  | { kind: 'head'; key: string; title: string; text: string; count: number }
  | { kind: 'unit'; key: string; title: string; gap: string | undefined }
  | { kind: 'step'; key: string; step: FixStep; isInUnit: boolean; state: UiState; word: string; run: ActionRun | undefined }

/** Every step in the order in which it runs. */
export const stepsInOrder = ({ grants, prepare, revokes }: FixPreview, withRevokes: boolean): FixStep[] =>
  withRevokes ? [...grants, ...prepare, ...revokes.flatMap((unit) => [...unit.revokes, ...unit.grantsAfter])] : [...grants]

export const reviewedIds = (preview: FixPreview, withRevokes: boolean): string[] => stepsInOrder(preview, withRevokes).map(({ id }) => id)

const isChange = ({ prepare, revokes }: FixPreview): boolean => prepare.length + revokes.length > 0

/** What is reviewed: additive grants first, then the revokes securable by securable, each with the grants that follow it. */
export function fixRows(preview: FixPreview, withRevokes: boolean, runs: Readonly<Record<string, ActionRun>> = {}): FixRow[] {
  const rows: FixRow[] = []
  const step = (one: FixStep, isInUnit: boolean, isChosen: boolean): FixRow => {
    const run = runs[one.id]
    const [state, word] = run ? RUN_WORDS[run.state] : isChosen ? (['waiting', 'To do'] as const) : (['not-set-up', 'Left out'] as const)
    return { kind: 'step', key: one.id, step: one, isInUnit, state, word, run }
  }
  if (preview.grants.length > 0) {
    rows.push({ kind: 'head', key: 'grants', title: 'Grants', text: 'Give what is missing. Nothing is taken away.', count: preview.grants.length })
    for (const one of preview.grants) rows.push(step(one, false, true))
  }
  if (!isChange(preview)) return rows
  if (preview.prepare.length > 0) {
    rows.push({ kind: 'head', key: 'prepare', title: 'Before the revokes', text: 'Narrow rights that take the place of wide ones, so that nothing is interrupted.', count: preview.prepare.length })
    for (const one of preview.prepare) rows.push(step(one, false, withRevokes))
  }
  rows.push({ kind: 'head', key: 'revokes', title: 'Revokes', text: 'Take away what the import does not need. Only grants made to the identity itself.', count: preview.revokes.reduce((sum, unit) => sum + unit.revokes.length, 0) })
  preview.revokes.forEach((unit, index) => {
    rows.push({ kind: 'unit', key: `unit ${index} ${unit.securable}`, title: unit.securable, gap: unit.gap })
    for (const one of [...unit.revokes, ...unit.grantsAfter]) rows.push(step(one, true, withRevokes))
  })
  return rows
}

export interface FixCounts {
  grants: number
  /** With what comes before and after them. */
  revokes: number
  chosen: number
  gaps: number
}

export function fixCounts(preview: FixPreview, withRevokes: boolean): FixCounts {
  const additive = stepsInOrder(preview, false).length
  const all = stepsInOrder(preview, true).length
  return { grants: additive, revokes: all - additive, chosen: withRevokes ? all : additive, gaps: preview.revokes.filter(({ gap }) => gap !== undefined).length }
}

/** Whether there is anything to run, to copy or to do by hand. */
export const isNothingToFix = (preview: FixPreview): boolean => preview.grants.length === 0 && !isChange(preview) && preview.byHand.length === 0 && preview.cliOnly.length === 0

export type ScriptForm = 'sql' | 'cli' | 'terraform' | 'rollback'

/** The script in one of its forms. Rollback follows the form of the statements beside it: SQL. */
export function fixScript(preview: FixPreview, form: ScriptForm, withRevokes: boolean): string {
  const join = (grants: string, revokes: string) => [grants, withRevokes ? revokes : ''].filter((text) => text.trim() !== '').join('\n')
  switch (form) {
    case 'sql':
      return join(preview.sql.grants, preview.sql.revokes)
    case 'cli':
      return [join(preview.cli.grants, preview.cli.revokes), ...preview.cliOnly.map(({ text, cli }) => `# ${text}\n${cli}`)].filter((text) => text.trim() !== '').join('\n')
    case 'terraform':
      return preview.terraform
    case 'rollback':
      return preview.sql.rollback.trim() === '' ? '-- There is nothing to undo.\n' : preview.sql.rollback
  }
}

const EXTENSIONS: Record<ScriptForm, string> = { sql: 'sql', cli: 'sh', terraform: 'tf', rollback: 'rollback.sql' }
/** A file name without what file systems refuse. */
export const scriptFileName = ({ report: { subject, scope } }: AuditView, form: ScriptForm): string =>
  `fix-${`${scope.catalog}-${subject.name ?? subject.principal}`.replace(/[^\p{L}\p{N}-]+/gu, '-').toLowerCase()}.${EXTENSIONS[form]}`
