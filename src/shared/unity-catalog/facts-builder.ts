import { OBJECT_KINDS, ON, OWNER_NOT_SEEN } from './facts'
import type { AccessFacts, CatalogFacts, Identity, Level, ObjectKind, OtherSecurable, SchemaFacts } from './facts'
import { spellPrivilege } from './privileges'
import { foldName, foldPrincipal } from './names'

export type NewCatalog = Omit<CatalogFacts, 'owner'> & { owner?: string }
export type NewSchema = { catalog: string; name: string; owner?: string; tables?: number }
export type NewObject = { catalog: string; schema: string; name: string; kind: ObjectKind; owner?: string }
export type NewOther = Omit<OtherSecurable, 'owner'> & { owner?: string }

/**
 * Fills AccessFacts row by row, in any order, in constant time per row. Adding the same catalog, schema or object again
 * updates it; a parent that was not added is made with an unknown owner.
 */
export interface FactsBuilder {
  readonly facts: AccessFacts
  principal(name: string): number
  catalog(catalog: NewCatalog): number
  schema(schema: NewSchema): number
  object(object: NewObject): number
  other(other: NewOther): number
  /** `at` is what `catalog`, `schema`, `object` or `other` answered; 0 for the metastore. Any spelling of the privilege. */
  grant(level: Level, at: number, grantee: string, privilege: string): void
  findCatalog(name: string): number | undefined
  findSchema(catalog: string, name: string): number | undefined
  findObject(catalog: string, schema: string, name: string, space?: NameSpace): number | undefined
}

/** Tables and views share names; volumes, functions and models have name spaces of their own. */
type NameSpace = 'table' | 'VOLUME' | 'FUNCTION'
const spaceOf = (kind: ObjectKind): NameSpace => (kind === 'VOLUME' ? 'VOLUME' : kind === 'FUNCTION' || kind === 'MODEL' ? 'FUNCTION' : 'table')

export function emptyFacts(subject: Identity): AccessFacts {
  return {
    subject, principals: [], groups: [],
    metastore: { name: '', owner: OWNER_NOT_SEEN },
    catalogs: [], schemas: [], objects: { name: [], schema: [], owner: [], kind: [] }, others: [],
    grants: { on: [], at: [], grantee: [], privilege: [], privileges: [] }, filters: [], views: [], owners: [], hidden: [],
  }
}

export function createFactsBuilder(subject: Identity, facts: AccessFacts = emptyFacts(subject)): FactsBuilder {
  const principals = new Map<string, number>()
  const privileges = new Map<string, number>()
  const catalogs = new Map<string, number>()
  const schemas = new Map<string, number>()
  const others = new Map<string, number>()
  /** One small map per schema: cheaper than one map of long names. */
  const inSchema: Map<string, number>[] = []
  const key = (space: NameSpace, name: string): string => (space === 'table' ? name : `${space} ${name}`)

  facts.principals.forEach((name, at) => principals.set(foldPrincipal(name), at))
  facts.grants.privileges.forEach((name, at) => privileges.set(name, at))
  facts.catalogs.forEach(({ name }, at) => catalogs.set(name, at))
  facts.schemas.forEach((schema, at) => schemas.set(`${schema.catalog}.${schema.name}`, at))
  facts.others.forEach(({ type, name }, at) => others.set(`${type} ${name}`, at))
  facts.objects.name.forEach((name, at) => {
    const schema = facts.objects.schema[at] ?? 0
    ;(inSchema[schema] ??= new Map()).set(key(spaceOf(OBJECT_KINDS[facts.objects.kind[at] ?? 0] ?? 'UNKNOWN_TABLE'), name), at)
  })

  const principal = (name: string): number => {
    const folded = foldPrincipal(name)
    let at = principals.get(folded)
    if (at === undefined) principals.set(folded, (at = facts.principals.push(name) - 1))
    return at
  }
  const owner = (name: string | undefined): number => (name === undefined || name === '' ? OWNER_NOT_SEEN : principal(name))

  const catalog = (given: NewCatalog): number => {
    const name = foldName(given.name)
    const at = catalogs.get(name)
    const made: CatalogFacts = { ...given, name, owner: owner(given.owner) }
    if (at !== undefined) {
      const before = facts.catalogs[at]
      facts.catalogs[at] = { ...made, owner: given.owner === undefined && before ? before.owner : made.owner }
      return at
    }
    catalogs.set(name, facts.catalogs.length)
    return facts.catalogs.push(made) - 1
  }
  const catalogAt = (name: string): number => catalogs.get(foldName(name)) ?? catalog({ name, kind: 'unknown', isolation: 'unknown' })

  const schema = (given: NewSchema): number => {
    const parent = catalogAt(given.catalog)
    const name = foldName(given.name)
    const at = schemas.get(`${parent}.${name}`)
    if (at !== undefined) {
      const before = facts.schemas[at]
      if (before && given.owner !== undefined) before.owner = owner(given.owner)
      if (before && given.tables !== undefined) before.tables = given.tables
      return at
    }
    schemas.set(`${parent}.${name}`, facts.schemas.length)
    const made: SchemaFacts = { catalog: parent, name, owner: owner(given.owner) }
    if (given.tables !== undefined) made.tables = given.tables
    return facts.schemas.push(made) - 1
  }

  const object = (given: NewObject): number => {
    const parent = schemas.get(`${catalogAt(given.catalog)}.${foldName(given.schema)}`) ?? schema({ catalog: given.catalog, name: given.schema })
    const name = foldName(given.name)
    const names = (inSchema[parent] ??= new Map())
    const known = key(spaceOf(given.kind), name)
    const at = names.get(known)
    const kind = OBJECT_KINDS.indexOf(given.kind)
    const { objects } = facts
    if (at !== undefined) {
      objects.kind[at] = kind
      if (given.owner !== undefined) objects.owner[at] = owner(given.owner)
      return at
    }
    names.set(known, objects.name.length)
    objects.schema.push(parent)
    objects.owner.push(owner(given.owner))
    objects.kind.push(kind)
    return objects.name.push(name) - 1
  }

  const other = (given: NewOther): number => {
    const known = `${given.type} ${foldName(given.name)}`
    const at = others.get(known)
    if (at !== undefined) return at
    others.set(known, facts.others.length)
    return facts.others.push({ type: given.type, name: foldName(given.name), owner: owner(given.owner) }) - 1
  }

  const grant = (level: Level, at: number, grantee: string, text: string): void => {
    let privilege = privileges.get(text)
    if (privilege === undefined) {
      const spelled = spellPrivilege(text)
      privilege = privileges.get(spelled) ?? facts.grants.privileges.push(spelled) - 1
      privileges.set(spelled, privilege)
      privileges.set(text, privilege)
    }
    facts.grants.on.push(ON[level])
    facts.grants.at.push(at)
    facts.grants.grantee.push(principal(grantee))
    facts.grants.privilege.push(privilege)
  }

  return {
    facts, principal, catalog, schema, object, other, grant,
    findCatalog: (name) => catalogs.get(foldName(name)),
    findSchema: (inCatalog, name) => schemas.get(`${catalogs.get(foldName(inCatalog)) ?? -1}.${foldName(name)}`),
    findObject: (inCatalog, inSchemaNamed, name, space = 'table') => {
      const at = schemas.get(`${catalogs.get(foldName(inCatalog)) ?? -1}.${foldName(inSchemaNamed)}`)
      return at === undefined ? undefined : inSchema[at]?.get(key(space, foldName(name)))
    },
  }
}
