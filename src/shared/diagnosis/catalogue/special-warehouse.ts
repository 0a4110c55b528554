import { askMessage, workspaceLink } from '../subject'
import { retry, workspaceAdmin } from './entry'
import type { Special } from './special'
import { startIt, WAREHOUSE } from './warehouse'

const pages = ['sql', 'warehouses'] as const

export const SPECIAL_WAREHOUSE: readonly Special[] = [
  {
    of: ['warehouse_not_found'],
    when: /inactive|not running|stopped/i,
    causes: (s) => ['It is stopped, and did not start in the time that the tool waits.', ...WAREHOUSE.warehouse_not_found.causes(s)],
    fixes: (s) => [startIt(s), ...WAREHOUSE.warehouse_not_found.fixes(s)],
  },
  {
    of: ['warehouse_stopped'],
    when: /cluster/i,
    unless: /warehouse|endpoint/i,
    title: () => 'The cluster is stopped',
    causes: () => ['The HTTP path leads to an all-purpose cluster, which stops after a time without work or was stopped by somebody.'],
    fixes: (s) => [
      { text: 'Better use a SQL warehouse: it starts by itself when a query arrives.', action: 'choose-warehouse', ...workspaceLink(s, 'Open SQL Warehouses', ...pages) },
      { text: 'Or start the cluster.', statement: { language: 'shell', text: `databricks clusters start ${s.cluster ?? '<cluster id>'}` } },
    ],
  },
  {
    of: ['warehouse_starting'],
    when: /cluster/i,
    unless: /warehouse|endpoint/i,
    about: ({ cluster, said }) => cluster !== undefined && !/temporarily unavailable/i.test(said),
    title: () => 'The cluster is still starting',
    causes: () => ['The HTTP path leads to an all-purpose cluster; it takes some minutes to start. Until then queries are refused.'],
    fixes: (s) => [retry('Wait until it runs, then test again.'), { text: 'Better use a SQL warehouse: a serverless one is there in seconds.', action: 'choose-warehouse', ...workspaceLink(s, 'Open SQL Warehouses', ...pages) }],
  },
  {
    of: ['other'],
    when: /permissions being set .{0,80}ambiguous|allowed permissions? levels?|must provide a new owner|decrease administrative permissions/i,
    title: () => 'These permissions can\'t be set like this',
    causes: () => ['A SQL warehouse has exactly one owner, each principal holds one level, and whoever sets them must keep "Can manage". A request that replaces the whole list (PUT, databricks_permissions in Terraform) must say all of that.'],
    fixes: (s) => [
      {
        text: 'Add the one permission with PATCH: it leaves the others as they are.',
        statement: { language: 'http', text: `PATCH /api/2.0/permissions/warehouses/${s.warehouseId ?? '<warehouse id>'}\n${JSON.stringify({ access_control_list: [{ service_principal_name: s.grantee, permission_level: 'CAN_USE' }] })}` },
      },
      { text: 'In Terraform: give the owner as IS_OWNER in the same databricks_permissions.' },
    ],
  },
  {
    of: ['http_path_wrong'],
    when: /http ?_?path.{0,60}(?:missing|required|must be (?:specified|set|provided|given)|empty|not (?:set|specified|provided))|(?:missing|required|empty|no) .{0,30}http ?_?path/i,
    title: () => 'The HTTP path is missing',
    causes: () => ['No HTTP path was given. It names the SQL warehouse and has the form /sql/1.0/warehouses/ followed by 16 digits and letters a-f.'],
  },
  {
    of: ['cloud_quota'],
    when: /NPIP_|BOOTSTRAP_TIMEOUT|SECURITY_DAEMON|DRIVER_UNREACHABLE|VNET_CONFIGURATION|DNS_RESOLUTION|tunnel/i,
    unless: /quota|capacity|stockout/i,
    title: () => 'The machines of the SQL warehouse can\'t reach Databricks',
    causes: () => ['They were started in your cloud account, but its network lets them neither reach the control plane nor their storage: a route, a firewall, a security group or DNS.'],
    fixes: (s) => [
      { text: 'Use a serverless SQL warehouse: it does not run in your network.', action: 'choose-warehouse', ...workspaceLink(s, 'Open SQL Warehouses', ...pages) },
      { text: 'Have the network of the workspace checked.', ask: { whom: 'the administrator of your cloud network', message: askMessage(s, 'the subnets of the Databricks workspace must be able to reach the Databricks control plane, as the network requirements of Databricks say') } },
    ],
  },
  {
    of: ['serverless_quota'],
    when: /limit for warehouses|(?:number of|max\w*) (?:SQL )?warehouses/i,
    title: () => 'No further SQL warehouse may be made here',
    causes: () => ['Free Edition and trials allow a fixed number of SQL warehouses, usually one, and it exists already.'],
    fixes: (s) => [{ text: 'Use the SQL warehouse that exists.', action: 'choose-warehouse', ...workspaceLink(s, 'Open SQL Warehouses', ...pages) }],
  },
  {
    of: ['serverless_quota', 'serverless_unavailable'],
    when: /global warehouse config|no longer eligible/i,
    title: () => 'Serverless compute is switched off, so this SQL warehouse can\'t start',
    causes: () => ['The SQL warehouse is serverless, and serverless compute was switched off for the workspace or the account, or Databricks withdrew it (on Free Edition that happens after heavy use).'],
    fixes: (s) => [
      { text: 'Use a pro or classic SQL warehouse instead.', action: 'choose-warehouse', ...workspaceLink(s, 'Open SQL Warehouses', ...pages) },
      { text: 'Or have serverless compute switched on: Settings > Compute > SQL warehouses; for the whole account: account console > Settings > Feature enablement.', ask: { whom: workspaceAdmin, message: askMessage(s, 'serverless SQL warehouses must be switched on for the workspace, or a pro SQL warehouse be made available') } },
    ],
  },
  {
    of: ['metastore_missing', 'other'],
    when: /on this cluster|this cluster|access mode should/i,
    title: () => 'This cluster can\'t use Unity Catalog',
    causes: () => ['The access mode of the cluster is a legacy one, without Unity Catalog. The workspace may well have it.'],
    fixes: (s) => [
      { text: 'Use a SQL warehouse: it always works with Unity Catalog.', action: 'choose-warehouse', ...workspaceLink(s, 'Open SQL Warehouses', ...pages) },
      { text: 'Or set the access mode of the cluster to Standard or Dedicated: Compute > the cluster > Edit > Advanced.' },
    ],
  },
  {
    of: ['grant_denied'],
    when: /manage permissions? on|permissions? (?:of|on|for) (?:the |this )?(?:SQL )?(?:warehouse|endpoint)/i,
    title: () => 'The signed-in identity may not change the permissions of this SQL warehouse',
    causes: () => ['Only its owner, a holder of "Can manage" on it, or a workspace admin may.'],
    fixes: (s) => [{ text: 'Have it done by one of them: SQL Warehouses > the warehouse > Permissions.', ...workspaceLink(s, 'Open SQL Warehouses', ...pages), ask: { whom: 'the owner of the SQL warehouse or a workspace admin', message: askMessage(s, `"Can use" on the SQL warehouse${s.warehouseId === undefined ? '' : ` ${s.warehouseId}`} must be given, for which I have no right`) } }],
  },
]
