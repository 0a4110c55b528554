import { type AuditLevel, type Source, auditFilters, auditGrants, auditObjects, auditPrincipals, memberOf } from '#shared/sql/audit-queries'
import type { Policy } from '#shared/audit/policy'
import { type GroupFacts, type Level, NO_OWNER, OBJECT_KINDS, OWNER_NOT_SEEN } from '#shared/unity-catalog/facts'
import type { FactsBuilder } from '#shared/unity-catalog/facts-builder'
import type { Outcome } from '#shared/result'
import type { SqlSession } from '../ports/workspace'
import { type Collection, mayBeGroup, reasonOf, sameName } from './collection'
import { type Directory, accountGroups, databricks, everybody, nobodysDirectory } from './groups'
import { otherType, tableKind } from './object-kinds'
import { type SqlSource, createSqlSource } from './sql-source'
import type { Subject } from './subject'
import { createSeenViews, learnOwners } from './views'
import { type Seer, hideWhatIsNotSeen } from './visibility'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const optional = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/**
 * Facts by a handful of statements, the same number for any number of tables: who holds anything; which of those groups the
 * subject is in; then the grants that count for it, what lies in the scope, and what hides data there.
 */
export async function readBySql(collection: Collection, session: SqlSession, subject: Subject, policy: Policy, builder: FactsBuilder): Promise<Outcome<void>> {
  const unreadable = new Map<AuditLevel, string>()
  const source = createSqlSource(collection, session, policy.catalog, (level, why) => unreadable.set(level, why))
  collection.tell('Reading who holds grants')
  const principals: string[] = []
  const views = createSeenViews(policy)
  const listed = await source.overLevels((from, levels) => auditPrincipals(from, levels, policy.catalog), ([principal, s, n, definition]) => {
    if (optional(n) === undefined) principals.push(text(principal))
    else views.add(text(s), text(n), text(principal), optional(definition))
  })
  if (!listed.ok) return listed

  collection.tell('Finding out which groups it is in')
  const named = [...new Set([...principals, ...builder.facts.principals])].filter(mayBeGroup)
  const [directory] = await Promise.all([membership(collection, source, subject, named), views.complete(collection)])
  builder.facts.groups = [everybody, databricks, ...directory.groups]
  const counting = [subject.identity.principal, ...builder.facts.groups.filter(({ member }) => member !== 'no').map(({ name }) => name)]

  // What a view reads, it reads with the rights of its owner: theirs and those of their groups count there.
  const { views: seen, tables } = views.beneath()
  const beneath = { tables, grantees: [...new Set([...seen.map(({ owner }) => owner), ...named])] }
  collection.tell('Reading grants, objects and filters')
  const [grants, objects, filters] = await Promise.all([
    source.overLevels((from, levels) => auditGrants(from, levels, counting, beneath), (row) => addGrant(builder, row)),
    source.overLevels((from, levels) => auditObjects(from, levels, policy, counting, beneath), (row) => addObject(builder, row)),
    readFilters(source, policy, builder),
  ])
  const seer = await whoSees(source, subject, builder)
  hideWhatIsNotSeen(collection, builder, policy, seer, { source: source.source, unreadable })
  if (objects.ok) settleOwners(builder, source.source)
  views.tell(builder)
  for (const [what, answer] of [['grants', grants], ['objects', objects], ['filters', filters]] as const) {
    if (answer.ok) continue
    const why = reasonOf(answer)
    builder.facts.hidden.push({ what, level: 'CATALOG', at: builder.catalog({ name: policy.catalog, kind: 'unknown', isolation: 'unknown' }), inside: true, why })
  }
  await learnOwners(collection, directory, builder)
  return { ok: true, value: undefined }
}

/**
 * The statement over objects lists everything that the subject or a group of theirs owns: what is known only through a grant
 * on it belongs to somebody else, if its catalog was seen whole.
 */
function settleOwners({ facts }: FactsBuilder, { ownerless = [] }: Source): void {
  const wasAsked = (kind: string | undefined): boolean => !ownerless.some((level) => level === kind)
  const notWhole = new Set(facts.hidden.flatMap(({ level, at }) => (level === 'CATALOG' && at !== undefined ? [at] : [])))
  const settled = (owner: number, catalog: number): number => (owner === OWNER_NOT_SEEN && !notWhole.has(catalog) ? NO_OWNER : owner)
  for (const schema of facts.schemas) schema.owner = settled(schema.owner, schema.catalog)
  const { kind, schema } = facts.objects
  facts.objects.owner = facts.objects.owner.map((owner, at) => (wasAsked(OBJECT_KINDS[kind[at] ?? -1]) ? settled(owner, facts.schemas[schema[at] ?? -1]?.catalog ?? -1) : owner))
  if (facts.hidden.some(({ level }) => level === 'OTHER')) return
  for (const other of facts.others) if (wasAsked(other.type)) other.owner = settled(other.owner, -1)
}

/** With the identity's own token the warehouse itself answers for every group; else the directory does. */
async function membership(collection: Collection, source: SqlSource, subject: Subject, names: readonly string[]): Promise<Directory> {
  if (subject.caller.as === 'admin') return accountGroups(collection, subject, names)
  const answers = await askOwn(source, names)
  return nobodysDirectory(names.map((name): GroupFacts => {
    const is = answers?.get(name.toLowerCase())
    if (is === undefined) return { name, level: 'unknown', member: 'unknown', source: 'is_account_group_member could not be asked.' }
    return { name, level: 'account', member: is ? 'yes' : 'no', source: 'is_account_group_member, asked by the identity itself.' }
  }))
}

async function askOwn(source: SqlSource, names: readonly string[]): Promise<Map<string, boolean> | undefined> {
  if (names.length === 0) return new Map()
  const answers = new Map<string, boolean>()
  const asked = await source.once(memberOf(names), (row) => names.forEach((name, index) => answers.set(name.toLowerCase(), row[index] === true || row[index] === 'true')))
  return asked.ok ? answers : undefined
}

/** Whose eyes these are: the caller, and the groups that own something here and that the caller is in. */
async function whoSees(source: SqlSource, subject: Subject, { facts }: FactsBuilder): Promise<Seer> {
  const { principal } = subject.caller
  const owners = [facts.metastore.owner, ...facts.catalogs.map(({ owner }) => owner)].flatMap((owner) => facts.principals[owner] ?? [])
  const mine = new Set([principal, ...subject.callerGroups].map((name) => name.toLowerCase()))
  if (subject.caller.as === 'self') for (const group of facts.groups) if (group.member === 'yes') mine.add(group.name.toLowerCase())
  const open = [...new Set(owners)].filter((owner) => mayBeGroup(owner) && !mine.has(owner.toLowerCase()))
  const answers = await askOwn(source, open)
  for (const [name, is] of answers ?? []) if (is) mine.add(name)
  return { owns: (owner) => owner !== undefined && mine.has(owner.toLowerCase()), isSubject: sameName(principal, subject.identity.principal) }
}

const LEVEL_OF: Record<string, Level> = { METASTORE: 'METASTORE', CATALOG: 'CATALOG', SCHEMA: 'SCHEMA', TABLE: 'OBJECT', VOLUME: 'OBJECT', FUNCTION: 'OBJECT' }
const kindOf = (level: string, type: unknown) => (level === 'VOLUME' || level === 'FUNCTION' ? level : tableKind(optional(type)))

/** The position of a row's securable; what was not listed by itself is made known with an owner that was not seen. */
function positionOf(builder: FactsBuilder, level: string, [c, s, n]: readonly [string, string, string]): number {
  switch (LEVEL_OF[level]) {
    case 'METASTORE':
      return 0
    case 'CATALOG':
      return builder.findCatalog(c) ?? builder.catalog({ name: c, kind: 'unknown', isolation: 'unknown' })
    case 'SCHEMA':
      return builder.schema({ catalog: c, name: s })
    case 'OBJECT': {
      const space = level === 'VOLUME' || level === 'FUNCTION' ? level : 'table'
      return builder.findObject(c, s, n, space) ?? builder.object({ catalog: c, schema: s, name: n, kind: kindOf(level, undefined) })
    }
    default:
      return builder.other({ type: otherType(level) ?? 'CONNECTION', name: n })
  }
}

function addGrant(builder: FactsBuilder, [level, c, s, n, grantee, privilege]: readonly unknown[]): void {
  const at = positionOf(builder, text(level), [text(c), text(s), text(n)])
  builder.grant(LEVEL_OF[text(level)] ?? 'OTHER', at, text(grantee), text(privilege))
}

function addObject(builder: FactsBuilder, [level, c, s, n, owner, type]: readonly unknown[]): void {
  const [catalog, schema, name] = [text(c), text(s), text(n)]
  switch (LEVEL_OF[text(level)]) {
    case 'METASTORE':
      return
    case 'CATALOG': {
      const at = builder.findCatalog(catalog)
      const before = at === undefined ? undefined : builder.facts.catalogs[at]
      builder.catalog({ ...(before ?? { kind: 'unknown', isolation: 'unknown' }), name: catalog, owner: optional(owner) })
      return
    }
    case 'SCHEMA':
      builder.schema({ catalog, name: schema, owner: optional(owner) })
      return
    case 'OBJECT':
      builder.object({ catalog, schema, name, kind: kindOf(text(level), type), owner: optional(owner) })
      return
    default:
      builder.other({ type: otherType(text(level)) ?? 'CONNECTION', name, owner: optional(owner) })
  }
}

async function readFilters(source: SqlSource, policy: Policy, builder: FactsBuilder): Promise<Outcome<void>> {
  return source.once(auditFilters(source.source, policy), ([kind, s, n, field]) => {
    const object = builder.findObject(policy.catalog, text(s), text(n)) ?? builder.object({ catalog: policy.catalog, schema: text(s), name: text(n), kind: 'UNKNOWN_TABLE' })
    builder.facts.filters.push({ object, kind: kind === 'column mask' ? 'column mask' : 'row filter', column: optional(field) })
  })
}
