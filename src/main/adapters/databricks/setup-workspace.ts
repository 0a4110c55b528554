import { z } from 'zod'
import { type AclEntry, PERMISSION_LEVELS } from '#shared/setup/facts'
import type { PrincipalChoice } from '#shared/setup/setup'
import type { Outcome } from '#shared/result'
import { success } from '#shared/result'
import type { OpenSetupWorkspace, PrincipalDetails, TableDetails, WarehouseDetails } from '../../core/ports/setup-workspace'
import { openRestClient } from './rest-client'
import { list, map, openWorkspaceWith, pages, path, read, text } from './workspace'

const UC = '/api/2.1/unity-catalog'
const SCIM = '/api/2.0/preview/scim/v2'
const ACCOUNT_SCIM = '/api/2.0/account/scim/v2'
const UC_LIST = { max_results: '0', include_browse: 'true' }
const KINDS: Record<PrincipalChoice['kind'], string> = { user: 'Users', servicePrincipal: 'ServicePrincipals', group: 'Groups' }
/** Not `members`: a large group's would be megabytes. */
const ATTRIBUTES = 'id,userName,applicationId,displayName,active,externalId,entitlements,groups'

const number = z.union([z.number(), z.string().transform(Number)]).optional().nullable().transform((value) => (value === null || Number.isNaN(value) ? undefined : value))

const Metastore = z.object({ metastore_id: z.string(), name: text, owner: text, storage_root: text, cloud: text })
const Catalog = z.object({ name: z.string(), owner: text, isolation_mode: text, storage_root: text })
const Binding = z.object({ workspace_id: z.union([z.string(), z.number().transform(String)]) })
const Table = z.object({ name: z.string(), table_type: text, owner: text, view_definition: text })
const Warehouse = z.object({
  id: z.string(), name: z.string(), state: text, cluster_size: text, enable_serverless_compute: z.boolean().optional(), auto_stop_mins: number, creator_name: text,
  odbc_params: z.object({ path: text }).optional().nullable(),
  tags: z.object({ custom_tags: list(z.object({ key: z.string(), value: z.string() })) }).optional().nullable(),
})
const AccessControl = z.object({
  access_control_list: list(z.object({ user_name: text, group_name: text, service_principal_name: text, all_permissions: list(z.object({ permission_level: z.string() })) })),
})
const Principal = z.object({
  id: z.union([z.string(), z.number().transform(String)]), userName: text, applicationId: text, displayName: text, active: z.boolean().optional(), externalId: text,
  entitlements: list(z.object({ value: z.string() })), groups: list(z.object({ display: text })),
})
const Principals = z.object({ Resources: list(Principal) })
const Groups = z.object({ Resources: list(z.object({ members: list(z.object({ display: text, value: text })) })) })
const Secrets = z.object({ secrets: list(z.object({ id: z.string(), create_time: text })) })
const ManagedTokens = z.object({
  token_infos: list(z.object({ token_id: z.string(), comment: text, expiry_time: number, creation_time: number, owner_id: z.union([z.string(), z.number().transform(String)]).optional(), created_by_username: text })),
})
const Location = z.object({ name: z.string(), url: z.string(), owner: text })

const table = (one: z.output<typeof Table>): TableDetails => ({ name: one.name, type: one.table_type, owner: one.owner, definition: one.view_definition })
const warehouse = (one: z.output<typeof Warehouse>): WarehouseDetails => ({
  id: one.id, name: one.name, state: one.state ?? 'UNKNOWN', httpPath: one.odbc_params?.path ?? `/sql/1.0/warehouses/${one.id}`, serverless: one.enable_serverless_compute,
  size: one.cluster_size, autoStopMinutes: one.auto_stop_mins, creator: one.creator_name, tags: one.tags?.custom_tags ?? [],
})
const principal = (one: z.output<typeof Principal>): PrincipalDetails => ({
  id: one.id, name: one.applicationId ?? one.userName ?? one.displayName ?? '', displayName: one.displayName, active: one.active ?? true, externalId: one.externalId,
  entitlements: one.entitlements.map(({ value }) => value), groups: one.groups.flatMap(({ display }) => (display === undefined ? [] : [display])),
})
const isLevel = (level: string): level is AclEntry['level'] => (PERMISSION_LEVELS as readonly string[]).includes(level)

/** The reads of a setup and the way to send its changes. Lists follow all pages. */
export const openSetupWorkspace: OpenSetupWorkspace = (signIn, onRequest) => {
  const client = openRestClient(signIn, onRequest)
  const common = openWorkspaceWith(client)
  return {
    me: (limits) => common.me(limits),
    effectivePermissions: (type, fullName, who, limits) => common.effectivePermissions(type, fullName, who, limits),
    getSchema: (catalogName, schemaName, limits) => common.getSchema(catalogName, schemaName, limits),
    listTokens: (limits) => common.listTokens(limits),
    async send({ method, path: where, body }, limits) {
      return map(await client.send(method, where, body, limits), (answer) => ({ body: answer.body, requestId: answer.header('x-request-id') }))
    },
    async workspaceConf(keys, limits) {
      const answer = read(z.record(z.string(), z.unknown()), await client.get('/api/2.0/workspace-conf', { keys: keys.join(',') }, limits), 'workspace settings')
      return map(answer, (all) => Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : []))))
    },
    async metastore(limits) {
      const answer = read(Metastore, await client.get(`${UC}/metastore_summary`, {}, limits), 'metastore')
      return map(answer, (one) => ({ id: one.metastore_id, name: one.name, owner: one.owner, storageRoot: one.storage_root, cloud: one.cloud }))
    },
    async catalog(name, limits) {
      const answer = read(Catalog, await client.get(`${UC}/catalogs/${path(name)}`, { include_browse: 'true' }, limits), 'catalog')
      return map(answer, (one) => ({ name: one.name, owner: one.owner, isolationMode: one.isolation_mode, storageRoot: one.storage_root }))
    },
    async bindings(name, limits) {
      return map(await pages(client, `${UC}/bindings/catalog/${path(name)}`, {}, 'bindings', Binding, limits), (all) => all.map((one) => one.workspace_id))
    },
    async tables(catalog, schema, limits) {
      const query = { ...UC_LIST, catalog_name: catalog, schema_name: schema, omit_columns: 'true', omit_properties: 'true' }
      return map(await pages(client, `${UC}/tables`, query, 'tables', Table, limits), (all) => all.map(table))
    },
    async table(catalog, schema, name, limits) {
      return map(read(Table, await client.get(`${UC}/tables/${path(`${catalog}.${schema}.${name}`)}`, { include_browse: 'true' }, limits), 'table'), table)
    },
    async warehouses(limits) {
      return map(await pages(client, '/api/2.0/sql/warehouses', {}, 'warehouses', Warehouse, limits), (all) => all.map(warehouse))
    },
    async warehouse(id, limits) {
      return map(read(Warehouse, await client.get(`/api/2.0/sql/warehouses/${path(id)}`, {}, limits), 'warehouse'), warehouse)
    },
    async acl(object, limits) {
      const answer = read(AccessControl, await client.get(`/api/2.0/permissions/${object.split('/').map(encodeURIComponent).join('/')}`, {}, limits), 'permissions')
      return map(answer, ({ access_control_list: entries }) =>
        entries.flatMap((entry) => {
          const who = entry.service_principal_name ?? entry.user_name ?? entry.group_name ?? ''
          return entry.all_permissions.flatMap(({ permission_level: level }) => (isLevel(level) ? [{ principal: who, level }] : []))
        }),
      )
    },
    async serverlessOffered(limits) {
      const Config = z.object({ enable_serverless_compute: z.boolean().optional() })
      return map(read(Config, await client.get('/api/2.0/sql/config/warehouses', {}, limits), 'warehouse settings'), (config) => config.enable_serverless_compute)
    },
    async principals(kind, filter, count, limits, directory = 'workspace') {
      const answer = await client.get(`${directory === 'account' ? ACCOUNT_SCIM : SCIM}/${KINDS[kind]}`, { filter: filter === '' ? undefined : filter, count: String(count), attributes: ATTRIBUTES }, limits)
      return map(read(Principals, answer, KINDS[kind]), (all) => all.Resources.map(principal))
    },
    async principal(kind, id, limits) {
      return map(read(Principal, await client.get(`${SCIM}/${KINDS[kind]}/${path(id)}`, {}, limits), KINDS[kind]), principal)
    },
    async groupMembers(group, limits) {
      const answer = read(Groups, await client.get(`${SCIM}/Groups`, { filter: `displayName eq "${group}"`, attributes: 'displayName,members' }, limits), 'Groups')
      return map(answer, (all) => all.Resources.flatMap(({ members }) => members.flatMap(({ display }) => (display === undefined ? [] : [display]))))
    },
    async secrets(principalId, limits) {
      const answer = read(Secrets, await client.get(`/api/2.0/accounts/servicePrincipals/${path(principalId)}/credentials/secrets`, {}, limits), 'OAuth secrets')
      return map(answer, (all) => all.secrets.map((one) => ({ id: one.id, createdAt: timeOf(one.create_time) })))
    },
    async managedTokens(limits) {
      const answer = read(ManagedTokens, await client.get('/api/2.0/token-management/tokens', {}, limits), 'tokens')
      return map(answer, (all) =>
        all.token_infos.map((one) => ({ tokenId: one.token_id, comment: one.comment, createdAt: one.creation_time, expiresAt: one.expiry_time, ownerId: one.owner_id, createdBy: one.created_by_username })),
      )
    },
    async externalLocations(limits): Promise<Outcome<{ name: string; url: string; owner?: string }[]>> {
      const answer = await pages(client, `${UC}/external-locations`, UC_LIST, 'external_locations', Location, limits)
      return answer.ok ? success(answer.value) : answer
    },
  }
}

function timeOf(value: string | undefined): number | undefined {
  const time = value === undefined ? Number.NaN : Date.parse(value)
  return Number.isNaN(time) ? undefined : time
}
