import { askMessage, type Subject, workspaceLink } from '../subject'
import { type Entry, retry, workspaceAdmin } from './entry'

const name = (s: Subject): string => s.warehouseName ?? s.warehouseId ?? ''
const the = (s: Subject): string => (name(s) === '' ? 'the SQL warehouse' : `the SQL warehouse ${name(s)}`)
const The = (s: Subject): string => the(s).replace(/^t/, 'T')
const id = (s: Subject): string => s.warehouseId ?? '<warehouse id>'
const page = (s: Subject) =>
  s.warehouseId === undefined ? workspaceLink(s, 'Open SQL Warehouses', 'sql', 'warehouses') : workspaceLink(s, 'Open the SQL warehouse', 'sql', 'warehouses', s.warehouseId)
const choose = { text: 'Choose a SQL warehouse that this identity may use.', action: 'choose-warehouse' as const }

function canUse(s: Subject) {
  const entry = s.principalKind === 'user' || (s.granteeKnown && s.grantee.includes('@')) ? 'user_name' : 'service_principal_name'
  const request = `PATCH /api/2.0/permissions/warehouses/${id(s)}\n${JSON.stringify({ access_control_list: [{ [entry]: s.grantee, permission_level: 'CAN_USE' }] })}`
  return {
    text: `Give ${s.who} "Can use" on ${the(s)}: SQL Warehouses > the warehouse > Permissions. This is not SQL: no GRANT does it.`,
    statement: { language: 'http' as const, text: request },
    ...page(s),
    ask: { whom: 'the owner of the SQL warehouse or a workspace admin', message: askMessage(s, `${s.who} needs the permission "Can use" on ${the(s)}`, request) },
  }
}
export const startIt = (s: Subject) => ({
  text: `Start ${the(s)}. Running it costs money until it stops by itself.`,
  action: 'start-warehouse' as const,
  statement: { language: 'shell' as const, text: `databricks warehouses start ${id(s)}` },
  ...page(s),
})

export const WAREHOUSE = {
  http_path_wrong: {
    title: () => 'The HTTP path leads to no SQL warehouse',
    causes: (s) => [
      s.httpPath === undefined ? 'The HTTP path is mistyped: it has the form /sql/1.0/warehouses/ followed by 16 digits and letters a-f.' : `${s.httpPath} is mistyped, cut off, or belongs to another workspace. The form is /sql/1.0/warehouses/ followed by 16 digits and letters a-f.`,
      'It is the path of an all-purpose cluster that was deleted.',
    ],
    fixes: (s) => [{ text: 'Copy the HTTP path again: SQL Warehouses > the warehouse > Connection details.', action: 'edit-http-path', ...page(s) }, choose],
  },
  warehouse_not_found: {
    title: (s) => `${The(s)} was not found, or this identity may not know of it`,
    causes: (s) => [
      `There is no ${s.warehouseId === undefined ? 'such SQL warehouse' : `SQL warehouse ${s.warehouseId}`} in this workspace: it was deleted, or the HTTP path belongs to another workspace.`,
      'It exists, but the identity has no permission on it: Databricks often answers the same in both cases.',
    ],
    fixes: (s) => [choose, { text: 'Copy the HTTP path again: SQL Warehouses > the warehouse > Connection details.', action: 'edit-http-path', ...page(s) }, canUse(s)],
  },
  warehouse_deleted: {
    title: (s) => `${The(s)} was deleted`,
    causes: () => ['Somebody deleted it. A deleted SQL warehouse does not come back; its HTTP path stays dead.'],
    fixes: () => [choose, { text: 'Enter the HTTP path of another SQL warehouse.', action: 'edit-http-path' }],
  },
  warehouse_no_permission: {
    title: (s) => `${s.who.charAt(0).toUpperCase()}${s.who.slice(1)} may not use ${the(s)}`,
    causes: (s) => [`The permission "Can use" on ${the(s)} is missing.`, 'The SQL warehouse no longer exists: Databricks answers the same for one that is missing and one that is forbidden.'],
    fixes: (s) => [canUse(s), choose, { text: 'Check the HTTP path.', action: 'edit-http-path' }],
  },
  warehouse_stopped: {
    title: (s) => `${The(s)} is stopped`,
    causes: () => ['It stopped by itself after a time without queries, or somebody stopped it. It starts again when a query arrives; that can take minutes.'],
    fixes: (s) => [startIt(s), retry('Test again when it is running.')],
  },
  warehouse_starting: {
    title: (s) => `${The(s)} is still starting`,
    causes: () => ['Serverless warehouses take seconds, pro and classic ones about four minutes, sometimes more. Until then queries are refused. Nothing is wrong.', 'If it never gets there, look at its health: the cloud account may lack quota.'],
    fixes: (s) => [retry('Wait until it runs, then test again.'), { text: 'Watch its state.', ...page(s) }],
  },
  serverless_unavailable: {
    title: () => 'Serverless SQL warehouses are not available here',
    causes: () => ['Serverless compute is switched off for the workspace or account, or not offered in its region or plan.'],
    fixes: (s) => [
      { text: 'Use a pro or classic SQL warehouse instead.', action: 'choose-warehouse', ...page(s) },
      { text: 'Or have serverless compute switched on.', ask: { whom: 'an account admin', message: askMessage(s, 'serverless SQL warehouses must be enabled for the workspace, or a pro SQL warehouse be made available') } },
    ],
  },
  serverless_quota: {
    title: () => 'The serverless SQL warehouse can\'t be started: its allowance is used up or switched off',
    causes: () => ['The limit for serverless compute is reached (on Free Edition and trials this is a daily limit), or other serverless compute uses all of it.', 'Serverless compute is switched off in the settings of the workspace.'],
    fixes: (s) => [
      { text: 'Stop other serverless compute that is not needed, or wait until the limit is renewed.', ...page(s) },
      { text: 'Use a pro or classic SQL warehouse.', action: 'choose-warehouse' },
      { text: 'Ask for a higher limit or for the setting.', ask: { whom: workspaceAdmin, message: askMessage(s, `${the(s)} must be able to start; Databricks refuses serverless compute at the moment`) } },
    ],
  },
  cloud_quota: {
    title: (s) => `The cloud account has no capacity to start ${the(s)}`,
    causes: () => ['A quota of the cloud subscription (virtual CPUs, addresses, disks) is used up, so the machines of a pro or classic SQL warehouse can\'t be started.', 'The cloud provider has no such machines left in this region at the moment.'],
    fixes: (s) => [
      { text: 'Use a serverless SQL warehouse: it does not use the quota of your subscription.', action: 'choose-warehouse', ...page(s) },
      { text: 'Make the warehouse smaller, or stop other compute in the same subscription and region.' },
      { text: 'Have the quota raised in the cloud provider\'s portal.', ask: { whom: 'the administrator of your cloud subscription', message: askMessage(s, 'the quota for virtual machines that Databricks uses in this region must be raised') } },
      retry('Try again later, if the provider is short of machines.'),
    ],
  },
  session_expired: {
    title: () => 'The SQL session has ended',
    causes: () => ['The session was idle for too long, was closed, or the SQL warehouse was restarted meanwhile.'],
    fixes: () => [retry('Test again: that opens a new session.')],
  },
} satisfies Record<string, Entry>
