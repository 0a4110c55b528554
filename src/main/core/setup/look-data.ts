import { listTableGrants } from '#shared/sql/statements'
import type { Outcome } from '#shared/result'
import { type GrantList, type GrantRow, type Known, type WarehouseFact, type WorkspaceFacts, isKnown, notKnown, valueOf } from '#shared/setup/facts'
import type { CatalogDetails, MetastoreInfo, TableDetails } from '../ports/setup-workspace'
import type { EffectiveAssignment } from '../ports/workspace'
import { saysAbsent, whyNot } from './asking'
import type { LookInput } from './look'
import { type Reader, rowsOf } from './look-reader'
import { tableGrantRows } from './table-grants'

/** More chosen tables than this are asked for by one SQL statement, or not at all. */
const TABLES_BY_REST = 40
const LOCATIONS_WITH_GRANTS = 10
const NOT_NEEDED = 'The plan does not need it.'

export interface DataFacts extends Pick<WorkspaceFacts, 'metastore' | 'catalog' | 'schema' | 'tables' | 'viewSources' | 'externalLocations'> {
  /** Once it is known which warehouses run. */
  tableGrants(warehouses: readonly WarehouseFact[] | undefined): Promise<WorkspaceFacts['tableGrants']>
}

/** Metastore, catalog, schema and tables. Asks for a part only when what holds it is there. */
export async function lookAtData(input: LookInput, reader: Reader, { store, workspaceId }: { store: Outcome<MetastoreInfo>; workspaceId: string | undefined }): Promise<DataFacts> {
  const { workspace, asking, goal } = input
  const catalogName = goal.catalog.name
  const schemaName = goal.schema.name
  const grantsOn = (type: string, name: string) => asking.ask(`grants on ${type} ${name}`, (limits) => workspace.effectivePermissions(type, name, undefined, limits))

  const catalogAnswer = await asking.ask(`catalog ${catalogName}`, (limits) => workspace.catalog(catalogName, limits))
  const storeOwner = store.ok ? store.value.owner : undefined
  const granted = (answer: Outcome<EffectiveAssignment[]>, owners: (string | undefined)[]) =>
    answer.ok ? isKnown(reader.grants(answer.value, [...owners, storeOwner])) : notKnown(whyNot(answer.failure))

  const [metastore, catalog, views] = await Promise.all([
    metastoreFacts(store, async (id) => granted(await grantsOn('metastore', id), [])),
    catalogFacts(catalogAnswer),
    viewSources(),
  ])
  const known = valueOf(catalog)
  const catalogOwner = known?.exists === true ? known.owner : undefined
  const usable = known?.exists === true && valueOf(known.boundHere) !== false
  const { schema, tables } = usable
    ? await schemaFacts()
    : known?.exists === false
      ? { schema: isKnown({ exists: false as const }), tables: isKnown({ count: 0, items: [], complete: true }) }
      : { schema: notKnown(catalog.known ? 'The catalog can not be used from this workspace.' : catalog.why), tables: notKnown('The catalog could not be read.') }
  return { metastore, catalog, schema, tables, viewSources: views, externalLocations: await locations(), tableGrants }

  async function catalogFacts(answer: Outcome<CatalogDetails>): Promise<WorkspaceFacts['catalog']> {
    if (!answer.ok) {
      // An isolated catalog of another workspace refuses with this sentence, whatever one's grants are.
      if (/not accessible in current workspace/i.test(answer.failure.message)) {
        return isKnown({ exists: true, isolated: isKnown(true), boundHere: isKnown(false), grants: notKnown('The catalog can not be read from this workspace.') })
      }
      return saysAbsent(answer.failure) ? isKnown({ exists: false }) : notKnown(whyNot(answer.failure))
    }
    const { owner, isolationMode, storageRoot } = answer.value
    const isolated = isolationMode === 'ISOLATED'
    const [grants, bindings] = await Promise.all([grantsOn('catalog', catalogName), isolated ? asking.ask('workspaces of the catalog', (limits) => workspace.bindings(catalogName, limits)) : undefined])
    const boundHere: Known<boolean> =
      isolationMode === undefined ? notKnown('The workspace does not say whether the catalog is isolated.')
      : bindings === undefined ? isKnown(true)
      : !bindings.ok ? notKnown(whyNot(bindings.failure))
      : workspaceId === undefined ? notKnown("This workspace's id is not known.") : isKnown(bindings.value.includes(workspaceId))
    return isKnown({
      exists: true, owner, storageRoot, boundHere,
      isolated: isolationMode === undefined ? notKnown('The workspace does not say whether the catalog is isolated.') : isKnown(isolated),
      grants: granted(grants, [owner]),
    })
  }

  async function schemaFacts(): Promise<Pick<WorkspaceFacts, 'schema' | 'tables'>> {
    const answer = await asking.ask(`schema ${schemaName}`, (limits) => workspace.getSchema(catalogName, schemaName, limits))
    if (!answer.ok) {
      if (saysAbsent(answer.failure)) return { schema: isKnown({ exists: false }), tables: isKnown({ count: 0, items: [], complete: true }) }
      return { schema: notKnown(whyNot(answer.failure)), tables: notKnown(whyNot(answer.failure)) }
    }
    const { owner } = answer.value
    const [grants, listed] = await Promise.all([
      grantsOn('schema', `${catalogName}.${schemaName}`),
      asking.ask('tables of the schema', (limits) => workspace.tables(catalogName, schemaName, limits)),
    ])
    const list = granted(grants, [owner, catalogOwner])
    return {
      schema: isKnown({ exists: true, owner, grants: list }),
      tables: listed.ok ? isKnown({ count: listed.value.length, items: listed.value, complete: valueOf(list)?.whole ?? false }) : notKnown(whyNot(listed.failure)),
    }
  }

  async function viewSources(): Promise<WorkspaceFacts['viewSources']> {
    const sources = new Map<string, ReturnType<typeof sourceFacts>>()
    const all = (goal.views ?? []).map(({ from }) => {
      const key = [from.catalog, from.schema, from.table].join('.').toLowerCase()
      const asked = sources.get(key) ?? sourceFacts(from)
      sources.set(key, asked)
      return asked
    })
    return isKnown(await Promise.all(all))
  }

  async function sourceFacts(from: { catalog: string; schema: string; table: string }) {
    const fullName = `${from.catalog}.${from.schema}.${from.table}`
    const answer: Outcome<TableDetails> = await asking.ask(`table ${fullName}`, (limits) => workspace.table(from.catalog, from.schema, from.table, limits))
    if (!answer.ok) {
      const exists: Known<boolean> = saysAbsent(answer.failure) ? isKnown(false) : notKnown(whyNot(answer.failure))
      return { exists, youCanSelect: notKnown(whyNot(answer.failure)) }
    }
    const { owner } = answer.value
    if (reader.isMe(owner)) return { exists: isKnown(true), owner, youCanSelect: isKnown(true) }
    const grants = granted(await grantsOn('table', fullName), [owner])
    const rows = valueOf(grants)?.rows.filter((row) => reader.isMe(row.principal)) ?? []
    const can = rows.some(({ privilege }) => privilege === 'SELECT' || privilege === 'ALL PRIVILEGES')
    const youCanSelect: Known<boolean> = can ? isKnown(true) : grants.known && grants.value.whole ? isKnown(false) : notKnown('Rights that come through a group may not be visible.')
    return { exists: isKnown(true), owner, youCanSelect }
  }

  async function locations(): Promise<WorkspaceFacts['externalLocations']> {
    const root = store.ok ? store.value.storageRoot : undefined
    if (known?.exists !== false || (root !== undefined && goal.catalog.managedLocation === undefined)) return notKnown(NOT_NEEDED)
    const answer = await asking.ask('external locations', (limits) => workspace.externalLocations(limits))
    if (!answer.ok) return notKnown(whyNot(answer.failure))
    return isKnown(
      await Promise.all(
        answer.value.map(async (one, at) => ({
          ...one,
          grants: at < LOCATIONS_WITH_GRANTS ? granted(await grantsOn('external_location', one.name), [one.owner]) : notKnown('Only the first ones were asked for.'),
        })),
      ),
    )
  }

  async function tableGrants(warehouses: readonly WarehouseFact[] | undefined): Promise<WorkspaceFacts['tableGrants']> {
    if (goal.tables === 'all') return notKnown(NOT_NEEDED)
    if (valueOf(schema)?.exists === false) return isKnown({})
    const there = new Set(valueOf(tables)?.items?.map(({ name }) => name.toLowerCase()))
    // What is not listed can't hold a grant yet; where nothing could be listed every name is asked for.
    const names = goal.tables.map((name) => name.toLowerCase()).filter((name) => !tables.known || there.has(name))
    if (names.length <= TABLES_BY_REST) return grantsByRest(names)
    return (await grantsBySql(warehouses)) ?? notKnown(`Reading the grants on ${names.length} tables takes a running SQL warehouse.`)
  }

  async function grantsByRest(names: readonly string[]): Promise<WorkspaceFacts['tableGrants']> {
    const all = await Promise.all(names.map(async (name) => [name, await grantsOn('table', `${catalogName}.${schemaName}.${name}`)] as const))
    const record: Record<string, GrantRow[]> = {}
    for (const [name, answer] of all) {
      if (answer.ok) record[name] = rowsOf(answer.value).filter(({ inheritedFrom }) => inheritedFrom === undefined)
      else if (!saysAbsent(answer.failure)) return notKnown(whyNot(answer.failure))
    }
    return isKnown(record)
  }

  async function grantsBySql(warehouses: readonly WarehouseFact[] | undefined): Promise<WorkspaceFacts['tableGrants'] | undefined> {
    const running = warehouses?.find((one) => one.state === 'RUNNING' && valueOf(one.myLevel) !== 'NONE')
    const session = running && (await input.openSql?.(`/sql/1.0/warehouses/${running.id}`))
    if (!session) return undefined
    try {
      const answer = await asking.ask('grants on the tables', (limits) => session.query(listTableGrants(catalogName, schemaName), limits))
      return answer.ok ? isKnown(tableGrantRows(answer.value)) : notKnown(whyNot(answer.failure))
    } finally {
      await session.close()
    }
  }
}

async function metastoreFacts(store: Outcome<MetastoreInfo>, grants: (id: string) => Promise<Known<GrantList>>): Promise<WorkspaceFacts['metastore']> {
  if (!store.ok) return store.failure.errorCode === 'METASTORE_DOES_NOT_EXIST' ? isKnown({ assigned: false }) : notKnown(whyNot(store.failure))
  const { id, name, owner, storageRoot } = store.value
  return isKnown({ assigned: true, id, name, owner, storageRoot: isKnown(storageRoot === undefined || storageRoot === '' ? null : storageRoot), grants: await grants(id) })
}
