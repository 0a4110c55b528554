/** Where in the workspace "messy" each finding of the audit occurs. `sourceRanges`, `catalog`, `schema`: what the audit is asked with. */
export interface MessyFinding {
  id: string
  /** Key of the audited identity. */
  identity: string
  why: string
  catalog?: string
  schema?: string
  sourceRanges?: string[]
  /** The connection knows a token that is no longer there. */
  lostToken?: true
}

const at = (identity: string, id: string, why: string, more: Partial<MessyFinding> = {}): MessyFinding => ({ id, identity, why, ...more })

export const MESSY_FINDINGS: readonly MessyFinding[] = [
  at('overgranted', 'scope-not-found', 'There is no schema shop.gone.', { schema: 'gone' }),
  at('disabled', 'identity-disabled', 'It is not active.'),
  at('starved', 'sql-entitlement-missing', 'It has no entitlement at all.'),
  at('neighbour', 'catalog-not-bound', 'The catalog vault is bound to another workspace.', { catalog: 'vault', schema: 'safe' }),
  at('starved', 'missing-can-use', 'No warehouse lists it.'),
  at('starved', 'missing-use-catalog', 'It holds no grant.'),
  at('starved', 'missing-use-schema', 'It holds no grant.'),
  at('picker', 'missing-select', 'It may read shop.crm.orders only.'),
  at('neighbour', 'view-owner-lost-rights', 'Maria owns shop.crm.order_margins, and may not use shop.finance.'),
  at('picker', 'future-tables-not-covered', 'SELECT is granted on a table, not on the schema.'),
  at('neighbour', 'ip-ranges-missing', 'A block list holds the range.', { sourceRanges: ['198.51.100.7'] }),
  at('hoarder', 'workspace-admin', 'It is in admins.'),
  at('hoarder', 'metastore-admin', 'It is in the group that owns the metastore.'),
  at('hoarder', 'owner', 'It owns shop.scratch, a table in it, and a connection.'),
  at('overgranted', 'metastore-privilege', 'CREATE CATALOG and CREATE EXTERNAL LOCATION.'),
  at('overgranted', 'beyond-read', 'ALL PRIVILEGES, MANAGE and MODIFY on the scope.'),
  at('hoarder', 'wider-than-scope', 'SELECT on the whole catalog.'),
  at('overgranted', 'other-schema', 'SELECT on shop.finance.'),
  at('overgranted', 'other-catalog', 'SELECT on the catalog archive.'),
  at('overgranted', 'other-object', 'A volume, a function, an external location, a credential, a connection.'),
  at('hoarder', 'warehouse-above-can-use', 'CAN MANAGE on the warehouse.'),
  at('overgranted', 'other-warehouse', 'CAN USE on the nightly warehouse too.'),
  at('hoarder', 'extra-entitlement', 'workspace-access and allow-cluster-create.'),
  at('overgranted', 'through-group', 'MODIFY on archive through interns, which is in the marketing team.'),
  at('neighbour', 'shared-access', 'account users may use and browse the catalog archive.'),
  at('person', 'identity-is-a-person', 'It is Maria.'),
  at('neighbour', 'token-gone', 'The connection holds a token that was revoked.', { lostToken: true }),
  at('hoarder', 'token-no-expiry', 'One token never expires.'),
  at('hoarder', 'token-expiring', 'One token expires in two days.'),
  at('hoarder', 'token-unused', 'One token was last used 80 days ago.'),
  at('hoarder', 'token-old', 'One token is 500 days old.'),
  at('hoarder', 'token-scope', 'One token may call every API.'),
  at('hoarder', 'token-several', 'Three tokens live.'),
  at('hoarder', 'token-short', 'One token was made for 22 days.'),
  at('hoarder', 'oauth-secrets', 'One OAuth secret lives.'),
  at('neighbour', 'data-filter', 'A row filter on events, a mask on customers.email.'),
  at('neighbour', 'unreadable-type', 'partner_orders is a foreign table.'),
  at('hoarder', 'legacy-names', 'USAGE on the catalog.'),
  at('neighbour', 'warehouse-no-auto-stop', 'The warehouse never stops.'),
  at('neighbour', 'warehouse-large', 'The warehouse is 2X-Large.'),
  at('neighbour', 'warehouse-shared', 'Six identities may use it.'),
  at('neighbour', 'ip-lists-off', 'No list allows anything.'),
]
