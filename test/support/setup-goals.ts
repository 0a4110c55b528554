import fc from 'fast-check'
import { type GrantRow, isKnown, notKnown, type WorkspaceFacts } from '../../src/shared/setup/facts'
import { Goal, type GoalInput } from '../../src/shared/setup/goal'
import { setupMarker } from '../../src/shared/setup/marker'
import { MARKER_TAG } from '../../src/shared/setup/plan'
import { emptyWorkspaceFacts } from '../../src/shared/setup/workspace-facts'

export const APPLICATION_ID = '5e1f7e2a-9d4f-4a55-8f3e-3d2f6f0a1b2c'
export const ADMIN = 'admin@example.com'

/** A goal with everything in it; parts are replaced. */
export const goalOf = (parts: Partial<GoalInput> = {}): Goal =>
  Goal.parse({
    catalog: { name: 'clevertap_catalog' },
    schema: { name: 'clevertap_schema' },
    warehouse: { name: 'clevertap_warehouse' },
    principal: { kind: 'servicePrincipal', name: 'clevertap' },
    token: { lifetimeDays: 90 },
    ...parts,
  })

/** An empty workspace as its admin sees it. */
export const adminFacts = (parts: Partial<WorkspaceFacts> = {}): WorkspaceFacts => ({
  ...emptyWorkspaceFacts('aws'),
  origin: 'read',
  workspaceId: '1234567890123456',
  me: isKnown({ principal: ADMIN, kind: 'user', groups: ['admins'], workspaceAdmin: isKnown(true), mayCreateCompute: isKnown(true) }),
  workspaceAdmins: isKnown([ADMIN]),
  metastore: isKnown({ assigned: true, id: 'm', owner: ADMIN, storageRoot: isKnown('s3://root'), grants: isKnown({ rows: [], whole: true }) }),
  serverlessOffered: isKnown(true),
  tokens: { enabled: isKnown(true), maxLifetimeDays: isKnown(null), permissions: isKnown([]), existing: isKnown([]) },
  ipAccessLists: isKnown({ enabled: false }),
  ...parts,
})

/** The workspace after a goal was reached in full. */
export function fulfilled(goal: Goal, cloud: WorkspaceFacts['cloud'] = 'aws'): WorkspaceFacts {
  const marker = setupMarker(goal)
  const { kind, name } = goal.principal
  const isUuid = kind === 'servicePrincipal' && /^[0-9a-f-]{36}$/i.test(name)
  const principal = kind === 'servicePrincipal' ? (isUuid ? name : APPLICATION_ID) : name
  const row = (privilege: string): GrantRow => ({ principal, privilege })
  const tables = goal.tables === 'all' ? [] : goal.tables
  const names = [...new Set([...tables, ...(goal.views ?? []).map((view) => view.name)])]
  return adminFacts({
    cloud,
    catalog: isKnown({ exists: true, owner: ADMIN, isolated: isKnown(false), boundHere: isKnown(true), grants: isKnown({ rows: [row('USE CATALOG')], whole: true }) }),
    schema: isKnown({ exists: true, owner: ADMIN, grants: isKnown({ rows: [row('USE SCHEMA'), ...(goal.tables === 'all' ? [row('SELECT')] : [])], whole: true }) }),
    tables: isKnown({ count: names.length, complete: true, items: names.map((table) => ({ name: table.toLowerCase(), type: goal.views?.some((view) => view.name === table) ? 'VIEW' : 'MANAGED', owner: ADMIN })) }),
    tableGrants: isKnown(Object.fromEntries(tables.map((table) => [table.toLowerCase(), [row('SELECT')]]))),
    viewSources: isKnown((goal.views ?? []).map(() => ({ exists: isKnown(true), owner: ADMIN, youCanSelect: isKnown(true) }))),
    warehouses: isKnown([
      {
        id: 'id' in goal.warehouse ? goal.warehouse.id : '0123456789abcdef',
        name: 'name' in goal.warehouse ? goal.warehouse.name : 'existing',
        state: 'STOPPED',
        tags: [{ key: MARKER_TAG, value: marker }],
        myLevel: isKnown('CAN_MANAGE'),
        permissions: isKnown([{ principal, level: 'CAN_USE' }]),
      },
    ]),
    principal: isKnown({
      state: 'present', id: '4711', applicationId: kind === 'servicePrincipal' ? principal : undefined, name: principal, displayName: name, active: true,
      entitlements: isKnown(['databricks-sql-access']), assigned: isKnown(true), groups: isKnown([]), managedBy: notKnown('not asked'), externalId: marker, secrets: isKnown([]),
    }),
    tokens: { enabled: isKnown(true), maxLifetimeDays: isKnown(730), permissions: isKnown([{ principal, level: 'CAN_USE' }]), existing: isKnown([{ tokenId: 't', comment: `CleverTap import [${marker}]`, owner: principal, expiresAt: -1 }]) },
  })
}

const unit = fc.constantFrom('a', 'B', 'z', '0', '_', '-', '`', "'", '"', '$', '{', '}', '%', ';', '\\', '#', '(', ')', '[', ']', '*', '|', '&', '<', '@', '!', '?', ',', '=', '~', 'é', 'ß', '表', '“', '’', '😀', 'select')
/** Any name that Unity Catalog takes, and what parsers and shells trip over. */
export const anyName = fc.array(unit, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('').toLowerCase())
const distinct = fc.uniqueArray(anyName, { minLength: 1, maxLength: 4, selector: (name) => name.toLowerCase() })

const anyPrincipal: fc.Arbitrary<Goal['principal']> = fc.oneof(
  anyName.map((name) => ({ kind: 'servicePrincipal' as const, name: `sp${name.replaceAll('@', '')}`, create: 'auto' as const })),
  fc.constant({ kind: 'servicePrincipal' as const, name: APPLICATION_ID, create: 'auto' as const }),
  anyName.map((name) => ({ kind: 'user' as const, name: `u${name.replaceAll('@', '')}@example.com`, create: 'auto' as const })),
  anyName.map((name) => ({ kind: 'group' as const, name: `group ${name}`, create: 'auto' as const })),
)

/** Any sound goal. */
export const anyGoal: fc.Arbitrary<Goal> = fc
  .record({
    catalog: fc.record({ name: anyName, comment: fc.option(anyName, { nil: undefined }) }),
    schema: fc.record({ name: anyName }),
    warehouse: fc.oneof(fc.constant({ id: '0123456789abcdef' }), fc.record({ name: anyName, serverless: fc.option(fc.boolean(), { nil: undefined }) })),
    principal: anyPrincipal,
    tables: fc.oneof(fc.constant('all' as const), distinct),
    views: fc.option(fc.uniqueArray(fc.record({ name: anyName, from: fc.record({ catalog: anyName, schema: anyName, table: anyName }), columns: fc.option(distinct, { nil: undefined }) }), { maxLength: 3, selector: (view) => view.name }), { nil: undefined }),
    days: fc.constantFrom(0, 30, 90, 730),
    hasToken: fc.boolean(),
  })
  .map(({ days, hasToken, ...parts }) => Goal.parse({ ...parts, token: hasToken && parts.principal.kind !== 'group' ? { lifetimeDays: days } : 'none' }))

/** Facts of any completeness for a goal: absent, there, not known, in any mixture. */
export const factsFor = (goal: Goal): fc.Arbitrary<WorkspaceFacts> => {
  const full = fulfilled(goal)
  const empty = adminFacts()
  const unknown = notKnown('not asked')
  const pick = <K extends keyof WorkspaceFacts>(key: K) => fc.constantFrom(full[key], empty[key])
  const pickOrNot = <K extends 'catalog' | 'schema' | 'warehouses' | 'principal' | 'tables' | 'tableGrants' | 'me' | 'metastore' | 'viewSources'>(key: K) =>
    fc.constantFrom<WorkspaceFacts[K]>(full[key], empty[key], unknown as WorkspaceFacts[K])
  return fc
    .record({
      catalog: pickOrNot('catalog'),
      schema: pickOrNot('schema'),
      warehouses: pickOrNot('warehouses'),
      principal: pickOrNot('principal'),
      tables: pickOrNot('tables'),
      tableGrants: pickOrNot('tableGrants'),
      viewSources: pickOrNot('viewSources'),
      me: pickOrNot('me'),
      metastore: pickOrNot('metastore'),
      tokens: pick('tokens'),
      cloud: fc.constantFrom('aws', 'azure', 'gcp', 'unknown'),
    })
    .map((parts) => ({ ...full, ...parts }))
}
