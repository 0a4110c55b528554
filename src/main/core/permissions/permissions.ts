import type { Input } from '#shared/contract/contract'
import type { Category } from '#shared/diagnosis/category'
import { explain } from '#shared/diagnosis/explain'
import type { PermissionCheck, PermissionReport } from '#shared/discovery/discovery'
import { type ReadPrivilege, type Securable, readOneRow, sessionUser, showTables } from '#shared/sql/statements'
import { type Result, failed, success } from '#shared/result'
import { bounded } from '../bounded'
import { readChosenTables } from '../connection-test/chosen-tables'
import { inParallel } from '../connection-test/in-parallel'
import type { ReportStore } from '../connection-test/report-store'
import type { TableRef } from '../connection-test/test-context'
import { sampleOf } from '../connection-test/stages/read'
import { tableNames } from '../connection-test/stages/schema'
import { invalidInput } from '../invalid-input'
import type { Ports } from '../ports/ports'
import type { OpenedProfile, ProfileAccess } from '../profiles/sign-in'
import type { RunContext } from '../run-registry'
import { type SqlRoute, openSqlRoute } from '../sql-route'
import { textAt } from '../sql-rows'
import { createGrantReader } from './grant-facts'
import { type ReadProof, judgePermission } from './judge'

const ME_MS = 15_000
const WIDTH = 4
const REFUSAL_OF: Partial<Record<Category, ReadPrivilege>> = { catalog_no_use: 'USE CATALOG', schema_no_use: 'USE SCHEMA', table_no_select: 'SELECT' }

interface Subject {
  principal: string
  name?: string
  groups: Set<string>
}

/**
 * What the identity that CleverTap will use has, against what an import needs. A real read decides; the grants explain it.
 * The admin sign-in only fills in sources: the subject stays the importer's identity, and only the importer reads.
 */
export function createPermissions({ ports, access, reports }: { ports: Ports; access: ProfileAccess; reports: ReportStore }) {
  async function whoIs(importer: OpenedProfile, route: SqlRoute | undefined, signal: AbortSignal): Promise<Subject | undefined> {
    const me = await bounded(ports.clock, 'sign-in', { signal, timeoutMs: ME_MS }, (limits) => ports.openWorkspace(importer.signIn).me(limits))
    const everybody = 'account users'
    if (me.ok) return { principal: me.value.userName, name: me.value.displayName, groups: new Set([everybody, ...me.value.groups.map((group) => group.toLowerCase())]) }
    const answer = await route?.query(sessionUser())
    if (answer?.ok) return { principal: textAt(answer.value.rows[0] ?? [], 0), groups: new Set([everybody]) }
    const tested = reports.get(importer.profile.id)?.report.identity
    return tested && { principal: tested.principal, name: tested.displayName, groups: new Set([everybody]) }
  }

  async function verify({ profileId, role, wakeWarehouse }: Input<'permissions.verify'>, { signal, emit }: RunContext<'permissions.verify'>): Promise<Result<PermissionReport>> {
    const importer = await access.open(profileId, 'importer')
    if (!importer.ok) return importer
    const { profile } = importer.value
    const { details } = access.reading(profile, true)
    if (!details) return failed(invalidInput('The form is not complete yet', { causes: ['Host, HTTP path and catalog are needed.'] }))
    const asker = role === 'admin' ? await access.open(profileId, 'admin') : importer
    if (!asker.ok) return asker
    const workspace = ports.openWorkspace(asker.value.signIn)
    const notChecked: string[] = []

    emit({ step: 'Opening a SQL session' })
    const importerWorkspace = ports.openWorkspace(importer.value.signIn)
    const opened = await openSqlRoute(ports, importer.value, importerWorkspace, { wake: wakeWarehouse, signal })
    if (!opened.ok) notChecked.push(`Nothing was read by SQL: ${opened.diagnosis.title}.`)
    const route = opened.ok ? opened.value : undefined
    const askedBySql = role === 'admin' && opened.ok ? await openSqlRoute(ports, asker.value, workspace, { wake: wakeWarehouse, signal }) : undefined
    const askerRoute = role === 'admin' ? (askedBySql?.ok ? askedBySql.value : undefined) : route
    try {
      emit({ step: 'Finding out who the token belongs to' })
      const subject = await whoIs(importer.value, route, signal)
      if (!subject) return opened.ok ? failed(invalidInput('It is not known who the token belongs to', { field: 'token' })) : opened

      const { catalog, schema } = details
      const found = await tablesToRead(profile.tables, { catalog, schema }, route, reports.get(profileId)?.report.tables.reads ?? [])
      if (!found.ok) return found
      const { tables, refused } = found.value
      emit({ step: tables.length === 0 ? 'No table to read' : `Reading ${tables.length === 1 ? '1 table' : `${tables.length} tables`}` })
      const reads = await readAll(tables, catalog, route)
      const checks = await judgeAll({ reads, refused, catalog, schema, subject, reader: createGrantReader({ workspace, clock: ports.clock, signal, route: askerRoute, subject: subject.principal }), emit })
      if (signal.aborted) return failed(explain({ errorCode: 'CANCELLED', message: 'Cancelled.' }))

      notChecked.push('Account groups that are not assigned to this workspace are not shown by it, though grants to them count.')
      if (role === 'importer' && checks.some(({ via }) => via === 'hidden' || via === 'unknown')) notChecked.push('Where a right comes from is shown to owners, holders of MANAGE and metastore admins: a second sign-in as one of them fills it in.')
      if (tables.length === 0) notChecked.push('SELECT could not be checked on any table: none is chosen or visible.')
      const proved = reads.filter(({ state }) => state === 'proved').length
      return success({ principal: subject.principal, principalName: subject.name, askedAs: role, checks, readable: { proved, total: reads.length }, notChecked })
    } finally {
      route?.close()
      if (askerRoute !== route) askerRoute?.close()
    }
  }

  return { verify }
}

interface Read extends TableRef {
  state: ReadProof
  /** Which privilege a refusal named. */
  refused?: ReadPrivilege
}

/** What is to be read; `refused` is the privilege that was missing when the tables were asked for. */
interface ToRead {
  tables: TableRef[]
  refused?: ReadPrivilege
}

async function tablesToRead(chosen: readonly string[], place: { catalog: string; schema?: string }, route: SqlRoute | undefined, lastReads: readonly TableRef[]): Promise<Result<ToRead>> {
  if (chosen.length > 0) {
    const tables = readChosenTables(chosen, place)
    return tables.ok ? success({ tables: tables.value }) : tables
  }
  const lastRead = lastReads.map(({ schema, table }) => ({ schema, table }))
  if (!route || place.schema === undefined) return success({ tables: lastRead })
  const { schema } = place
  const shown = await route.query(showTables(place.catalog, schema))
  if (shown.ok) return success({ tables: sampleOf(tableNames(shown.value).map((table) => ({ schema, table })), true) })
  return success({ tables: lastRead, refused: REFUSAL_OF[shown.diagnosis.category] })
}

/** Reads one row each and drops it. Without a session nothing is proved and nothing refused. */
async function readAll(tables: readonly TableRef[], catalog: string, route: SqlRoute | undefined): Promise<Read[]> {
  return inParallel(tables, WIDTH, async (ref): Promise<Read> => {
    const answer = await route?.query(readOneRow(catalog, ref.schema, ref.table))
    if (!answer) return { ...ref, state: 'none' }
    if (answer.ok) return { ...ref, state: 'proved' }
    const refused = REFUSAL_OF[answer.diagnosis.category]
    return { ...ref, state: refused ? 'refused' : 'none', refused }
  })
}

interface JudgeAllInput {
  reads: readonly Read[]
  refused: ReadPrivilege | undefined
  catalog: string
  schema: string | undefined
  subject: Subject
  reader: ReturnType<typeof createGrantReader>
  emit: (event: { step: string; check?: PermissionCheck }) => void
}

/** A read that worked proves the rights on the way to it; a refusal names the one that is missing and proves those before it. */
function proofOf(privilege: ReadPrivilege, reads: readonly Read[], listing: ReadPrivilege | undefined): ReadProof {
  const order: readonly ReadPrivilege[] = ['USE CATALOG', 'USE SCHEMA', 'SELECT']
  const refusals = [...reads.map(({ refused }) => refused), listing].filter((one) => one !== undefined)
  if (reads.some(({ state }) => state === 'proved')) return 'proved'
  if (refusals.includes(privilege)) return 'refused'
  if (refusals.some((refused) => order.indexOf(refused) > order.indexOf(privilege))) return 'proved'
  return 'none'
}

async function judgeAll({ reads, refused, catalog, schema, subject, reader, emit }: JudgeAllInput): Promise<PermissionCheck[]> {
  const schemas = schema === undefined ? [...new Set(reads.map((read) => read.schema))] : [schema]
  const wanted: { privilege: ReadPrivilege; type: Securable; path: string[]; reads: readonly Read[] }[] = [
    { privilege: 'USE CATALOG', type: 'CATALOG', path: [catalog], reads },
    ...schemas.map((name) => ({ privilege: 'USE SCHEMA' as const, type: 'SCHEMA' as const, path: [catalog, name], reads: reads.filter((read) => read.schema.toLowerCase() === name.toLowerCase()) })),
    // No table in sight: whether SELECT is missing or the schema empty, the import needs it, so it stays on the list.
    ...(reads.length === 0 && schema !== undefined ? [{ privilege: 'SELECT' as const, type: 'SCHEMA' as const, path: [catalog, schema], reads }] : []),
    ...reads.map((read) => ({ privilege: 'SELECT' as const, type: 'TABLE' as const, path: [catalog, read.schema, read.table], reads: [read] })),
  ]
  return inParallel(wanted, WIDTH, async ({ privilege, type, path, reads: about }) => {
    const object = await reader.read(type, path)
    const check = judgePermission({ privilege, type, path, object, subject, proof: proofOf(privilege, about, refused) })
    emit({ step: `${privilege} on ${path.join('.')}`, check })
    return check
  })
}
