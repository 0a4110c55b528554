import type { Identity, Token } from '../state/model'

export const ADMIN = 'admin@shop.example'
export const ENGINEER = 'dana@shop.example'
export const PERSON = 'maria@shop.example'
export const METASTORE_OWNER = ADMIN
/** Account group that owns the data; the admin and the engineer are in it, through a group in between. */
export const PLATFORM = 'data platform'
export const HIDDEN_GROUP = 'clevertap importers'

const DAY = 86_400_000

interface Person {
  key: string
  kind: Identity['kind']
  principal: string
  name: string
  active?: boolean
  entitlements?: string[]
  admin?: boolean
}
const SQL = ['databricks-sql-access']
const robot = (key: string, principal: string, name: string, more: Partial<Person> = {}): Person => ({ key, kind: 'service-principal', principal, name, ...more })

const PEOPLE: Person[] = [
  { key: 'admin', kind: 'user', principal: ADMIN, name: 'Ada Admin', admin: true, entitlements: ['workspace-access', 'databricks-sql-access', 'allow-cluster-create'] },
  { key: 'engineer', kind: 'user', principal: ENGINEER, name: 'Dana Engineer', entitlements: ['workspace-access', 'databricks-sql-access'] },
  { key: 'person', kind: 'user', principal: PERSON, name: 'Maria Marketing', entitlements: ['workspace-access', 'databricks-sql-access'] },
  robot('clevertap', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001', 'CleverTap importer'),
  robot('no-select', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0002', 'CleverTap importer (no SELECT)'),
  robot('no-use-schema', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0003', 'CleverTap importer (no USE SCHEMA)'),
  robot('no-use-catalog', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0004', 'CleverTap importer (no USE CATALOG)'),
  robot('excessive', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0005', 'CleverTap importer (too much)'),
  robot('no-entitlement', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0006', 'CleverTap importer (no SQL access)', { entitlements: [] }),
  robot('no-warehouse', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0007', 'CleverTap importer (no warehouse)'),
  robot('via-hidden-group', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0008', 'CleverTap importer (by group)'),
  robot('empty-schema', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0009', 'CleverTap importer (new schema)'),
  robot('disabled', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0010', 'CleverTap importer (disabled)', { active: false }),
  robot('least-privilege', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0011', 'CleverTap importer (least privilege)'),
]

export const identities: Identity[] = PEOPLE.map((person, index) => ({
  key: person.key,
  kind: person.kind,
  id: String(4_710_000_000_000_001 + index * 97),
  principal: person.principal,
  displayName: person.name,
  active: person.active ?? true,
  entitlements: person.entitlements ?? SQL,
  workspaceAdmin: person.admin ?? false,
}))

export function principalOf(key: string): string {
  const identity = identities.find((one) => one.key === key)
  if (!identity) throw new Error(`the sample has no identity ${key}`)
  return identity.principal
}

export interface TokenPlan {
  name: string
  title: string
  expect: string
  token: Omit<Token, 'id'>
}

/** The tokens the sandbox prints, and what to expect of each. */
export function tokenPlans(now: number): TokenPlan[] {
  const plan = (name: string, title: string, expect: string, more: Partial<Omit<Token, 'id'>> & { of?: string } = {}): TokenPlan => {
    const { of = name, ...token } = more
    return { name, title, expect, token: { principal: principalOf(of), comment: title, createdAt: now - 5 * DAY, expiresAt: now + 85 * DAY, scopes: ['all-apis'], ...token } }
  }
  return [
    plan('admin', 'Metastore and workspace admin', 'Everything works and everything can be seen; far too much for an importer.', { scopes: undefined, expiresAt: now + 25 * DAY }),
    plan('clevertap', 'Importer, set up correctly', 'Ready for CleverTap.'),
    plan('no-select', 'Importer without SELECT', 'Catalog and schema open; no table can be read or seen.'),
    plan('no-use-schema', 'Importer without USE SCHEMA', 'The schema refuses.'),
    plan('no-use-catalog', 'Importer without USE CATALOG', 'The catalog refuses.'),
    plan('excessive', 'Importer with far too much', 'The test passes; the audit finds write and management rights.'),
    plan('expired', 'Expired token', 'Sign-in is refused.', { of: 'clevertap', createdAt: now - 120 * DAY, expiresAt: now - 30 * DAY }),
    plan('sql-scope', 'Token with scope sql only', 'Ready; what only REST can say is not checked.', { of: 'clevertap', scopes: ['sql'] }),
    plan('no-scope', 'Token without any scope', 'Nothing is allowed with it.', { of: 'clevertap', scopes: [] }),
    plan('no-entitlement', 'Importer without Databricks SQL access', 'The warehouse refuses, for the entitlement is missing.'),
    plan('no-warehouse', 'Importer without a warehouse', 'The warehouse refuses: no CAN USE.'),
    plan('via-hidden-group', 'Importer with rights through a group', 'Reads work; the deciding grant is one it may not see.'),
    plan('empty-schema', 'Importer of a new, empty schema', 'Access to retail.landing is ready; there is nothing to import yet.'),
    plan('disabled', 'Deactivated importer', 'Sign-in is refused: the identity is not active.'),
    plan('person', "A person's token", 'Works, with the rights of a group; a service principal would be better.', { expiresAt: now + 500 * DAY }),
    plan('least-privilege', 'Importer by the book', 'The audit finds nothing to mend: its own warehouse, a token for SQL only.', { scopes: ['sql'], comment: 'CleverTap' }),
    plan('engineer', 'Data engineer who owns the tables', 'May grant on the catalog retail, is no admin.'),
  ]
}
