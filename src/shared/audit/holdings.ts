import { ON } from '../unity-catalog/facts'
import type { Level, SecurableRef } from '../unity-catalog/facts'
import { YES } from '../unity-catalog/decision'
import { isTable, kindOf } from '../unity-catalog/names'
import { isReading } from '../unity-catalog/privileges'
import { isFixedCatalog } from '../unity-catalog/rules'
import { isEverybody, isSubject } from './context'
import type { AuditContext } from './context'

/** Where a held right lies, seen from what the import needs. */
export type Place =
  | 'needed'
  /** Serves the import, and reaches further: SELECT on the catalog where one schema is imported. */
  | 'wider'
  /** In scope, and more than reading. */
  | 'beyond-read'
  | 'other-schema'
  | 'other-catalog'
  /** Volumes, functions, models, external locations, credentials, connections. */
  | 'other-object'
  | 'metastore'

/** Whose it is: the identity's own, a group's that it is in, or everybody's. */
export type Holder = 'self' | 'group' | 'everybody'

export interface Holding {
  ref: SecurableRef
  privilege: string
  principal: string
  holder: Holder
  /** Could not check whether the identity is in the group. */
  unsure: boolean
  place: Place
}

const LEVEL_OF = Object.entries(ON).sort(([, one], [, other]) => one - other).map(([level]) => level as Level)

const found = new WeakMap<AuditContext, readonly Holding[]>()

/** Every stored grant that counts, or may count, for the identity. Each (securable, privilege, holder) once. A dozen checks ask. */
export function holdings(context: AuditContext): readonly Holding[] {
  let all = found.get(context)
  if (!all) found.set(context, (all = findHoldings(context)))
  return all
}

function findHoldings(context: AuditContext): Holding[] {
  const all: Holding[] = []
  const { facts, access } = context
  const { grants, principals } = facts.access
  const scope = scopeOf(context)
  const { rows } = access.held
  const holderOf = principals.map((name): Holder => (isSubject(context, name) ? 'self' : isEverybody(name) ? 'everybody' : 'group'))
  let slotKey = -1
  const seen = new Set<number>()
  for (const row of rows) {
    const on = grants.on[row] ?? 0
    const at = grants.at[row] ?? 0
    const level = LEVEL_OF[on] ?? 'METASTORE'
    // Rows come ordered by securable, so repeated rows stand together.
    const slot = access.held.slot(level, at)
    if (slot !== slotKey) {
      slotKey = slot
      seen.clear()
    }
    const grantee = grants.grantee[row] ?? -1
    const once = grantee * 2 ** 20 + (grants.privilege[row] ?? 0)
    if (seen.has(once)) continue
    seen.add(once)
    const principal = principals[grantee] ?? ''
    const privilege = grants.privileges[grants.privilege[row] ?? -1] ?? ''
    const ref: SecurableRef = { level, at }
    all.push({ ref, privilege, principal, holder: holderOf[grantee] ?? 'group', unsure: access.held.standing[grantee] !== YES, place: scope(ref, privilege) })
  }
  return all
}

/** Sorts a right into its place. */
export function scopeOf({ facts, policy, catalog, schemas, tables, chosen }: AuditContext): (ref: SecurableRef, privilege: string) => Place {
  const known = facts.access
  const inSchemas = new Uint8Array(known.schemas.length)
  for (const at of schemas) inSchemas[at] = 1
  const inTables = new Uint8Array(known.objects.name.length)
  for (const at of tables) inTables[at] = 1
  const wholeCatalog = policy.schema === undefined
  return ({ level, at }, privilege) => {
    if (level === 'METASTORE') return 'metastore'
    if (level === 'OTHER') return 'other-object'
    if (level === 'CATALOG') {
      if (at !== catalog) return 'other-catalog'
      if (!isReading(privilege)) return 'beyond-read'
      if (privilege === 'USE CATALOG' || privilege === 'USAGE') return 'needed'
      return wholeCatalog && !(chosen && privilege === 'SELECT') && privilege !== 'BROWSE' && privilege !== 'READ METADATA' ? 'needed' : 'wider'
    }
    const schema = level === 'SCHEMA' ? at : (known.objects.schema[at] ?? -1)
    const inCatalog = known.schemas[schema]?.catalog ?? -1
    if (level === 'OBJECT' && !isTable(kindOf(known, at))) return 'other-object'
    if (inCatalog !== catalog) return 'other-catalog'
    if (inSchemas[schema] !== 1) return 'other-schema'
    if (!isReading(privilege)) return 'beyond-read'
    if (level === 'SCHEMA') return privilege === 'SELECT' && chosen ? 'wider' : 'needed'
    return inTables[at] === 1 ? 'needed' : 'wider'
  }
}

/** Catalogs that Databricks gives to everybody to read: no decision of this workspace. */
export function isGivenByDatabricks({ facts }: AuditContext, { ref, privilege, holder }: Holding): boolean {
  if (holder !== 'everybody' || !isReading(privilege)) return false
  const known = facts.access
  const catalog = ref.level === 'CATALOG' ? ref.at : ref.level === 'SCHEMA' ? known.schemas[ref.at]?.catalog : ref.level === 'OBJECT' ? known.schemas[known.objects.schema[ref.at] ?? -1]?.catalog : undefined
  return isFixedCatalog(known.catalogs[catalog ?? -1])
}
