import type { z } from 'zod'
import { objectNameProblem, type NamedObject } from '../sql/identifiers'
import { Goal, type GoalIssue, type GoalWarehouse, MAX_LIFETIME_DAYS, MAX_TOKEN_COMMENT, RESERVED_CATALOGS, RESERVED_SCHEMA, WORKSPACE_GROUPS } from './goal'
import { isApplicationId } from './workspace-facts'

export type GoalReading = { goal: Goal; issues: [] } | { goal?: undefined; issues: GoalIssue[] }

/** Reads a goal file. Every issue names the field and the rule that it breaks; all are told at once, as far as they can be. */
export function readGoal(text: string): GoalReading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { issues: [{ field: '', rule: 'json', message: `The goal file is no JSON: ${error instanceof Error ? error.message : 'it can not be read'}.` }] }
  }
  return checkGoal(value)
}

/** The same for a goal that is already a value (from the screens). */
export function checkGoal(value: unknown): GoalReading {
  const parsed = Goal.safeParse(value)
  if (!parsed.success) {
    const shape = parsed.error.issues.flatMap((issue) => shapeIssues(issue, value))
    return { issues: [...shape.map(({ path: _at, ...issue }) => issue), ...otherIssues(value, shape)] }
  }
  const issues = contentIssues(parsed.data)
  return issues.length > 0 ? { issues } : { goal: parsed.data, issues: [] }
}

const fieldOf = (path: readonly PropertyKey[]): string =>
  path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`)).join('')

type ShapeIssue = GoalIssue & { path: PropertyKey[] }

function shapeIssues(issue: z.core.$ZodIssue, whole: unknown): ShapeIssue[] {
  const { path } = issue
  const field = fieldOf(issue.path)
  const here = issue.path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined), whole)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], field: field === '' ? key : `${field}.${key}`, rule: 'unknown-field', message: `There is no field ${key} here.` }))
  }
  if (issue.code === 'invalid_union') return unionIssues(issue, field, here, whole)
  if (here === undefined) return [{ path, field, rule: 'required', message: `${field === '' ? 'The goal' : field} is missing.` }]
  return [{ path, field, rule: 'type', message: `${field === '' ? 'The goal' : field}: ${issue.message}.` }]
}

/** Which branch was meant is told by what was written; only its issues are of use. */
function unionIssues(issue: z.core.$ZodIssue & { code: 'invalid_union' }, field: string, here: unknown, whole: unknown): ShapeIssue[] {
  const { path } = issue
  if (here === undefined) return [{ path, field, rule: 'required', message: `${field} is missing.` }]
  const branch = typeof here === 'object' && here !== null ? (field === 'warehouse' && 'id' in here ? 0 : 1) : undefined
  const within = branch === undefined ? undefined : issue.errors[branch]
  if (within && within.length > 0) return within.flatMap((one) => shapeIssues({ ...one, path: [...path, ...one.path] }, whole))
  return [{ path, field, rule: 'type', message: `${field}: ${UNION_SHAPES[field] ?? issue.message}.` }]
}
const UNION_SHAPES: Record<string, string> = {
  warehouse: 'give { "id": … } or { "name": … }',
  tables: 'give "all" or a list of table names',
  token: 'give "none" or { "lifetimeDays": … }',
} satisfies Partial<Record<keyof Goal, string>>

/** Stands for a part that can't be judged. */
const RIGHT: Partial<Record<string, unknown>> = { catalog: { name: 'c' }, schema: { name: 's' }, warehouse: { name: 'w' }, principal: { kind: 'servicePrincipal', name: 'p' } } satisfies Partial<Record<keyof Goal, unknown>>

/** What else is wrong with a goal of a wrong shape: it is read without what does not belong there, and without the parts that are no use then. */
function otherIssues(value: unknown, shape: readonly ShapeIssue[]): GoalIssue[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const whole = JSON.parse(JSON.stringify(value)) as Record<string, unknown>
  for (const { path } of shape) remove(whole, path)
  const lost = new Set<string>()
  const again = Goal.safeParse(whole)
  for (const { path: [part] } of again.error?.issues ?? []) {
    lost.add(String(part))
    whole[String(part)] = RIGHT[String(part)]
  }
  const goal = Goal.safeParse(whole).data
  return goal ? contentIssues(goal).filter(({ field }) => !lost.has(/^\w+/.exec(field)?.[0] ?? '')) : []
}

/** Items of a list keep their numbers: the whole list goes. */
function remove(whole: Record<string, unknown>, path: readonly PropertyKey[]): void {
  const inList = path.findIndex((part) => typeof part === 'number')
  const [last, ...parents] = path.slice(0, inList < 0 ? path.length : inList).map(String).reverse()
  let at: unknown = whole
  for (const key of parents.reverse()) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined
  if (last !== undefined && typeof at === 'object' && at !== null) Reflect.deleteProperty(at, last)
}

const WAREHOUSE_ID = /^[0-9a-f]{16}$/
const STORAGE_URL = /^(s3|s3a|s3n|abfss|abfs|gs|r2):\/\/[^/\s?#]+(\/[^\s?#]*)?$/i
const MAX_PRINCIPAL = 255

const isOneOf = (names: readonly string[], name: string) => names.includes(name.toLowerCase())

type Say = (field: string, rule: string, message: string) => void

function contentIssues(goal: Goal): GoalIssue[] {
  const issues: GoalIssue[] = []
  const say: Say = (field, rule, message) => issues.push({ field, rule, message })
  const object = (field: string, kind: NamedObject, name: string) => {
    const problem = objectNameProblem(name, kind)
    if (problem !== undefined) say(field, 'name', problem)
  }
  object('catalog.name', 'catalog', goal.catalog.name)
  object('schema.name', 'schema', goal.schema.name)
  if (isOneOf(RESERVED_CATALOGS, goal.catalog.name)) {
    say('catalog.name', 'reserved', `${goal.catalog.name} belongs to Databricks or is outside Unity Catalog: its rights can't be granted. Name another catalog.`)
  }
  if (goal.schema.name.toLowerCase() === RESERVED_SCHEMA) say('schema.name', 'reserved', 'information_schema describes the catalog and holds no table of yours. Name another schema.')
  const { managedLocation } = goal.catalog
  if (managedLocation !== undefined && !STORAGE_URL.test(managedLocation)) {
    say('catalog.managedLocation', 'location', 'A managed location is a cloud storage URL such as s3://bucket/path, abfss://container@account.dfs.core.windows.net/path or gs://bucket/path.')
  }
  if (goal.tables !== 'all') tableIssues(goal.tables, object, say)
  viewIssues(goal, object, say)
  warehouseIssues(goal.warehouse, say)
  principalIssues(goal.principal, say)
  tokenIssues(goal, say)
  return issues
}

function tableIssues(tables: readonly string[], object: (field: string, kind: NamedObject, name: string) => void, say: Say): void {
  if (tables.length === 0) say('tables', 'empty', 'The list of tables is empty: name at least one, or write "all".')
  const seen = new Set<string>()
  tables.forEach((table, at) => {
    object(`tables[${at}]`, 'table', table)
    if (seen.has(table.toLowerCase())) say(`tables[${at}]`, 'twice', `${table} is listed twice (upper and lower case are the same).`)
    seen.add(table.toLowerCase())
  })
}

function viewIssues({ views = [], catalog, schema }: Goal, object: (field: string, kind: NamedObject, name: string) => void, say: Say): void {
  const seen = new Set<string>()
  views.forEach((view, at) => {
    const field = `views[${at}]`
    object(`${field}.name`, 'table', view.name)
    object(`${field}.from.catalog`, 'catalog', view.from.catalog)
    object(`${field}.from.schema`, 'schema', view.from.schema)
    object(`${field}.from.table`, 'table', view.from.table)
    const key = view.name.toLowerCase()
    if (seen.has(key)) say(`${field}.name`, 'twice', `Two views are named ${view.name} (upper and lower case are the same).`)
    seen.add(key)
    const itself = [view.from.catalog, view.from.schema, view.from.table].join('.').toLowerCase() === [catalog.name, schema.name, view.name].join('.').toLowerCase()
    if (itself) say(`${field}.from`, 'itself', `The view ${view.name} would read itself.`)
    if (view.columns?.length === 0) say(`${field}.columns`, 'empty', 'The list of columns is empty: name at least one, or leave it out for all.')
    view.columns?.forEach((column, index) => {
      if (column === '' || Array.from(column).length > 255) say(`${field}.columns[${index}]`, 'name', 'A column name has 1 to 255 characters.')
    })
  })
}

function warehouseIssues(warehouse: GoalWarehouse, say: Say): void {
  if ('id' in warehouse) {
    if (!WAREHOUSE_ID.test(warehouse.id)) say('warehouse.id', 'name', 'A warehouse id has 16 digits 0-9 and a-f; it is the last part of the HTTP path.')
    return
  }
  const { name, autoStopMinutes, serverless } = warehouse
  if (name.trim() === '') say('warehouse.name', 'name', "A warehouse name can't be empty.")
  else if (Array.from(name).length >= 100) say('warehouse.name', 'name', 'A warehouse name has at most 99 characters.')
  else if (/[\u0000-\u001f\u007f]/.test(name)) say('warehouse.name', 'name', 'A warehouse name is one line of text.')
  const least = serverless === true ? 1 : 10
  if (autoStopMinutes !== undefined && autoStopMinutes !== 0 && autoStopMinutes < least) {
    say('warehouse.autoStopMinutes', 'range', `Auto stop is 0 (never) or at least ${least} minutes${least === 10 ? ' (1 with serverless)' : ''}.`)
  }
}

function principalIssues({ kind, name, managedBy }: Goal['principal'], say: Say): void {
  const field = 'principal.name'
  if (managedBy !== undefined && kind !== 'servicePrincipal') say('principal.managedBy', 'kind', 'Only a service principal is managed by Databricks or by Microsoft Entra ID.')
  if (name.trim() === '') return say(field, 'name', "A principal name can't be empty.")
  if (name !== name.trim() || /[\u0000-\u001f\u007f]/.test(name)) return say(field, 'name', 'A principal name is one line, without spaces around it.')
  if (Array.from(name).length > MAX_PRINCIPAL) return say(field, 'name', `A principal name has at most ${MAX_PRINCIPAL} characters.`)
  if (kind === 'user' && !/^[^\s@]+@[^\s@]+$/.test(name)) say(field, 'email', 'A user is named by e-mail address, as they sign in.')
  if (kind === 'user' && isApplicationId(name)) say(field, 'email', 'This is an application id: the kind is servicePrincipal.')
  if (kind === 'servicePrincipal' && name.includes('@')) say(field, 'name', 'A service principal is named by application id or display name; this looks like an e-mail address.')
  if (kind === 'group' && isOneOf(WORKSPACE_GROUPS, name)) {
    say(field, 'workspace-group', `${name} is a group of one workspace and can't hold Unity Catalog privileges. Name an account group.`)
  }
}

function tokenIssues({ token, principal }: Goal, say: Say): void {
  if (token === 'none') return
  if (principal.kind === 'group') return say('token', 'group-token', 'A group has no token: leave token out, or name a user or a service principal.')
  if (token.lifetimeDays < 0 || token.lifetimeDays > MAX_LIFETIME_DAYS) say('token.lifetimeDays', 'range', `A lifetime is 1 to ${MAX_LIFETIME_DAYS} days, or 0 for a token without expiry.`)
  if (token.comment !== undefined && (Array.from(token.comment).length > MAX_TOKEN_COMMENT || /[\u0000-\u001f\u007f]/.test(token.comment))) {
    say('token.comment', 'name', `A token comment is one line of at most ${MAX_TOKEN_COMMENT} characters.`)
  }
  if (token.scopes?.length === 0) say('token.scopes', 'empty', 'A token without a scope can do nothing: leave scopes out for sql.')
  token.scopes?.forEach((scope, at) => {
    if (!/^[a-z][a-z0-9-]{0,63}$/.test(scope)) say(`token.scopes[${at}]`, 'name', 'A scope is a word such as sql.')
  })
}

