import { type GrantRow, valueOf, type WorkspaceFacts } from '../facts'
import type { Goal } from '../goal'
import type { Action } from '../plan'
import type { Block } from './blocks'
import { hclBlock, hclString, hclValue } from './hcl'
import { byHand, catalogName, type Context, principalName, ref, schemaId } from './terraform-context'

/** What the principal has on the object itself now; undefined where it was not read. */
function existing({ expected }: Action, facts: WorkspaceFacts, { principal: { name } }: Goal): readonly string[] | undefined {
  const principal = valueOf(facts.principal)
  if (principal?.state === 'absent') return NONE
  if (expected.check !== 'privilege') return undefined
  const { securable, path } = expected
  const catalog = valueOf(facts.catalog)
  if (catalog?.exists === false) return NONE
  const schema = valueOf(facts.schema)
  if (securable !== 'CATALOG' && schema?.exists === false) return NONE
  const spelled = (principal?.state === 'present' ? (principal.applicationId ?? principal.name) : name).toLowerCase()
  const own = (rows: readonly GrantRow[] | undefined) =>
    rows && [...new Set(rows.filter((row) => !row.inheritedFrom && row.principal.toLowerCase() === spelled).map((row) => row.privilege.replaceAll(' ', '_')))]
  switch (securable) {
    case 'CATALOG':
      return own(catalog?.exists === true ? valueOf(catalog.grants)?.rows : undefined)
    case 'SCHEMA':
      return own(schema?.exists === true ? valueOf(schema.grants)?.rows : undefined)
    case 'TABLE': {
      const tables = valueOf(facts.tableGrants)
      const rows = tables?.[(path[2] ?? '').toLowerCase()]
      return tables && (rows ? own(rows) : NONE)
    }
  }
}
const NONE: readonly string[] = []

const privilegeOf = ({ expected }: Action): string => (expected.check === 'privilege' ? expected.privilege.replaceAll(' ', '_') : '')

/** What stands in place of a resource for a table without any grant of the principal: those are one list at the end. */
export const IN_THE_LIST = ['#    In the list of databricks_grant.clevertap_tables below.']

/** One resource for a pair of object and principal: what it has, as read, and ours. */
export function grantResource(together: readonly Block[], context: Context): string[] {
  const [block] = together
  const action = block?.action
  if (action?.expected.check !== 'privilege') return []
  const { securable, path } = action.expected
  const now = existing(action, context.facts, context.goal)
  if (now === undefined) {
    return together.flatMap(({ action: one }) => byHand(one, context, 'What it is granted here now was not read, and the resource would take away what it does not list.'))
  }
  const isTable = securable === 'TABLE'
  if (isTable && now.length === 0) return IN_THE_LIST
  const privileges = [...new Set([...now, ...together.map(({ action: one }) => privilegeOf(one))])].sort()
  const label = isTable ? `clevertap_table_${block?.number ?? 0}` : `clevertap_${securable.toLowerCase()}`
  const target = isTable ? { table: path.join('.') } : securable === 'CATALOG' ? { catalog: catalogName(context) } : { schema: schemaId(context) }
  const lines = hclBlock(`resource "databricks_grant" "${label}"`, { ...target, principal: principalName(context), privileges })
  const { principal } = context.plan
  if (now.length === 0 || typeof principal !== 'string') return lines
  return [...hclBlock('import', { to: ref(`databricks_grant.${label}`), id: `${securable.toLowerCase()}/${path.join('.')}/${principal}` }), '', ...lines]
}

/** Ten thousand tables are one resource over a list: of the blocks that say so. */
export function tableGrants(tables: readonly Block[], context: Context): string[] {
  if (tables.length === 0) return []
  const names = tables.flatMap(({ action }) => (action.expected.check === 'privilege' ? [`    ${hclString(action.expected.path.join('.'))},`] : []))
  const views = (context.goal.views ?? []).map((_, at) => ref(`databricks_sql_table.clevertap_view_${at + 1}`))
  const needed = [...(context.ids.has('schema.create') ? [ref('databricks_schema.clevertap')] : []), ...views.filter((_, at) => context.ids.has(`view.create:${context.goal.views?.[at]?.name.toLowerCase() ?? ''}`))]
  return [
    'resource "databricks_grant" "clevertap_tables" {',
    '  for_each = toset([',
    ...names,
    '  ])',
    '  table      = each.value',
    `  principal  = ${hclValue(principalName(context))}`,
    '  privileges = ["SELECT"]',
    ...(needed.length > 0 ? [`  depends_on = ${hclValue(needed)}`] : []),
    '}',
  ]
}
