import type { OtherSecurable, OtherType } from '../state/audit-state'
import type { Catalog, WorkspaceState } from '../state/model'
import type { Access } from './access'
import { grantsOnOther, ownersAbove, seesOther } from './other-securables'
import { visibleLocations } from './objects'
import { principalKey } from './principals'
import { underscored } from './privileges'

type Row = (string | number | null)[]
type RowsFor = (state: WorkspaceState, access: Access, catalogs: readonly Catalog[]) => Row[]

/** What the caller sees of one kind; what lies in a schema only of the catalogs asked about. */
function seen(state: WorkspaceState, access: Access, catalogs: readonly Catalog[], type: OtherType): OtherSecurable[] {
  const names = new Set(catalogs.map(({ name }) => name))
  const within = (other: OtherSecurable): boolean => (type !== 'VOLUME' && type !== 'FUNCTION') || names.has(other.name.split('.')[0] ?? '')
  return (state.others ?? []).filter((other) => other.type === type && within(other) && seesOther(state, access, other))
}

const objects = (type: OtherType, shape: (name: string[], other: OtherSecurable) => Row): RowsFor => (state, access, catalogs) =>
  seen(state, access, catalogs, type).map((other) => shape(other.name.split('.'), other))

const nothing = (count: number): Row => Array.from({ length: count }, () => null)
/** When and by whom it was made and changed: nobody noted it. */
const UNDATED = nothing(4)

/** All grants for the owner and the metastore admin, else only the caller's own: as for tables. */
const grants = (type: OtherType, names: (name: string[]) => string[]): RowsFor => (state, access, catalogs) =>
  seen(state, access, catalogs, type).flatMap((other) => {
    const all = access.metastoreAdmin || ownersAbove(state, other).some((owner) => access.owns(owner))
    return grantsOnOther(state, other)
      .filter((grant) => all || principalKey(grant.principal) === principalKey(access.principal))
      .map((grant): Row => [grant.grantor, grant.principal, ...names(other.name.split('.')), underscored(grant.privilege), 'NO', grant.from])
  })

/** Rules on tables of these catalogs that the caller owns or could read: the view is silent about the rest. */
function rulesSeen<T extends { table: string }>(state: WorkspaceState, access: Access, catalogs: readonly Catalog[], rules: readonly T[] | undefined): T[] {
  const names = new Set(catalogs.map(({ name }) => name))
  return (rules ?? []).filter(({ table }) => {
    const [catalog = '', schema = '', name = ''] = table.split('.')
    return names.has(catalog) && (access.canManage('TABLE', table) || access.reachTable(catalog, schema, name).ok)
  })
}
const parts = (name: string): string[] => {
  const [catalog = '', schema = '', last = ''] = name.split('.')
  return [catalog, schema, last]
}

export const auditViewRows: Readonly<Record<string, RowsFor>> = {
  volumes: objects('VOLUME', (name, { owner, comment }) => [...name, 'MANAGED', owner, comment ?? null, ...UNDATED, null]),
  routines: objects('FUNCTION', (name, { owner, comment }) => [...name, ...name, 'FUNCTION', ...nothing(11), 'SQL', ...nothing(8), comment ?? null, ...UNDATED, owner]),
  external_locations: (state, access, catalogs) => [
    ...visibleLocations(state, access.principal).map((one): Row => [one.name, one.owner, one.url, null, one.credential, one.readOnly === true ? 'YES' : 'NO', one.comment ?? null, one.createdAt, one.createdBy, one.createdAt, one.createdBy]),
    ...objects('EXTERNAL_LOCATION', (name, { owner, comment }) => [...name, owner, null, null, null, 'NO', comment ?? null, ...UNDATED])(state, access, catalogs),
  ],
  storage_credentials: objects('STORAGE_CREDENTIAL', (name, { owner, comment }) => [null, ...name, owner, null, null, 'NO', comment ?? null, ...UNDATED]),
  connections: objects('CONNECTION', (name, { owner, comment }) => [...name, null, owner, comment ?? null, null, null, null, null, null, null, null]),
  volume_privileges: grants('VOLUME', (name) => name),
  routine_privileges: grants('FUNCTION', (name) => [...name, ...name]),
  external_location_privileges: (state, access, catalogs) => [
    ...visibleLocations(state, access.principal).flatMap((location) => {
      const all = access.metastoreAdmin || access.owns(location.owner)
      return state.grants
        .filter((grant) => grant.type === 'EXTERNAL_LOCATION' && grant.securable === location.name && (all || principalKey(grant.principal) === principalKey(access.principal)))
        .map((grant): Row => [grant.grantor, grant.principal, location.name, underscored(grant.privilege), 'NO', 'NONE'])
    }),
    ...grants('EXTERNAL_LOCATION', (name) => name)(state, access, catalogs),
  ],
  storage_credential_privileges: grants('STORAGE_CREDENTIAL', (name) => name),
  connection_privileges: grants('CONNECTION', (name) => name),
  row_filters: (state, access, catalogs) => rulesSeen(state, access, catalogs, state.rowFilters).map((rule): Row => [...parts(rule.table), ...parts(rule.function), null]),
  column_masks: (state, access, catalogs) => rulesSeen(state, access, catalogs, state.columnMasks).map((rule): Row => [...parts(rule.table), rule.column, ...parts(rule.function), null]),
}
