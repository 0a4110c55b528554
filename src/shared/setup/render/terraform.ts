import { valueOf, type WorkspaceFacts } from '../facts'
import type { Goal } from '../goal'
import { type Action, MARKER_TAG, type Plan } from '../plan'
import { viewDefinition } from '../../sql/setup-statements'
import { NOTHING_TO_RUN, type Block, blocksOf, headsOf, linesText, type RenderOptions } from './blocks'
import { type HclValue, hclBlock, requiredProvider } from './hcl'
import { byHand, catalogName, type Context, principalName, principalScimId, ref, warehouseId } from './terraform-context'
import { grantResource, IN_THE_LIST, tableGrants } from './terraform-grants'

/**
 * The plan as Terraform (provider databricks/databricks). Rights only by `databricks_grant` and `databricks_permission`, which leave other
 * people's rights alone; their plural namesakes would remove them. A grant lists what the pair of object and principal has now, as read,
 * and ours, because the resource takes away what it doesn't list; where that was not read, the grant is left to SQL. What exists is a data
 * source. No token: its value would lie in the state.
 */
export function renderTerraform(plan: Plan, goal: Goal, facts: WorkspaceFacts, options: RenderOptions = {}): string {
  const blocks = blocksOf(plan, options)
  if (blocks.length === 0) return `# ${NOTHING_TO_RUN}\n`
  // What may be there already is not created here: Terraform would fail on it, or make a second one.
  const ids = new Set<string>()
  for (const { action } of blocks) if (!isDoubtful(action)) ids.add(action.id)
  const context: Context = { plan, goal, facts, ids, isNewPrincipal: facts.principal.known && facts.principal.value.state === 'absent', options, viewAt: new Map(goal.views?.map(({ name }, at) => [`view.create:${name.toLowerCase()}`, at])) }
  const headOf = headsOf(blocks, '#')
  let script = linesText([
    '# Setup for CleverTap. Needs a provider signed in to the workspace.',
    ...requiredProvider(),
    ...dataSources(context).flatMap((source) => ['', ...source]),
  ])
  // Two grants on the same schema are one resource: two would undo each other.
  const onSchema = blocks.filter(({ action: { id } }) => id === 'grant.use-schema' || id === 'grant.select')
  const listed: Block[] = []
  const named = new Set<string>()
  // Looked for piece by piece: the whole text is glued together only when it is read.
  const add = (text: string): void => {
    script += text
    if (text.includes('<')) for (const name of OUTPUTS) if (text.includes(`<${name}>`)) named.add(name)
  }
  for (const block of blocks) {
    const together = onSchema.includes(block) ? onSchema : [block]
    if (together[0] !== block) continue
    add('\n')
    for (const one of together) add(headOf(one))
    const lines = resourceFor(together, context)
    if (lines === IN_THE_LIST) listed.push(block)
    add(linesText(lines))
  }
  const list = tableGrants(listed, context)
  if (list.length > 0) script += `\n${linesText(list)}`
  return script + linesText(outputs(named, context))
}

/** Steps by hand name ids by `<...>`: what this text makes or looks up itself, it tells as an output. */
const OUTPUTS = ['application_id', 'principal_id'] as const
function outputs(named: ReadonlySet<string>, context: Context): string[] {
  const values = { application_id: principalName, principal_id: principalScimId } satisfies Record<(typeof OUTPUTS)[number], (context: Context) => HclValue>
  return OUTPUTS.flatMap((name) => (named.has(name) ? ['', `# Where a step above says <${name}>: terraform output ${name}`, ...hclBlock(`output "${name}"`, { value: values[name](context) })] : []))
}

const isDoubtful = ({ id, state }: Action): boolean => state === 'unknown' && /^(catalog|schema|warehouse|principal|view)\.create/.test(id)

function dataSources({ goal, ids, facts, plan }: Context): string[][] {
  const sources: string[][] = []
  const { kind, name } = goal.principal
  const there = valueOf(facts.principal)
  if (!ids.has('principal.create')) {
    const applicationId = plan.values.application_id
    if (kind === 'servicePrincipal') sources.push(hclBlock('data "databricks_service_principal" "clevertap"', applicationId === undefined ? { display_name: name } : { application_id: applicationId }))
    if (kind === 'user') sources.push(hclBlock('data "databricks_user" "clevertap"', { user_name: name }))
    if (kind === 'group') sources.push(hclBlock('data "databricks_group" "clevertap"', { display_name: there?.state === 'present' ? there.name : name }))
  }
  if (!ids.has('warehouse.create')) {
    const id = plan.values.warehouse_id
    sources.push(hclBlock('data "databricks_sql_warehouse" "clevertap"', id !== undefined ? { id } : { name: 'name' in goal.warehouse ? goal.warehouse.name : undefined }))
  }
  if (!ids.has('catalog.create')) sources.push(hclBlock('data "databricks_catalog" "clevertap"', { name: goal.catalog.name }))
  if (!ids.has('schema.create')) sources.push(hclBlock('data "databricks_schema" "clevertap"', { name: `${goal.catalog.name}.${goal.schema.name}` }))
  return sources
}

function resourceFor(together: readonly Block[], context: Context): string[] {
  const [block] = together
  if (!block) return []
  const { action } = block
  const { goal, plan } = context
  if (isDoubtful(action)) return byHand(action, context, 'Whether it exists is not known. Create it where it is missing; the data source then finds it.')
  switch (action.id) {
    case 'catalog.create':
      return hclBlock('resource "databricks_catalog" "clevertap"', { name: goal.catalog.name, comment: goal.catalog.comment, storage_root: goal.catalog.managedLocation })
    case 'schema.create':
      return hclBlock('resource "databricks_schema" "clevertap"', { catalog_name: catalogName(context), name: goal.schema.name })
    case 'catalog.bind':
      return bindingResource(action, context)
    case 'warehouse.create':
      return warehouseResource(action, plan)
    case 'warehouse.permission':
      return hclBlock('resource "databricks_permission" "clevertap_warehouse"', { sql_endpoint_id: warehouseId(context), ...aclPrincipal(context), permission_level: 'CAN_USE' })
    case 'token.permission':
      return hclBlock('resource "databricks_permission" "clevertap_tokens"', { authorization: 'tokens', ...aclPrincipal(context), permission_level: 'CAN_USE' })
    case 'principal.create':
      return principalResource(action)
    case 'principal.assign':
      if (action.state === 'unknown') return byHand(action, context, 'Whether it is assigned was not read, and the resource would make a user of an administrator.')
      return hclBlock('resource "databricks_permission_assignment" "clevertap"', { principal_id: principalScimId(context), permissions: ['USER'] })
    case 'principal.entitlement':
      return entitlementResource(action, context)
    case 'token.secret':
    case 'token.create':
    case 'token.secret-delete':
      return byHand(action, context, 'There is no resource for this here: the value would lie in the Terraform state, readable by everyone who can read that.')
    default:
      if (action.id.startsWith('view.create:')) return viewResource(action, context)
      if (action.id.startsWith('grant.')) return grantResource(together, context)
      return [action.id === 'warehouse.start' ? '#    Nothing to do: Terraform starts the warehouse where it needs it.' : '#    Nothing to do: the data source looks it up.']
  }
}

const aclPrincipal = (context: Context) => ({ [{ user: 'user_name', group: 'group_name', servicePrincipal: 'service_principal_name' }[context.goal.principal.kind]]: principalName(context) })

/** The body of a request, as far as a resource takes its values from it. */
const bodyOf = ({ change }: Action): Record<string, unknown> =>
  change.kind === 'rest' && typeof change.body === 'object' && change.body !== null && !Array.isArray(change.body) ? change.body : {}
const plainValue = (value: unknown): HclValue | undefined => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined)

function warehouseResource(action: Action, { marker }: Plan): string[] {
  const body = bodyOf(action)
  return hclBlock(
    'resource "databricks_sql_endpoint" "clevertap"',
    Object.fromEntries(['name', 'cluster_size', 'min_num_clusters', 'max_num_clusters', 'auto_stop_mins', 'warehouse_type', 'enable_serverless_compute'].map((key) => [key, plainValue(body[key])])),
    hclBlock('tags', {}, hclBlock('custom_tags', { key: MARKER_TAG, value: marker })),
  )
}

function principalResource(action: Action): string[] {
  const body = bodyOf(action)
  return [
    ...hclBlock('resource "databricks_service_principal" "clevertap"', {
      application_id: plainValue(body.applicationId),
      display_name: plainValue(body.displayName),
      external_id: plainValue(body.externalId),
      active: true,
    }, [
      '# Entitlements are set by databricks_entitlements below.',
      ...hclBlock('lifecycle', { ignore_changes: ['workspace_access', 'databricks_sql_access', 'allow_cluster_create', 'allow_instance_pool_create'].map(ref) }),
    ]),
  ]
}

const ENTITLEMENT_ARGUMENTS: Record<string, string> = {
  'databricks-sql-access': 'databricks_sql_access',
  'workspace-access': 'workspace_access',
  'workspace-consume': 'workspace_consume',
  'allow-cluster-create': 'allow_cluster_create',
  'allow-instance-pool-create': 'allow_instance_pool_create',
}

/** Authoritative for its principal: what it has now, as read, and ours. */
function entitlementResource(action: Action, context: Context): string[] {
  const { facts, goal, isNewPrincipal } = context
  const principal = valueOf(facts.principal)
  const now = isNewPrincipal ? [] : principal?.state === 'present' ? valueOf(principal.entitlements) : undefined
  if (now === undefined || now.some((one) => ENTITLEMENT_ARGUMENTS[one] === undefined)) {
    return byHand(action, context, 'What it is entitled to now was not read, and the resource would take away what it does not list.')
  }
  const id = { user: 'user_id', group: 'group_id', servicePrincipal: 'service_principal_id' }[goal.principal.kind]
  return hclBlock('resource "databricks_entitlements" "clevertap"', {
    [id]: principalScimId(context),
    ...Object.fromEntries([...now, 'databricks-sql-access'].map((one) => [ENTITLEMENT_ARGUMENTS[one] ?? one, true])),
  })
}

function bindingResource(action: Action, context: Context): string[] {
  const { workspaceId } = context.facts
  if (action.change.kind !== 'rest' || workspaceId === undefined) return byHand(action, context, 'The id of this workspace is not known.')
  const add = bodyOf(action).add
  const first: unknown = Array.isArray(add) ? add[0] : undefined
  const type = typeof first === 'object' && first !== null && 'binding_type' in first ? plainValue(first.binding_type) : undefined
  return hclBlock('resource "databricks_workspace_binding" "clevertap"', { securable_name: catalogName(context), securable_type: 'catalog', workspace_id: Number(workspaceId), binding_type: type })
}

function viewResource(action: Action, context: Context): string[] {
  const at = context.viewAt.get(action.id) ?? -1
  const view = context.goal.views?.[at]
  if (!view) return byHand(action, context, 'Terraform has no form for this.')
  return hclBlock(`resource "databricks_sql_table" "clevertap_view_${at + 1}"`, {
    catalog_name: catalogName(context),
    schema_name: context.goal.schema.name,
    name: view.name,
    table_type: 'VIEW',
    view_definition: viewDefinition(view.from, view.columns),
    warehouse_id: warehouseId(context),
    depends_on: context.ids.has('schema.create') ? [ref('databricks_schema.clevertap')] : undefined,
  })
}

