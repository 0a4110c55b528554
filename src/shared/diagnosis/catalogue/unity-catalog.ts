import { grant, showCatalogs, showGrants, showSchemas, showTables } from '../../sql/statements'
import { askMessage, explorerLink, type Subject, workspaceLink } from '../subject'
import { type Entry, quoted, retry, sqlFix } from './entry'

const cat = (s: Subject): string => s.catalog ?? '<catalog>'
const sch = (s: Subject): string => s.schema ?? '<schema>'
const dotted = (...parts: (string | undefined)[]): string | undefined => (parts.includes(undefined) ? undefined : parts.join('.'))
const schemaName = (s: Subject): string => quoted(dotted(s.catalog, s.schema) ?? s.schema, 'the schema')
const catalogName = (s: Subject): string => (s.catalog === undefined ? 'the catalog' : `catalog ${s.catalog}`)
const tableName = (s: Subject): string => quoted(dotted(s.catalog, s.schema, s.table) ?? s.table, 'the table')
const systemAdmin = 'a metastore admin who is an account admin too'
const catalogOwner = (s: Subject): string => s.catalog === 'system' ? systemAdmin : `the owner of ${catalogName(s)}, a holder of MANAGE on it, or a metastore admin`
const schemaOwner = (s: Subject): string => s.catalog === 'system' ? systemAdmin : `the owner of ${s.schema === undefined ? 'the schema' : `schema ${dotted(s.catalog, s.schema) ?? s.schema}`}, of its catalog, a holder of MANAGE, or a metastore admin`
const known = (s: Subject): string | undefined => (s.granteeKnown ? s.grantee : undefined)
const inspect = (text: string, sql: string) => ({ text, statement: { language: 'sql' as const, text: `${sql};` } })

const createPrivilege = ({ refused, privilege }: Subject): string | undefined => [refused?.privilege, privilege].find((one) => one?.startsWith('CREATE') === true)
/** Where something was to be created. */
function createdIn({ refused, catalog, schema }: Subject): string {
  if (refused !== undefined && refused.kind !== 'METASTORE') return `${refused.kind.toLowerCase()} ${refused.path.join('.')}`
  return catalog === undefined ? 'the metastore' : schema === undefined ? `catalog ${catalog}` : `schema ${catalog}.${schema}`
}

export const UNITY_CATALOG = {
  metastore_missing: {
    title: () => 'The workspace has no Unity Catalog',
    causes: () => ['No metastore is assigned to the workspace, so there are no catalogs that CleverTap could import from.'],
    fixes: (s) => [{ text: 'An account admin assigns a metastore: account console > Catalog > the metastore > Workspaces > Assign to workspace.', ask: { whom: 'an account admin', message: askMessage(s, 'a Unity Catalog metastore must be assigned to the workspace') } }, { text: 'Or use a workspace that has Unity Catalog.', action: 'edit-host' }],
  },
  metastore_no_storage: {
    title: () => 'A catalog needs a storage location here',
    causes: () => ['The metastore has no storage of its own, so a new catalog must name one, or be made in the user interface with default storage.'],
    fixes: (s) => [
      { text: 'Create the catalog in the user interface: Catalog > Create catalog > Use default storage.', ...workspaceLink(s, 'Open Catalog Explorer', 'explore', 'data') },
      { text: 'Or use a catalog that exists.', action: 'choose-catalog' },
    ],
  },
  catalog_not_found: {
    title: (s) => `Catalog ${quoted(s.catalog, 'with that name')} was not found`,
    causes: (s) => [`The name ${quoted(s.catalog, 'of the catalog')} is mistyped, or the catalog is in another metastore.`, 'It exists, but this identity can\'t see it: USE CATALOG or BROWSE is missing, or the catalog is not bound to this workspace.'],
    fixes: (s) => [
      { text: 'Choose one of the catalogs that this identity can see.', action: 'choose-catalog', ...workspaceLink(s, 'Open Catalog Explorer', 'explore', 'data') },
      inspect('List the catalogs that this identity can see.', showCatalogs()),
      sqlFix(s, 'If it exists: grant the access.', grant(['USE CATALOG'], 'CATALOG', [cat(s)], s.grantee), catalogOwner(s), `${s.who} needs USE CATALOG on catalog ${cat(s)}`),
    ],
  },
  catalog_no_use: {
    title: (s) => `USE CATALOG on catalog ${quoted(s.catalog, '')} is missing`.replace('  ', ' '),
    causes: (s) => [`${s.who.charAt(0).toUpperCase()}${s.who.slice(1)} may not enter ${catalogName(s)}: neither it nor one of its groups has USE CATALOG there.`],
    fixes: (s) => [
      sqlFix(s, `Grant USE CATALOG on ${catalogName(s)}.`, grant(['USE CATALOG'], 'CATALOG', [cat(s)], s.grantee), catalogOwner(s), `${s.who} needs USE CATALOG on ${catalogName(s)}`, explorerLink({ ...s, schema: undefined, table: undefined })),
      inspect('See what is granted.', showGrants(known(s), 'CATALOG', cat(s))),
      { text: 'Or choose another catalog.', action: 'choose-catalog' },
    ],
  },
  catalog_not_bound: {
    title: (s) => `Catalog ${quoted(s.catalog, '')} can't be used from this workspace`.replace('  ', ' '),
    causes: (s) => [`${catalogName(s).replace(/^[ct]/, (first) => first.toUpperCase())} is bound to other workspaces only. Grants do not help as long as that is so.`],
    fixes: (s) => {
      const request = `PATCH /api/2.1/unity-catalog/bindings/catalog/${encodeURIComponent(cat(s))}\n{"add": [{"workspace_id": <workspace id>, "binding_type": "BINDING_TYPE_READ_ONLY"}]}`
      return [
        { text: 'Bind the catalog to this workspace: Catalog Explorer > the catalog > Workspaces > Assign to workspaces. Reading is enough.', statement: { language: 'http', text: request }, ...explorerLink({ ...s, schema: undefined, table: undefined }), ask: { whom: catalogOwner(s), message: askMessage(s, `catalog ${cat(s)} must be usable from this workspace (read only is enough)`, request) } },
        { text: 'Or choose another catalog.', action: 'choose-catalog' },
      ]
    },
  },
  schema_not_found: {
    title: (s) => `Schema ${schemaName(s) === 'the schema' ? 'with that name' : schemaName(s)} was not found`,
    causes: (s) => [`The name ${quoted(s.schema, 'of the schema')} is mistyped, or the schema is in another catalog.`, 'It exists, but this identity can\'t see it: USE SCHEMA is missing.'],
    fixes: (s) => [
      { text: 'Choose one of the schemas that this identity can see.', action: 'choose-schema', ...explorerLink({ ...s, schema: undefined, table: undefined }) },
      inspect(`List the schemas of ${cat(s)}.`, showSchemas(cat(s))),
      sqlFix(s, 'If it exists: grant the access.', grant(['USE SCHEMA', 'SELECT'], 'SCHEMA', [cat(s), sch(s)], s.grantee), schemaOwner(s), `${s.who} needs USE SCHEMA and SELECT on schema ${cat(s)}.${sch(s)}`),
    ],
  },
  schema_no_use: {
    title: (s) => `USE SCHEMA on ${schemaName(s)} is missing`,
    causes: (s) => [`${s.who.charAt(0).toUpperCase()}${s.who.slice(1)} may enter the catalog but not ${schemaName(s)}. USE CATALOG does not include USE SCHEMA.`],
    fixes: (s) => [
      sqlFix(s, `Grant USE SCHEMA on ${cat(s)}.${sch(s)}.`, grant(['USE SCHEMA'], 'SCHEMA', [cat(s), sch(s)], s.grantee), schemaOwner(s), `${s.who} needs USE SCHEMA on schema ${cat(s)}.${sch(s)}`, explorerLink({ ...s, table: undefined })),
      inspect('See what is granted.', showGrants(known(s), 'SCHEMA', cat(s), sch(s))),
      { text: 'Or choose another schema.', action: 'choose-schema' },
    ],
  },
  table_not_found: {
    title: (s) => `${tableName(s) === 'the table' ? 'The table' : `Table ${tableName(s)}`} was not found`,
    causes: () => ['The name is mistyped, or the table or view was dropped or renamed.', 'It exists, but this identity can\'t see it: SELECT or USE SCHEMA is missing.'],
    fixes: (s) => [
      { text: 'Choose one of the tables that this identity can see.', action: 'choose-tables', ...explorerLink({ ...s, table: undefined }) },
      inspect(`List the tables of ${cat(s)}.${sch(s)}.`, showTables(cat(s), sch(s))),
      sqlFix(s, 'If it exists: grant the access.', selectGrant(s), schemaOwner(s), `${s.who} needs SELECT on ${tableName(s)}`),
    ],
  },
  table_no_select: {
    title: (s) => `SELECT on ${tableName(s)} is missing`,
    causes: (s) => [
      `${s.who.charAt(0).toUpperCase()}${s.who.slice(1)} may see ${tableName(s)} but not read it: neither it nor one of its groups has SELECT on the table, the schema or the catalog.`,
      'If the grants look right: an access policy (ABAC) can refuse all the same, and for a view its owner must be able to read the tables beneath.',
    ],
    fixes: (s) => [
      ...(s.schema !== undefined || s.table === undefined
        ? [sqlFix(s, `Grant SELECT on the schema ${cat(s)}.${sch(s)}: it covers all its tables and views, later ones included.`, grant(['SELECT'], 'SCHEMA', [cat(s), sch(s)], s.grantee), schemaOwner(s), `${s.who} needs SELECT on schema ${cat(s)}.${sch(s)}`, explorerLink({ ...s, table: undefined }))]
        : []),
      ...(s.table === undefined ? [] : [sqlFix(s, `Or on this table alone.`, selectGrant(s), schemaOwner(s), `${s.who} needs SELECT on ${tableName(s)}`, explorerLink(s))]),
      inspect('See what is granted.', s.table === undefined ? showGrants(known(s), 'SCHEMA', cat(s), sch(s)) : showGrants(known(s), 'TABLE', cat(s), sch(s), s.table)),
      { text: 'Or choose other tables.', action: 'choose-tables' },
    ],
  },
  create_denied: {
    title: (s) => `The right to create is missing${createPrivilege(s) === undefined ? '' : `: ${createPrivilege(s) ?? ''}`}`,
    causes: (s) => [
      `The identity that is signed in may not create here: ${createPrivilege(s) ?? 'the CREATE privilege'} is missing on ${createdIn(s)}.`,
      'It is refused even with IF NOT EXISTS, although the object may exist already: then there is nothing to create.',
    ],
    fixes: (s) => [
      { text: 'Sign in as an admin for this step. CleverTap\'s own identity does not need to create anything.' },
      { text: 'Or use an object that exists.', action: s.catalog === undefined ? 'choose-catalog' : 'choose-schema', ...explorerLink(s) },
      { text: 'Or ask somebody who may create it.', ask: { whom: createdIn(s) === 'the metastore' ? 'a metastore admin' : s.catalog === undefined ? `the owner of ${createdIn(s)} or a metastore admin` : catalogOwner(s), message: askMessage(s, `${createPrivilege(s) ?? 'the right to create'} is needed on ${createdIn(s)}, or the object be created by you`) } },
    ],
  },
  grant_denied: {
    title: (s) => `The signed-in identity may not change grants${s.catalog === undefined ? '' : ` on ${[s.catalog, s.schema, s.table].filter((x) => x !== undefined).join('.')}`}`,
    causes: () => ['Only the owner of an object (or of its schema or catalog), a holder of MANAGE, or a metastore admin may grant or revoke on it.', 'The same is said when somebody alters or replaces a table that another principal owns.', 'On the catalog `system` only a metastore admin may grant; on `samples` nobody.'],
    fixes: (s) => [
      { text: 'Sign in as somebody with that right, or send the statements to them.', ask: { whom: s.catalog === undefined ? 'a metastore admin' : catalogOwner(s), message: askMessage(s, `grants${s.catalog === undefined ? '' : ` on catalog ${s.catalog}`} must be changed, for which I have no right`) } },
      ...(s.catalog === undefined ? [] : [inspect('See who holds what.', showGrants(undefined, 'CATALOG', s.catalog))]),
    ],
  },
  principal_not_found: {
    title: (s) => (s.missingPrincipal === undefined ? 'Unity Catalog does not know this principal' : `Unity Catalog does not know a principal "${s.missingPrincipal}"`),
    causes: () => [
      'A display name was given: a service principal is named by its application id, a user by the e-mail address.',
      'It is a group of this workspace only. Unity Catalog knows account groups only.',
      'The service principal was created seconds ago and is not known to Unity Catalog yet.',
    ],
    fixes: (s) => [
      { text: 'Use the application id: Settings > Identity and access > Service principals > Manage.', ...workspaceLink(s, 'Open Service principals', 'settings', 'workspace', 'identity-and-access', 'service-principals') },
      { text: 'Look for it in the workspace.', statement: { language: 'shell', text: lookUp((s.missingPrincipal ?? 'NAME').replace(/["'\\]/g, '')) } },
      retry('If it was just created, wait half a minute and try again.'),
    ],
  },
  uc_quota: {
    title: () => 'A Unity Catalog limit is reached',
    causes: (s) => [...counted(s), 'The metastore, catalog or schema holds as many objects as it may. This is not about compute.'],
    fixes: (s) => [{ text: 'Use an object that exists, or remove ones that are no longer needed.', ...explorerLink(s) }, { text: 'Or ask Databricks to raise the limit.', ask: { whom: 'a metastore admin', message: askMessage(s, 'the Unity Catalog resource quota that the message names must be raised, or unused objects be removed') } }],
  },
} satisfies Record<string, Entry>

/** "Cannot create 1 Schema(s) in Catalog main (estimated count: 10000, limit: 10000)." */
function counted({ said }: Subject): string[] {
  const found = /cannot create \d+ ([a-z ]+)\(s\) in (\w+) (\S+) \(estimated count: (\d+), limit: (\d+)\)/i.exec(said)
  return found === null ? [] : [`${found[2] ?? ''} ${found[3] ?? ''} holds about ${found[4] ?? ''} objects of the kind "${(found[1] ?? '').toLowerCase()}"; at most ${found[5] ?? ''} are allowed.`]
}

/** An e-mail is a user's name, a UUID an application id; anything else may be a display name. */
const lookUp = (name: string): string =>
  name.includes('@') ? `databricks users list --filter 'userName eq "${name}"'`
    : `databricks service-principals list --filter '${/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name) ? 'applicationId' : 'displayName'} eq "${name}"'`

/** On the table when all its parents are known, otherwise on what is known. */
function selectGrant(s: Subject): string {
  return s.table === undefined ? grant(['SELECT'], 'SCHEMA', [cat(s), sch(s)], s.grantee) : grant(['SELECT'], 'TABLE', [cat(s), sch(s), s.table], s.grantee)
}
