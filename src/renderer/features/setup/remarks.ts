import { readHost } from '#shared/connection/read-host'
import type { GoalIssue } from '#shared/setup/goal'
import type { Preflight, SetupAnswers, SetupField } from '#shared/setup/setup'
import type { ShownIssue } from '../../shared/ui/FieldIssues'
import { dataChoice, fieldOf, fieldOfIssue, identityField, makesToken, usesExistingWarehouse, wholeNumber } from './answers'
import type { StepId } from './steps'

/** Fields, and the two lists, that something can be said about. */
export type Place = SetupField | 'tables' | 'views'
export interface Remark extends ShownIssue {
  place: Place
}

export const STEP_OF_PLACE: Record<Place, StepId> = {
  host: 'workspace', port: 'workspace', caFile: 'workspace', clientId: 'workspace',
  catalogName: 'catalog', catalogComment: 'catalog', managedLocation: 'catalog',
  warehouseId: 'warehouse', warehouseName: 'warehouse', autoStopMinutes: 'warehouse',
  principalName: 'identity', applicationId: 'identity', userName: 'identity', groupName: 'identity', lifetimeDays: 'identity', tokenComment: 'identity',
  schemaName: 'schema', sourceCatalog: 'data', sourceSchema: 'data', views: 'data', tables: 'grants',
}
/** What an empty field is called in the line that names what is missing. */
export const PLACE_WORDS: Record<Place, string> = {
  host: 'the workspace', port: 'the port', caFile: 'the certificate file', clientId: 'the client id',
  catalogName: "the catalog's name", catalogComment: "the catalog's comment", managedLocation: 'the managed location',
  warehouseId: 'a SQL warehouse', warehouseName: "the warehouse's name", autoStopMinutes: 'the auto stop time',
  principalName: "the service principal's name", applicationId: 'the application id', userName: "the user's e-mail", groupName: "the group's name", lifetimeDays: "the token's lifetime", tokenComment: "the token's comment",
  schemaName: "the schema's name", sourceCatalog: 'the catalog of the tables', sourceSchema: 'the schema of the tables', views: 'tables for the views', tables: 'tables to grant',
}

/** Guide: at least 90 days. Databricks: a token unused for 90 days is revoked; the workspace may have a maximum. */
const GUIDE_DAYS = 90

function lifetimeRemarks(answers: SetupAnswers, preflight: Preflight | undefined): Remark[] {
  if (!makesToken(answers)) return []
  const typed = fieldOf(answers, 'lifetimeDays').trim()
  const days = wholeNumber(typed)
  const place = 'lifetimeDays' as const
  if (typed === '') return [{ place, severity: 'error', code: 'lifetime.required', message: 'Enter a number of days.' }]
  if (days === undefined) return [{ place, severity: 'error', code: 'lifetime.number', message: 'Enter a whole number of days.', suggestion: String(GUIDE_DAYS) }]
  if (days === 0) {
    return [{ place, severity: 'warning', code: 'lifetime.never', message: 'This token would never expire. Whoever gets hold of it can read these tables until somebody deletes it by hand. Agree to it again before the run.', suggestion: String(GUIDE_DAYS) }]
  }
  const most = preflight?.maxLifetimeDays.known ? preflight.maxLifetimeDays.value : null
  if (most !== null && days > most) return [{ place, severity: 'warning', code: 'lifetime.capped', message: `This workspace allows at most ${most} days. The token gets ${most}.`, suggestion: String(most) }]
  if (days < GUIDE_DAYS) return [{ place, severity: 'warning', code: 'lifetime.short', message: `CleverTap's guide asks for ${GUIDE_DAYS} days or more. The import stops when the token expires.`, suggestion: String(GUIDE_DAYS) }]
  return []
}

/** Everything there is to say about the answers, at its place. `goalIssues` is what the goal's own check found. */
export function remarksOf(answers: SetupAnswers, goalIssues: readonly GoalIssue[], preflight?: Preflight): Remark[] {
  const remarks: Remark[] = []
  const host = fieldOf(answers, 'host')
  if (answers.mode === 'signed-in' || host.trim() !== '') remarks.push(...readHost(host).issues.map(({ field: _field, ...issue }) => ({ ...issue, place: 'host' as const })))
  if (!usesExistingWarehouse(answers)) {
    const typed = fieldOf(answers, 'autoStopMinutes').trim()
    if (wholeNumber(typed) === undefined) remarks.push({ place: 'autoStopMinutes', severity: 'error', code: `auto-stop.${typed === '' ? 'required' : 'number'}`, message: 'Enter a whole number of minutes, 10 or more.', suggestion: '10' })
    if (wholeNumber(typed) === 0) remarks.push({ place: 'autoStopMinutes', severity: 'warning', code: 'auto-stop.never', message: 'Zero means that it never stops by itself and costs money day and night.', suggestion: '10' })
  }
  remarks.push(...lifetimeRemarks(answers, preflight))
  if (dataChoice(answers) === 'views' && (answers.views ?? []).length === 0) remarks.push({ place: 'views', severity: 'error', code: 'views.required', message: 'Choose the tables that get a view.' })
  if (answers.tables?.length === 0) remarks.push({ place: 'tables', severity: 'error', code: 'tables.required', message: 'Choose at least one table, or grant the whole schema.' })
  for (const issue of goalIssues) {
    const place = fieldOfIssue(answers, issue) ?? identityField(answers)
    if (remarks.some((one) => one.place === place && one.severity === 'error')) continue
    const isEmpty = place !== 'tables' && place !== 'views' && fieldOf(answers, place).trim() === ''
    remarks.push({ place, severity: 'error', code: isEmpty ? `${place}.required` : `${place}.${issue.rule}`, message: issue.message })
  }
  return remarks
}

export const isMissing = ({ code }: ShownIssue): boolean => code.endsWith('.required')
export const remarksAt = (remarks: readonly Remark[], place: Place): Remark[] => remarks.filter((remark) => remark.place === place)
