import type { AuditFacts } from '#shared/audit/facts'
import type { FixRoute } from '#shared/audit/fix-view'
import type { Policy } from '#shared/audit/policy'
import { cloudOf } from '#shared/connection/cloud'
import { explain } from '#shared/diagnosis/explain'
import { type Result, success } from '#shared/result'
import { createFactsBuilder } from '#shared/unity-catalog/facts-builder'
import { bounded } from '../bounded'
import type { Ports } from '../ports/ports'
import type { SignIn, SqlSession } from '../ports/workspace'
import { readByRest } from './by-rest'
import { readBySql } from './by-sql'
import { type Collection, createCollection, reasonOf, sameName } from './collection'
import { workspaceGroups } from './groups'
import { catalogKind, isolationOf } from './object-kinds'
import { type Subject, findSubject } from './subject'
import { type WarehouseList, listWarehouses, readSurroundings } from './surroundings'

const OPEN_MS = 60_000
/** With leave the session may have to wait for the warehouse. */
const WAKE_MS = 600_000

export interface CollectOptions {
  signIn: SignIn
  /** The warehouse that answers questions by SQL. */
  asking?: { id: string; httpPath: string }
  policy: Policy
  /** Who is audited; absent: whoever signs in. */
  principal?: string
  startWarehouse: boolean
  /** Id of the token that the connection uses. It counts where it is the caller's own audit, or where `isTokenOfSubject` says so. */
  tokenId?: string
  isTokenOfSubject?: boolean
  tell: (step: string) => void
  signal: AbortSignal
}

/**
 * Reads everything an audit looks at; changes nothing. What can't be read is part of the facts. Fails only where nothing can
 * be said: the sign-in is refused, or nobody goes by that name. A cancelled collection answers with what it had.
 */
export async function collectFacts(ports: Pick<Ports, 'openAuditWorkspace' | 'openSqlSession' | 'clock' | 'log'>, options: CollectOptions): Promise<Result<AuditFacts>> {
  const { signIn, policy, signal, tell } = options
  const requests = { count: 0 }
  const workspace = ports.openAuditWorkspace(signIn, () => (requests.count += 1))
  const collection = createCollection({ workspace, signal, clock: ports.clock, requests, tell })
  tell('Signing in')
  const found = await findSubject(collection, options.principal)
  if (!found.ok) return found
  const subject = found.value

  tell('Reading warehouses, tokens and settings')
  const builder = createFactsBuilder(subject.identity)
  const warehouses = listWarehouses(collection)
  const [surroundings, asked] = await Promise.all([
    readSurroundings(collection, subject, policy, warehouses),
    readAccess(ports, collection, options, subject, builder, warehouses),
  ])
  // A statement that ran for the identity itself proves its right on that warehouse, whatever the list says.
  if (asked.by === 'sql' && subject.caller.as === 'self' && surroundings.warehouses.known) {
    for (const one of surroundings.warehouses.value) if (one.id === options.asking?.id) one.seenToWork = true
  }
  const { facts } = builder
  facts.workspaceId = subject.workspaceId
  const aclGroups = surroundings.warehouses.known ? surroundings.warehouses.value.flatMap(({ permissions }) => (permissions.known ? permissions.value.filter(({ kind }) => kind === 'group').map(({ principal }) => principal) : [])) : []
  facts.groups = [...facts.groups, ...workspaceGroups(subject, aclGroups, facts.groups)]
  if (signal.aborted) collection.leftOut.unshift({ what: 'Whatever had not been read when the audit was cancelled', why: 'What is said here rests on a part of the facts' })
  return success({
    at: ports.clock.now(),
    workspace: { host: signIn.host, id: subject.workspaceId, cloud: cloudOf(signIn.host) },
    caller: subject.caller,
    access: facts,
    asked,
    identity: subject.facts,
    ...surroundings,
    ...(options.tokenId !== undefined && (options.isTokenOfSubject === true || subject.caller.as === 'self') ? { profileToken: { id: options.tokenId } } : {}),
    requests: requests.count,
    ...(signal.aborted ? { cancelled: true } : {}),
    leftOut: collection.leftOut,
  })
}

/** Metastore, catalog and grants. A catalog that does not exist stays out of the facts. */
async function readAccess(
  ports: Pick<Ports, 'openSqlSession' | 'clock' | 'log'>,
  collection: Collection,
  options: CollectOptions,
  subject: Subject,
  builder: ReturnType<typeof createFactsBuilder>,
  warehouses: Promise<WarehouseList>,
): Promise<FixRoute> {
  const { policy } = options
  const [metastore, catalog] = await Promise.all([
    collection.call((workspace, limits) => workspace.metastore(limits)),
    collection.call((workspace, limits) => workspace.catalog(policy.catalog, limits)),
  ])
  const { facts } = builder
  if (metastore.ok) {
    const { id, name, owner, privilegeModel } = metastore.value
    facts.metastore = { id, name, owner: owner === undefined || owner === '' ? facts.metastore.owner : builder.principal(owner), privilegeModel }
  } else collection.leftOut.push({ what: 'The metastore and its admin', why: reasonOf(metastore) })
  if (catalog.ok) {
    const isolation = isolationOf(catalog.value)
    const bindings = isolation === 'isolated' ? await collection.call((workspace, limits) => workspace.bindings(policy.catalog, limits)) : undefined
    const mine = bindings?.ok ? bindings.value.find(({ workspaceId }) => workspaceId === subject.workspaceId) : undefined
    builder.catalog({
      name: catalog.value.name, owner: catalog.value.owner, kind: catalogKind(catalog.value), isolation,
      ...(bindings?.ok ? { boundTo: bindings.value.map(({ workspaceId }) => workspaceId) } : {}),
      ...(mine?.readOnly ? { readOnly: true } : {}),
    })
  } else if (explain(catalog.failure).category === 'catalog_not_bound') {
    // Databricks says so itself; which workspaces it is bound to is shown to its owner only.
    const bindings = await collection.call((workspace, limits) => workspace.bindings(policy.catalog, limits))
    builder.catalog({ name: policy.catalog, kind: 'unknown', isolation: 'isolated', boundTo: bindings.ok ? bindings.value.map(({ workspaceId }) => workspaceId) : [] })
  } else if (catalog.failure.status !== 404) {
    // Isolation is shown by REST only; without it an isolated catalog can't be told from an open one.
    builder.catalog({ name: policy.catalog, kind: 'unknown', isolation: 'unknown' })
    collection.leftOut.push({ what: `Whether the catalog ${policy.catalog} is bound to workspaces`, why: reasonOf(catalog) })
  }
  const opened = await openSession(ports, collection, options, warehouses)
  let whyNotSql = 'why' in opened ? opened.why : ''
  if ('session' in opened) {
    try {
      const answer = await readBySql(collection, opened.session, subject, policy, builder)
      if (answer.ok) return { by: 'sql', warehouse: opened.name }
      whyNotSql = reasonOf(answer)
      collection.leftOut.push({ what: 'Grants by SQL', why: whyNotSql })
    } finally {
      opened.session.close().catch((error: unknown) => ports.log.error('session.close', error))
    }
  }
  const route: FixRoute = { by: 'rest', why: whyNotSql }
  if (!catalog.ok && catalog.failure.status === 404) return route
  const answer = await readByRest(collection, subject, policy, builder, whyNotSql)
  if (answer.ok) return route
  const why = reasonOf(answer)
  for (const what of ['grants', 'objects', 'owners'] as const) facts.hidden.push({ what, level: 'METASTORE', inside: true, why })
  collection.leftOut.push({ what: 'Grants and tables', why, right: 'A running SQL warehouse that this sign-in may use' })
  return route
}

/** Never wakes a warehouse unasked: without leave it must be seen to run. */
async function openSession(ports: Pick<Ports, 'openSqlSession' | 'clock'>, collection: Collection, options: CollectOptions, warehouses: Promise<WarehouseList>): Promise<{ session: SqlSession; name: string } | { why: string }> {
  const { asking, startWarehouse: wake, signIn } = options
  const left = (why: string, right?: string): { why: string } => {
    collection.leftOut.push({ what: 'Questions by SQL', why, right })
    return { why }
  }
  if (!asking) return left('No SQL warehouse is given')
  const list = await warehouses
  const listed = list.ok ? list.value.find(({ id }) => sameName(id, asking.id)) : undefined
  if (!wake) {
    const state = listed?.state
    if (state !== 'RUNNING') return left(state === undefined ? 'It is not known whether the SQL warehouse runs, and asking would start it' : `The SQL warehouse is ${state.toLowerCase()}, and asking would start it`, 'Leave to start it (--start-warehouse)')
  }
  collection.tell(wake ? 'Opening a SQL session; a stopped warehouse starts' : 'Opening a SQL session')
  const opened = await bounded(collection.clock, 'session', { signal: collection.signal, timeoutMs: wake ? WAKE_MS : OPEN_MS }, async (limits) => {
    const answer = await ports.openSqlSession(signIn, { httpPath: asking.httpPath }, limits)
    if (answer.ok && limits.signal.aborted) await answer.value.close()
    return answer
  })
  return opened.ok ? { session: opened.value, name: listed?.name ?? asking.id } : left(reasonOf(opened))
}
