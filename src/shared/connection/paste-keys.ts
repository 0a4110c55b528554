import type { FieldName } from './connection'

/** What a labelled value in a pasted text is. The last ones help to read the others, or say that the text is of another kind. */
export type PasteKey = FieldName | 'database' | 'warehouseId' | 'workspaceId' | 'jdbcUrl' | 'clusterId' | 'accountId'

/** Spellings seen in Databricks' UI, CLI, SDKs, drivers, dbt and Terraform; compared without case and punctuation. */
const SPELLINGS: Record<PasteKey, string[]> = {
  name: ['connection name'],
  host: ['host', 'hostname', 'server hostname', 'server', 'server host', 'workspace url', 'workspace host', 'databricks host', 'databricks server hostname', 'databricks workspace url', 'databricks hostname'],
  port: ['port', 'databricks port', 'puerto', 'porta'],
  httpPath: ['http path', 'databricks http path', 'databricks sql http path', 'http pfad', 'chemin http', 'ruta http', 'caminho http'],
  token: ['token', 'access token', 'personal access token', 'pat', 'pwd', 'password', 'auth access token', 'databricks token', 'databricks access token', 'databricks pat', 'token value'],
  catalog: ['catalog', 'catalog name', 'conn catalog', 'initial catalog', 'default catalog', 'databricks catalog'],
  schema: ['schema', 'schema name', 'conn schema', 'initial schema', 'default schema', 'databricks schema'],
  database: ['database'],
  warehouseId: ['warehouse id', 'sql warehouse id', 'databricks warehouse id', 'databricks sql warehouse id', 'endpoint id'],
  workspaceId: ['workspace id', 'databricks workspace id'],
  jdbcUrl: ['jdbc url'],
  clusterId: ['cluster id', 'databricks cluster id'],
  accountId: ['account id', 'databricks account id'],
}

/** Forms mark their labels as optional or required. */
const bare = (key: string): string => key.toLowerCase().replace(/\((?:optional|required)\)/g, '').replace(/[^a-z0-9]/g, '')
const KEYS = new Map(Object.entries(SPELLINGS).flatMap(([key, spellings]) => spellings.map((spelling) => [bare(spelling), key as PasteKey])))

/** Outputs and variables of one's own are named after what they hold: `prod_sql_warehouse_http_path`. */
const ENDINGS: [ending: string, key: PasteKey][] = [['httppath', 'httpPath'], ['serverhostname', 'host'], ['warehouseid', 'warehouseId'], ['personalaccesstoken', 'token']]
const byEnding = (label: string): PasteKey | undefined => (/^[\w.-]+$/.test(label) ? ENDINGS.find(([ending]) => bare(label).endsWith(ending))?.[1] : undefined)

/** What a label, variable or property names; `undefined` when it is none of ours. A `path` is one only with the look of an HTTP path. */
export const pasteKey = (label: string, value = ''): PasteKey | undefined =>
  KEYS.get(bare(label)) ?? byEnding(label) ?? (bare(label) === 'path' && /^["'`“<]*\/?sql\/(?:1\.0|protocolv1)\//i.test(value.trim()) ? 'httpPath' : undefined)

/** Where programs and Terraform take a value from: `var.host`, `databricks_token.pat.token_value`, `os.environ["X"]`, `process.env.X`. */
const REFERENCE = /^(?:var|local|data|module|each|self|terraform|secrets|vars|args|config|settings)\.[\w.[\]"'-]+$|^(?:databricks|azurerm|azuread|aws|google|random|vault)_\w+\.|^(?:process\.env|os\.environ|os\.getenv|System\.getenv|getenv|env|env_var|dbutils|getpass|input|Deno\.env|ENV)\b[.([]/

/** Placeholders and references that stand for a value elsewhere: `<token>`, `${TOKEN}`, `{{ env_var('X') }}`, `***`, `!vault |`. */
export const isPlaceholder = (value: string): boolean =>
  /^<[^>]*>$|^\$\{?\w+\}?|\$\{|^\$env:|^%\w+%$|\{\{|^[*x•.]{3,}$|^your[-_ ]|^!vault\b|^[|>][+-]?$/i.test(value) || REFERENCE.test(value)
