import type { Policy } from '#shared/audit/policy'
import type { Level } from '#shared/unity-catalog/facts'
import type { FactsBuilder } from '#shared/unity-catalog/facts-builder'
import { securableName } from '#shared/unity-catalog/names'
import type { Outcome } from '#shared/result'
import { inParallel } from '../connection-test/in-parallel'
import type { Assignment } from '../ports/workspace'
import { type Collection, mayBeGroup, reasonOf, sameName } from './collection'
import { accountGroups, databricks, everybody } from './groups'
import { catalogKind, isolationOf, tableKind } from './object-kinds'
import type { Subject } from './subject'
import { type SeenViews, createSeenViews, learnOwners } from './views'

const WIDTH = 8
/** One call for each table is the price of REST; beyond this, tables' own grants are left out and said to be. */
const MOST_TABLE_CALLS = 5000
/** A call takes about so long, `WIDTH` at a time. */
const CALL_SECONDS = 0.25

interface Target {
  level: Level
  type: string
  name: string
  at: number
}

/**
 * The same facts by REST, where no warehouse may answer: the direct grants of the catalog, of its schemas and of every table
 * in the scope, one call each. The price is said before it is paid.
 */
export async function readByRest(collection: Collection, subject: Subject, policy: Policy, builder: FactsBuilder, whyNotSql: string): Promise<Outcome<void>> {
  collection.tell(`Listing the schemas of ${policy.catalog}`)
  const { facts } = builder
  if (builder.findCatalog(policy.catalog) === undefined) builder.catalog({ name: policy.catalog, kind: 'unknown', isolation: 'unknown' })
  const [catalogs, schemas] = await Promise.all([
    collection.call((workspace, limits) => workspace.catalogs(limits)),
    collection.call((workspace, limits) => workspace.schemas(policy.catalog, limits)),
  ])
  if (!schemas.ok) return schemas
  for (const one of catalogs.ok ? catalogs.value : []) builder.catalog({ name: one.name, owner: one.owner, kind: catalogKind(one), isolation: isolationOf(one) })
  const own = schemas.value.filter(({ name }) => name !== 'information_schema')
  for (const { name, owner } of own) builder.schema({ catalog: policy.catalog, name, owner })
  const inScope = own.filter(({ name }) => policy.schema === undefined || sameName(name, policy.schema))
  const views = createSeenViews(policy)
  await inParallel(inScope, WIDTH, ({ name }) => readTables(collection, policy.catalog, name, builder, views))
  await views.addBeneath(collection, builder)
  views.tell(builder)

  const targets: Target[] = [
    ...(facts.metastore.id === undefined ? [] : [{ level: 'METASTORE' as const, type: 'metastore', name: facts.metastore.id, at: 0 }]),
    ...facts.catalogs.map(({ name }, at) => ({ level: 'CATALOG' as const, type: 'catalog', name, at })),
    ...facts.schemas.map((_schema, at) => ({ level: 'SCHEMA' as const, type: 'schema', name: securableName(facts, { level: 'SCHEMA', at }), at })),
  ]
  const tables = facts.objects.name.map((_name, at): Target => ({ level: 'OBJECT', type: 'table', name: securableName(facts, { level: 'OBJECT', at }), at }))
  const asked = tables.length > MOST_TABLE_CALLS ? [] : tables
  const calls = targets.length + asked.length
  if (asked.length < tables.length) {
    const why = `${tables.length} tables would take one request each; by REST at most ${MOST_TABLE_CALLS} are made`
    const note = { what: 'grants' as const, level: 'OBJECT' as const, inside: false, why, right: 'A running SQL warehouse' }
    facts.hidden.push(note)
  }
  let done = 0
  const readGrants = async (target: Target): Promise<void> => {
    if (collection.signal.aborted) return hide(builder, target, 'The audit was cancelled before this was read')
    const answer = await collection.call((workspace, limits) => workspace.permissions(target.type, target.name, limits))
    done += 1
    if (done % 200 === 0) collection.tell(`Read the grants of ${done} of ${calls}`)
    if (answer.ok) addAssignments(builder, target, answer.value)
    // Seeing all grants takes owning it or a parent, MANAGE, or metastore admin.
    else hide(builder, target, reasonOf(answer))
  }
  // The catalogs and schemas come first: they name the groups, each of which takes a request too.
  collection.tell(`${whyNotSql}. So grants are read by REST: first of the catalogs and the ${facts.schemas.length.toLocaleString('en')} schemas`)
  await inParallel(targets, WIDTH, readGrants)
  const groups = new Set(facts.principals.filter(mayBeGroup).map((name) => name.toLowerCase())).size
  const all = collection.requests.count + asked.length + (groups === 0 ? 0 : groups + 1)
  collection.tell(`By REST this takes about ${all.toLocaleString('en')} requests in all, about ${Math.max(1, Math.ceil(((asked.length + groups) * CALL_SECONDS) / WIDTH))} s more. A running warehouse needs some twenty, whatever the number of tables.`)
  await inParallel(asked, WIDTH, readGrants)
  collection.tell('Finding out which groups it is in')
  const directory = await accountGroups(collection, subject, facts.principals.filter(mayBeGroup))
  facts.groups = [everybody, databricks, ...directory.groups]
  noteWhatRestCannotTell(collection, builder, policy, subject)
  await learnOwners(collection, directory, builder)
  return { ok: true, value: undefined }
}

async function readTables(collection: Collection, catalog: string, schema: string, builder: FactsBuilder, views: SeenViews): Promise<void> {
  const listed = await collection.call((workspace, limits) => workspace.tables(catalog, schema, limits))
  if (!listed.ok) {
    const why = reasonOf(listed)
    builder.facts.hidden.push({ what: 'objects', level: 'SCHEMA', at: builder.schema({ catalog, name: schema }), inside: true, why })
    return
  }
  for (const { name, type, owner, rowFilter, masks, definition } of listed.value) {
    const object = builder.object({ catalog, schema, name, kind: tableKind(type), owner })
    if (definition !== undefined) views.add(schema, name, owner ?? '', definition)
    if (rowFilter !== undefined) builder.facts.filters.push({ object, kind: 'row filter', function: rowFilter })
    for (const mask of masks) builder.facts.filters.push({ object, kind: 'column mask', column: mask.column, function: mask.function })
  }
}

function addAssignments(builder: FactsBuilder, { level, at }: Target, assignments: readonly Assignment[]): void {
  for (const { principal, privileges } of assignments) for (const privilege of privileges) builder.grant(level, at, principal, privilege)
}

function hide({ facts }: FactsBuilder, { level, at, name }: Target, why: string): void {
  facts.hidden.push({ what: 'grants', level, at, inside: false, why: `${why} (${name})`, right: 'Ownership, MANAGE, or metastore admin' })
}

/** Whoever may not manage a securable is shown their own grants only, without being told: only owners are sure to see all. */
function noteWhatRestCannotTell(collection: Collection, { facts }: FactsBuilder, policy: Policy, subject: Subject): void {
  const mine = new Set([subject.caller.principal, ...subject.callerGroups, ...(subject.caller.as === 'self' ? facts.groups.filter(({ member }) => member === 'yes').map(({ name }) => name) : [])].map((name) => name.toLowerCase()))
  const owns = (owner: number): boolean => mine.has((facts.principals[owner] ?? '').toLowerCase())
  if (!owns(facts.metastore.owner)) {
    const why = 'This sign-in owns neither the catalog nor the metastore, so it may have been shown only some of the grants'
    facts.catalogs.forEach((catalog, at) => {
      if (!owns(catalog.owner)) facts.hidden.push({ what: 'grants', level: 'CATALOG', at, inside: true, why, right: 'Ownership of the catalog (also through a group), or metastore admin' })
    })
    facts.hidden.push({ what: 'grants', level: 'METASTORE', inside: false, why, right: 'Metastore admin' })
  }
  const why = 'By REST this would take a request for each of them'
  const right = 'A running SQL warehouse'
  facts.hidden.push({ what: 'grants', level: 'OTHER', inside: false, why, right })
  collection.leftOut.push({ what: `Schemas and tables outside ${policy.schema === undefined ? policy.catalog : `${policy.catalog}.${policy.schema}`}, volumes, functions, external locations, credentials and connections`, why, right })
}
