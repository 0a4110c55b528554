import { quoteName } from '../../sql/identifiers'
import { grantAround, revokeAround } from '../../sql/setup-statements'
import { type GrantList, type GrantRow, isKnown, type Known, type TableFact, valueOf } from '../facts'
import type { Action, RestChange, SqlChange, VariableName, WhoMay } from '../plan'
import { BIND_ID, CATALOG_ID, sqlNeeds } from './catalog'
import { anyOf, askOrRole, holdersOf, isMine, knownNeeds, metastoreAdmin, type Planning, SPREADING, youHold } from './context'
import { createHolds, type Holding, type NeededPrivilege } from './holds'
import { ASSIGN_ID, PRINCIPAL_FIND, PRINCIPAL_ID } from './identity'
import { catalogOwner, SCHEMA_ID, schemaNow, viewId } from './schema'

export const USE_CATALOG_ID = 'grant.use-catalog'
export const USE_SCHEMA_ID = 'grant.use-schema'
export const SELECT_ID = 'grant.select'
export const selectId = (table: string): string => `${SELECT_ID}:${table.toLowerCase()}`

const PRINCIPAL_NOTE =
  "CleverTap's page shows TO 'clevertap_user'. A principal is an identifier: it stands in backticks, and a service principal is named by its application id."
const USAGE_NOTE = "CleverTap's page shows GRANT USAGE. That is the name of an older privilege model; today it is USE CATALOG and USE SCHEMA."
const NOBODY: Known<GrantList> = isKnown({ rows: [], whole: true })

/** Step 7: the three privileges that reading takes, and nothing else. */
export function planGrants(planning: Planning): void {
  const { goal, facts } = planning
  const catalog = valueOf(facts.catalog)
  const schema = schemaNow(planning)
  const catalogGrants = catalog?.exists === true ? catalog.grants : catalog ? NOBODY : unread(facts.catalog)
  const schemaGrants = schema?.exists === true ? schema.grants : schema ? NOBODY : unread(facts.schema)
  const holds = createHolds(planning)
  const catalogWho = grantRight(planning, `MANAGE on catalog ${goal.catalog.name}`, [catalogOwner(facts)], [catalogGrants], `the owner of catalog ${goal.catalog.name}`)
  const schemaOwner = schema?.exists === true ? schema.owner : undefined
  const schemaWho = grantRight(planning, `MANAGE on schema ${goal.catalog.name}.${goal.schema.name}`, [schemaOwner, catalogOwner(facts)], [schemaGrants, catalogGrants], `the owner of schema ${goal.schema.name}`)
  const after = [sqlNeeds(planning), PRINCIPAL_ID, PRINCIPAL_FIND, ASSIGN_ID, CATALOG_ID, BIND_ID]
  addGrant(planning, {
    id: USE_CATALOG_ID,
    privilege: 'USE CATALOG',
    securable: 'CATALOG',
    parent: [],
    name: goal.catalog.name,
    why: `Lets it look inside catalog ${goal.catalog.name}; no data by itself.`,
    holding: holds('USE CATALOG', catalogOwner(facts), catalogGrants),
    who: catalogWho,
    needs: after,
    notes: [PRINCIPAL_NOTE, USAGE_NOTE],
  })
  addGrant(planning, {
    id: USE_SCHEMA_ID,
    privilege: 'USE SCHEMA',
    securable: 'SCHEMA',
    parent: [goal.catalog.name],
    name: goal.schema.name,
    why: `Lets it look inside schema ${goal.schema.name}; no data by itself.`,
    holding: holds('USE SCHEMA', schemaOwner, schemaGrants),
    who: schemaWho,
    needs: [...after, SCHEMA_ID],
    notes: [PRINCIPAL_NOTE, USAGE_NOTE],
  })
  if (goal.tables === 'all') {
    addGrant(planning, {
      id: SELECT_ID,
      privilege: 'SELECT',
      securable: 'SCHEMA',
      parent: [goal.catalog.name],
    name: goal.schema.name,
      why: `Lets it read every table and view of schema ${goal.schema.name}, later ones included.`,
      holding: holds('SELECT', schemaOwner, schemaGrants),
      who: schemaWho,
      needs: [...after, SCHEMA_ID],
      notes: [PRINCIPAL_NOTE],
    })
    return
  }
  planTables(planning, goal.tables, { schemaGrants, schemaWho, schemaOwner, after: [...after, SCHEMA_ID] })
}

function planTables(
  planning: Planning,
  tables: readonly string[],
  { schemaGrants, schemaWho, schemaOwner, after }: { schemaGrants: Known<GrantList>; schemaWho: WhoMay; schemaOwner: string | undefined; after: (string | undefined)[] },
): void {
  const { goal, facts } = planning
  const holds = createHolds(planning)
  const isNewSchema = schemaNow(planning)?.exists === false
  const listed = valueOf(facts.tables)
  const items = isNewSchema ? [] : listed?.items
  const byName = new Map((items ?? []).map((item) => [item.name.toLowerCase(), item]))
  const toCome = new Set((goal.views ?? []).map(({ name }) => name.toLowerCase()))
  const isComplete = isNewSchema || (listed?.items !== undefined && listed.complete)
  const absent = isComplete ? tables.filter((table) => !byName.has(table.toLowerCase()) && !toCome.has(table.toLowerCase())) : []
  if (absent.length > 0) {
    planning.obstacles.push({
      id: 'tables-absent',
      step: 'grants',
      title: absent.length === 1 ? `There is no table ${absent[0]}` : `${absent.length} of the chosen tables are not there`,
      detail: `Schema ${goal.schema.name} has no ${absent.slice(0, 5).join(', ')}${absent.length > 5 ? `, and ${absent.length - 5} more` : ''}.`,
      whatToDo: ['Take them out of the choice, or choose the schema that has them.'],
      ask: schemaWho.ask,
    })
  }
  const hasSchemaSelect = holds('SELECT', schemaOwner, schemaGrants)
  // By owner, because ten thousand tables have few owners.
  const rights = new Map<string, WhoMay>()
  const whoMay = (item: TableFact | undefined): WhoMay => {
    const owner = item?.owner ?? ''
    const kept = rights.get(owner) ?? (owner === '' ? schemaWho : { ...schemaWho, youCan: anyOf(schemaWho.youCan, isMine(planning, owner)), ask: [...new Set([owner, ...schemaWho.ask])] })
    rights.set(owner, kept)
    return kept
  }
  const tableRows = valueOf(facts.tableGrants)
  const nobody: readonly GrantRow[] = []
  const needs = knownNeeds(planning, after)
  const notes: string[] = []
  const none = facts.tableGrants.known ? NOBODY : unread(facts.tableGrants)
  const tableGrant = grantActions(planning, 'SELECT', 'TABLE', [goal.catalog.name, goal.schema.name])
  const holdingOf = (item: TableFact | undefined, comes: boolean, rows: readonly GrantRow[]): Holding => {
    if (hasSchemaSelect.state === 'satisfied') return hasSchemaSelect
    if (isNewSchema || (comes && !item)) return NEEDED
    const own = holds('SELECT', item?.owner, none, rows)
    return own.state === 'needed' && hasSchemaSelect.state === 'unknown' ? hasSchemaSelect : own
  }
  for (const table of tables) {
    const key = table.toLowerCase()
    const item = byName.get(key)
    const holding = holdingOf(item, toCome.has(key), tableRows?.[key] ?? nobody)
    planning.actions.push(
      tableGrant({
        id: selectId(table),
        name: table,
        why: `Lets it read ${table}, and no other table.`,
        holding,
        who: whoMay(item),
        needs: toCome.has(key) ? knownNeeds(planning, [...after, viewId(table)]) : needs,
        notes,
      }),
    )
  }
}

const unread = (fact: { known: boolean; why?: string }): Known<GrantList> => ({ known: false, why: fact.why ?? 'The grants were not read.' })

/** Granting takes ownership of the object or of a parent, MANAGE, or being metastore admin; whoever creates an object owns it. */
function grantRight(planning: Planning, right: string, owners: (string | undefined)[], grants: Known<GrantList>[], role: string): WhoMay {
  const admin = metastoreAdmin(planning)
  const creator = planning.actions.find(({ id, state }) => (id === SCHEMA_ID || id === CATALOG_ID) && state === 'needed')
  const known = owners.filter((owner) => owner !== undefined)
  const ways = [
    ...known.map((owner) => isMine(planning, owner)),
    ...grants.map((list) => youHold(planning, list, 'MANAGE')),
    ...(admin === undefined ? [] : [isMine(planning, admin)]),
    ...(creator ? [creator.who.youCan] : []),
    ...(known.length === 0 && !creator ? ['unknown' as const] : []),
  ]
  const ask = [...known, ...grants.flatMap((list) => holdersOf(list, 'MANAGE')), ...(creator ? creator.who.ask : []), admin]
  return { youCan: anyOf(...ways), right, ask: askOrRole(ask, role) }
}

type Securable = keyof typeof KINDS
interface GrantParts {
  id: string
  name: string
  why: string
  holding: Holding
  who: WhoMay
  needs: string[]
  notes: string[]
}
type Grant = Omit<GrantParts, 'needs'> & { privilege: NeededPrivilege; securable: Securable; parent: string[]; needs: (string | undefined)[] }

function addGrant(planning: Planning, { privilege, securable, parent, ...parts }: Grant): void {
  planning.ids.add(parts.id)
  planning.actions.push(grantActions(planning, privilege, securable, parent)({ ...parts, needs: knownNeeds(planning, parts.needs) }))
}

/**
 * Grants of one privilege on the securables of one kind in `parent`. There may be a hundred thousand of them: what they have in common is
 * made once, and the request's body is the same object in all.
 */
function grantActions({ principal, unityCatalogBy }: Planning, privilege: NeededPrivilege, securable: Securable, parent: readonly string[]): (parts: GrantParts) => Action {
  const kind = KINDS[securable]
  const within = parent.map((part) => `${part}.`).join('')
  const withinQuoted = parent.map((part) => `${quoteName(part)}.`).join('')
  const address = `/api/2.1/unity-catalog/permissions/${kind}/${encodeURIComponent(within)}`
  const body = { changes: [{ principal, add: [privilege.replace(' ', '_')] }] }
  const writer = ({ before, between }: { before: string; between: string }) => {
    const start = before + withinQuoted
    const end = typeof principal === 'string' ? `${between}${principal.replaceAll('`', '``')}\`` : undefined
    return (name: string): SqlChange => ({ kind: 'sql', statement: end === undefined ? [start + name + between, principal, '`'] : [start + name + end] })
  }
  const granting = writer(grantAround(privilege, securable))
  const revoking = writer(revokeAround(privilege, securable))
  const title = `Grant ${privilege} on ${kind} ${within}`
  const bySql = unityCatalogBy === 'sql'
  const compute = bySql ? 'warehouse' : 'none'
  const wanted = `${privilege} granted`
  const uses = typeof principal === 'string' ? NOTHING : PRINCIPAL_ONLY
  return ({ id, name, why, holding, who, needs, notes }) => {
    const quoted = quoteName(name)
    const sql = granting(quoted)
    const rest: RestChange = { kind: 'rest', method: 'PATCH', path: [address + encodeURIComponent(name)], body, as: 'you' }
    return {
      id,
      step: 'grants',
      title: title + name,
      why,
      change: bySql ? sql : rest,
      restForm: bySql ? rest : undefined,
      sqlForm: bySql ? undefined : sql,
      needs,
      compute,
      state: holding.state,
      skipIf: holding.state === 'unknown' ? AGAIN : undefined,
      current: holding.state === 'satisfied' ? holding.how : holding.state === 'needed' ? 'not granted' : `not known: ${holding.why}`,
      wanted,
      who,
      expected: { check: 'privilege', securable, path: [...parent, name], principal, privilege },
      poll: SPREADING,
      undo: revoking(quoted),
      produces: NOTHING,
      uses,
      notes,
      mayBeRefused: false,
      changesWorkspace: true,
    }
  }
}

const KINDS = { CATALOG: 'catalog', SCHEMA: 'schema', TABLE: 'table' } as const
const NEEDED: Holding = { state: 'needed' }
const AGAIN = { text: 'Granting it again changes nothing.' }
const NOTHING: VariableName[] = []
const PRINCIPAL_ONLY: VariableName[] = ['application_id']
