import { grantPrivileges } from '../../sql/access-statements'
import { showCatalogs } from '../../sql/statements'
import { askMessage, explorerLink, type Subject, UNKNOWN_PRINCIPAL, workspaceLink } from '../subject'
import { retry, sqlFix } from './entry'
import type { Special } from './special'
import { UNITY_CATALOG } from './unity-catalog'

const listCatalogs = { text: 'List the catalogs that this identity can see.', statement: { language: 'sql' as const, text: `${showCatalogs()};` } }
const cloudAdmin = 'the administrator of the cloud storage'
const said = (refused: NonNullable<Subject['refused']>): string => `${refused.kind.toLowerCase()} ${refused.path.join('.')}`

/** "External Location 'landing'", as the message names it. */
const nameOf = (text: string): string => {
  const found = /(external location|storage credential) ['"`]([^'"`]{1,255})['"`]/i.exec(text)
  return found === null ? 'The external location' : `${(found[1] ?? '').charAt(0).toUpperCase()}${(found[1] ?? '').slice(1).toLowerCase()} ${found[2] ?? ''}`
}

/** What CleverTap's import needs; all else is wanted by a request of another kind. */
const NEEDED = new Set(['USE CATALOG', 'USE SCHEMA', 'SELECT'])

export const SPECIAL_DATA: readonly Special[] = [
  {
    of: ['catalog_no_use'],
    when: /catalog or schema/i,
    about: ({ catalog, schema }) => catalog === undefined && schema === undefined,
    title: () => 'The catalog or the schema can\'t be reached with this identity',
    causes: () => [
      'USE CATALOG on the catalog is missing, or USE SCHEMA on the schema: one does not include the other.',
      'A name is mistyped: an identity without those privileges gets the same answer.',
      'The catalog is bound to other workspaces.',
    ],
    fixes: (s) => [
      ...UNITY_CATALOG.catalog_no_use.fixes(s).slice(0, 1),
      ...UNITY_CATALOG.schema_no_use.fixes(s).slice(0, 1),
      { text: 'Choose from what this identity can see.', action: 'choose-catalog' },
      listCatalogs,
    ],
  },
  {
    of: ['catalog_no_use', 'schema_no_use', 'schema_not_found', 'table_not_found', 'table_no_select', 'create_denied'],
    about: ({ catalog }) => catalog?.toLowerCase() === 'hive_metastore',
    causes: () => [
      'hive_metastore is the legacy metastore of the workspace. It is outside Unity Catalog: it has other privileges (USAGE instead of USE SCHEMA), and CleverTap imports from Unity Catalog.',
      'A request that names no catalog falls back to it.',
    ],
    fixes: (s) => [
      { text: 'Choose a catalog of Unity Catalog.', action: 'choose-catalog', ...workspaceLink(s, 'Open Catalog Explorer', 'explore', 'data') },
      listCatalogs,
      { text: 'Or move the tables first: Catalog Explorer > hive_metastore > the schema > Upgrade.' },
    ],
  },
  {
    of: ['other', 'catalog_no_use', 'schema_no_use', 'table_no_select'],
    when: /READ_METADATA/,
    title: () => 'The legacy table access control refuses this',
    causes: () => ['READ_METADATA and USAGE are privileges of the legacy hive_metastore, which is outside Unity Catalog. CleverTap imports from Unity Catalog.'],
    fixes: () => [{ text: 'Choose a catalog of Unity Catalog.', action: 'choose-catalog' }, listCatalogs],
  },
  {
    of: ['catalog_not_bound'],
    when: /external location|storage credential/i,
    title: ({ said: text }) => `${nameOf(text)} can't be used from this workspace`,
    causes: () => ['It is bound to other workspaces only. Grants do not help as long as that is so.'],
    fixes: (s) => [
      { text: 'Bind it to this workspace: Catalog Explorer > External data > the location or credential > Workspaces > Assign to workspaces.', ...workspaceLink(s, 'Open Catalog Explorer', 'explore', 'data'), ask: { whom: 'its owner or a metastore admin', message: askMessage(s, `${nameOf(s.said)} must be usable from this workspace`) } },
    ],
  },
  {
    of: ['other', 'catalog_not_found', 'metastore_missing'],
    when: /UC_HIVE_METASTORE_DISABLED|Hive Metastore, which is disabled/i,
    title: () => 'The request went to hive_metastore, which is switched off here',
    causes: () => ['It named no catalog, so it fell back to the legacy hive_metastore; legacy access is switched off in this workspace or account.'],
    fixes: (s) => [{ text: 'Name a catalog of Unity Catalog.', action: 'choose-catalog', ...workspaceLink(s, 'Open Catalog Explorer', 'explore', 'data') }, listCatalogs],
  },
  {
    of: ['table_no_select'],
    when: /\bany file\b/i,
    title: () => 'SELECT on ANY FILE is missing',
    causes: () => ['The query reads files by their path, or makes a table from them. That takes a privilege of the legacy table access control; reading a table by its name does not.'],
    fixes: () => [{ text: 'Read the table by its name.', action: 'choose-tables' }, { text: 'Or have a workspace admin grant SELECT on ANY FILE. CleverTap does not need it.' }],
  },
  {
    of: ['other'],
    when: /LOCATION_OVERLAP/,
    title: () => 'This path belongs to a table, volume or location already',
    causes: () => ['Unity Catalog does not let a path be used that lies within managed storage, or within another table, volume or external location.'],
    fixes: (s) => [{ text: 'Read the table by its name, not by its path.', action: 'choose-tables', ...explorerLink(s) }, { text: 'For a new external location or table: take a path that no other one contains.' }],
  },
  {
    of: ['other', 'create_denied'],
    when: /read-only external location/i,
    title: () => 'The external location is read only',
    causes: () => ['A write was tried. The external location was made read only, whatever its cloud role allows. CleverTap only reads.'],
    fixes: (s) => [{ text: 'To write there: Catalog Explorer > External data > External locations > the location > uncheck "Read only".', ...workspaceLink(s, 'Open Catalog Explorer', 'explore', 'data') }],
  },
  {
    of: ['other'],
    about: ({ refused }) => refused !== undefined && !NEEDED.has(refused.privilege),
    title: ({ refused }) => (refused === undefined ? '' : `${refused.privilege} on ${said(refused)} is missing`),
    causes: ({ refused }) => [
      'CleverTap\'s import does not need this privilege: it reads tables, which takes USE CATALOG, USE SCHEMA and SELECT.',
      ...(refused?.privilege.endsWith('FILES') === true ? ['The request reads or writes files by their path. Read the table by its name: then SELECT is enough.'] : []),
    ],
    fixes: (s) => {
      const { refused } = s
      if (refused === undefined) return []
      const sql = grantPrivileges([refused.privilege], refused.kind === 'MATERIALIZED VIEW' ? 'TABLE' : refused.kind, refused.path, s.granteeKnown ? s.grantee : UNKNOWN_PRINCIPAL)
      return [
        { text: 'For the import, choose tables and read them by name.', action: 'choose-tables' },
        sqlFix(s, `If another job needs it: grant ${refused.privilege} on ${said(refused)}.`, sql, `the owner of ${said(refused)}, a holder of MANAGE on it, or a metastore admin`, `${refused.privilege} is needed on ${said(refused)}`),
      ]
    },
  },
  {
    of: ['other', 'table_no_select'],
    when: /Azure storage|AuthorizationPermissionMismatch|Abfs|AmazonS3Exception|AWS IAM role|Service: (?:Amazon )?S3|storage\.objects|KeyProviderException|AssumeRole|storage account|(?:s3a?|abfss?|wasbs?|gs):\/\//i,
    title: () => 'The cloud refuses Databricks the files of this table',
    causes: () => [
      'This is no privilege of CleverTap\'s identity: the cloud role or managed identity behind the storage credential may not read there.',
      'The firewall of the storage account does not let the SQL warehouse in. Serverless warehouses come from another network than pro and classic ones.',
    ],
    fixes: (s) => [
      { text: 'Test it: Catalog Explorer > External data > External locations > the location > Test connection.', ...workspaceLink(s, 'Open Catalog Explorer', 'explore', 'data') },
      {
        text: 'Have the role allowed to read: on AWS s3:GetObject, s3:ListBucket and s3:GetBucketLocation; on Azure "Storage Blob Data Reader" or more for the access connector, and the warehouse\'s subnets in the firewall of the storage account; on GCP "Storage Object Viewer".',
        ask: { whom: cloudAdmin, message: askMessage(s, 'Databricks must be allowed to read the files of the tables: the role behind the storage credential, and the firewall of the storage') },
      },
      { text: 'Or choose other tables.', action: 'choose-tables' },
      retry('Changes of cloud roles take some minutes; then try again.'),
    ],
  },
  {
    of: ['grant_denied'],
    when: /account admin/i,
    title: () => 'This step needs an account admin',
    causes: () => ['It changes the account, not the workspace: being a workspace admin or metastore admin is not enough.'],
    fixes: (s) => [{ text: 'Sign in as an account admin, or send it to one. Account admins are listed in the account console > User management > role "Account admin".', ask: { whom: 'an account admin', message: askMessage(s, 'a step is needed that only an account admin may do') } }],
  },
  {
    of: ['other', 'syntax'],
    when: /is not applicable to this entity|cannot be granted on/i,
    title: () => 'This privilege can\'t be granted on this kind of object',
    causes: () => ['Each kind of object has its own privileges: USE CATALOG belongs to a catalog, USE SCHEMA and SELECT to a schema or a catalog above it, SELECT to a table.', 'A metastore of an older privilege model does not know the newer privileges.'],
    fixes: () => [{ text: 'Copy the statement from the assistant as it is: it names privileges that fit the object.' }],
  },
  {
    of: ['syntax'],
    when: /UNRESOLVED_COLUMN|column .{0,60}cannot be resolved|cannot resolve .{0,60}(?:column|given input)/i,
    title: () => 'The query names a column that does not exist',
    causes: () => ['The column is mistyped, or was renamed or dropped since the query was written. The message often lists names that are near.'],
    fixes: (s) => [{ text: 'Compare the names with the columns of the table.', ...explorerLink(s) }],
  },
  {
    of: ['syntax'],
    when: /UNRESOLVED_ROUTINE|(?:undefined|unknown) function|function .{0,60}(?:cannot be resolved|is neither)/i,
    title: () => 'The query names a function that does not exist',
    causes: () => ['The function is mistyped, or it lies in a catalog or schema that the session does not look in.', 'It exists, but this identity may not see it: USE SCHEMA or EXECUTE is missing.'],
    fixes: (s) => [{ text: 'Name the function in full (catalog, schema and function), or leave it out: the import needs none.', ...explorerLink(s) }],
  },
  {
    of: ['other'],
    when: /sun\.misc\.Unsafe|java\.nio\.DirectByteBuffer/i,
    title: () => 'The JDBC driver needs a Java option',
    causes: () => ['Newer Java versions close memory that the driver uses to read results (Arrow).'],
    fixes: () => [
      { text: 'Start the tool with this Java option.', statement: { language: 'shell', text: "export JAVA_TOOL_OPTIONS='--add-opens=java.base/java.nio=ALL-UNNAMED'" } },
      { text: 'Or add EnableArrow=0 to the JDBC URL, or use a newer driver.' },
    ],
  },
  {
    of: ['other'],
    when: /(?:find|load|open) .{0,60}ODBC driver|Data source name not found|ODBC driver .{0,60}(?:not found|not installed)/i,
    title: () => 'The ODBC driver is not installed on this computer',
    causes: () => ['The tool looks for the Databricks ODBC driver (formerly Simba Spark) and does not find it, or finds it in another version (32 or 64 bit) than it needs.'],
    fixes: () => [{ text: 'Install it.', link: { label: 'Databricks ODBC driver', href: 'https://docs.databricks.com/aws/en/integrations/odbc/' } }, { text: 'CleverTap needs no driver on this computer.' }],
  },
  {
    of: ['other'],
    when: /Converting circular structure to JSON/i,
    title: () => 'An old client hides the real error',
    causes: () => ['Old versions of the Node driver fail while they print an error of the connection: often a stopped SQL warehouse or a rejected token.'],
    fixes: () => [{ text: 'Update the driver, then try again to see the real error.', statement: { language: 'shell', text: 'npm install @databricks/sql@latest' } }, retry('Or run the connection test of the assistant: it shows the real answer.')],
  },
]
