import {
  DEFAULT_CATALOG, DEFAULT_LIFETIME_DAYS, DEFAULT_PRINCIPAL, DEFAULT_SCHEMA, DEFAULT_TOKEN_COMMENT, DEFAULT_WAREHOUSE, type CreateMode, type Goal, type GoalInput, type GoalIssue,
} from '#shared/setup/goal'
import { checkGoal } from '#shared/setup/read-goal'
import { SetupAnswers, type ScriptAnswer, type SetupField, type SetupView } from '#shared/setup/setup'

/** What stands in a field before anything was typed. Typed emptiness stays empty. */
const DEFAULTS: Partial<Record<SetupField, string>> = {
  port: '443',
  catalogName: DEFAULT_CATALOG,
  schemaName: DEFAULT_SCHEMA,
  warehouseName: DEFAULT_WAREHOUSE,
  autoStopMinutes: '10',
  principalName: DEFAULT_PRINCIPAL,
  lifetimeDays: String(DEFAULT_LIFETIME_DAYS),
  tokenComment: DEFAULT_TOKEN_COMMENT,
}

export const emptyAnswers = (): SetupAnswers => SetupAnswers.parse({})

export const fieldOf = (answers: SetupAnswers, field: SetupField): string => answers.fields[field] ?? DEFAULTS[field] ?? ''

/** How an identity is chosen: a new service principal, or one of the three kinds that exist. */
export type IdentityChoice = 'new' | 'servicePrincipal' | 'user' | 'group'
export const identityChoice = ({ principal, principalKind }: SetupAnswers): IdentityChoice => (principal === 'existing' ? (principalKind ?? 'servicePrincipal') : 'new')

const IDENTITY_FIELDS: Record<IdentityChoice, SetupField> = { new: 'principalName', servicePrincipal: 'applicationId', user: 'userName', group: 'groupName' }
export const identityField = (answers: SetupAnswers): SetupField => IDENTITY_FIELDS[identityChoice(answers)]

export const usesExistingWarehouse = (answers: SetupAnswers): boolean => (answers.mode === 'script' ? answers.script.warehouse === 'exists' : answers.warehouse === 'existing')
export const makesToken = (answers: SetupAnswers): boolean => answers.token !== 'none' && identityChoice(answers) !== 'group'
export const dataChoice = (answers: SetupAnswers): NonNullable<SetupAnswers['data']> => answers.data ?? 'existing-schema'

const MODES: Record<ScriptAnswer, CreateMode> = { exists: 'never', create: 'always', unknown: 'auto' }
const modeOf = (answers: SetupAnswers, object: keyof SetupAnswers['script']): CreateMode => (answers.mode === 'script' ? MODES[answers.script[object] ?? 'unknown'] : 'auto')

/** A whole number, or nothing: an empty or half-typed number is an issue of its field, not a goal. */
export const wholeNumber = (text: string): number | undefined => (/^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : undefined)

/** What shall be true in the end. Names as typed, so that the goal's own check can say what is wrong with them. */
export function toGoal(answers: SetupAnswers): GoalInput {
  const text = (field: SetupField) => fieldOf(answers, field).trim()
  const autoStop = wholeNumber(text('autoStopMinutes'))
  const lifetime = wholeNumber(text('lifetimeDays'))
  const choice = identityChoice(answers)
  const comment = text('tokenComment')
  return {
    catalog: {
      name: text('catalogName'),
      ...(text('catalogComment') === '' ? {} : { comment: text('catalogComment') }),
      ...(text('managedLocation') === '' ? {} : { managedLocation: text('managedLocation') }),
      create: modeOf(answers, 'catalog'),
    },
    schema: { name: text('schemaName'), create: modeOf(answers, 'schema') },
    warehouse: usesExistingWarehouse(answers)
      ? { id: text('warehouseId') }
      : {
          name: text('warehouseName'),
          size: answers.warehouseSize ?? 'Small',
          ...(autoStop === undefined ? {} : { autoStopMinutes: autoStop }),
          ...(answers.serverless === undefined ? {} : { serverless: answers.serverless }),
          create: modeOf(answers, 'warehouse'),
        },
    principal: {
      kind: choice === 'new' ? 'servicePrincipal' : choice,
      name: text(IDENTITY_FIELDS[choice]),
      create: choice === 'new' ? (answers.mode === 'script' ? MODES[answers.script.principal ?? 'create'] : 'auto') : 'never',
      ...(choice === 'servicePrincipal' && answers.managedBy !== undefined ? { managedBy: answers.managedBy } : {}),
    },
    tables: answers.tables ?? 'all',
    token: makesToken(answers) && lifetime !== undefined ? { lifetimeDays: lifetime, ...(comment === '' ? {} : { comment }) } : 'none',
    ...(dataChoice(answers) === 'views' ? { views: answers.views ?? [] } : {}),
  }
}

/**
 * What to look for while no warehouse is chosen yet and so nothing can be planned: the same with the usual new one. The list to
 * choose from comes with the look.
 */
export const goalWhileChoosing = (answers: SetupAnswers): Goal | undefined =>
  usesExistingWarehouse(answers) && fieldOf(answers, 'warehouseId').trim() === '' ? checkGoal({ ...toGoal(answers), warehouse: { name: DEFAULT_WAREHOUSE } }).goal : undefined

/** The field of the screen that a remark about the goal belongs to. */
export function fieldOfIssue(answers: SetupAnswers, { field }: GoalIssue): SetupField | 'tables' | 'views' | undefined {
  if (field.startsWith('tables')) return 'tables'
  if (field.startsWith('views')) return 'views'
  if (field.startsWith('principal')) return identityField(answers)
  const known: Record<string, SetupField> = {
    'catalog.name': 'catalogName', 'catalog.comment': 'catalogComment', 'catalog.managedLocation': 'managedLocation', 'schema.name': 'schemaName', 'warehouse.id': 'warehouseId',
    'warehouse.name': 'warehouseName', 'warehouse.autoStopMinutes': 'autoStopMinutes', 'token.lifetimeDays': 'lifetimeDays', 'token.comment': 'tokenComment',
  }
  return known[field] ?? (field.startsWith('warehouse') ? (usesExistingWarehouse(answers) ? 'warehouseId' : 'warehouseName') : undefined)
}

/** What a setup is called in a list. */
export function setupTitle({ setup: { answers } }: SetupView): string {
  const place = [fieldOf(answers, 'catalogName'), fieldOf(answers, 'schemaName')].map((part) => part.trim()).filter((part) => part !== '').join('.')
  return answers.name.trim() !== '' ? answers.name.trim() : place === '' ? 'New setup' : place
}
