import { z } from 'zod'
import { WAREHOUSE_LEVELS, type TokenFacts, type WarehousePermission } from '#shared/audit/facts'
import { type Outcome, success } from '#shared/result'
import type { AuditWorkspace, OpenAuditWorkspace, TableRecord } from '../../core/ports/audit-workspace'
import type { CallLimits } from '../../core/ports/call'
import { type RestClient, openRestClient } from './rest-client'
import { GroupAnswer, PrincipalAnswer, groupRecord, listOf, principalRecord } from './scim-records'
import { list, map, openWorkspace, pages, path, read, text } from './workspace'

const UC = '/api/2.1/unity-catalog'
const SCIM = '/api/2.0/preview/scim/v2'
const ACCOUNT = '/api/2.0/account/scim/v2'
/** The account's directory gives at most so many at a time. */
const SCIM_PAGE = 100
const MOST_SCIM_PAGES = 200

const minutes = z.union([z.number(), z.string().transform(Number)]).optional()
const WarehouseAnswer = z.object({ id: z.string(), name: z.string(), state: text, cluster_size: text, enable_serverless_compute: z.boolean().optional(), auto_stop_mins: minutes })
const AclAnswer = z.object({
  access_control_list: list(
    z.object({ user_name: text, group_name: text, service_principal_name: text, all_permissions: list(z.object({ permission_level: z.string(), inherited: z.boolean().optional() })) }),
  ),
})
const TokensAnswer = z.object({
  token_infos: list(
    z.object({
      token_id: z.string(), comment: text, creation_time: z.number().optional(), expiry_time: z.number().optional(), scopes: z.array(z.string()).optional(), last_used_day: z.number().optional(),
      owner_id: z.union([z.number(), z.string()]).optional(), created_by_username: text,
    }),
  ),
})
const SecretsAnswer = z.object({ secrets: list(z.object({ id: z.string(), create_time: text, expire_time: text, status: text })) })
const BindingsAnswer = z.object({ bindings: list(z.object({ workspace_id: z.union([z.string(), z.number().transform(String)]), binding_type: text })) })
const MetastoreAnswer = z.object({ metastore_id: z.string(), name: text, owner: text, privilege_model_version: text })
const CatalogAnswer = z.object({ name: z.string(), owner: text, catalog_type: text, isolation_mode: text })
const SchemaAnswer = z.object({ name: z.string(), owner: text })
const Function = z.object({ function_name: z.string() })
const TableAnswer = z.object({ name: z.string(), table_type: text, owner: text, view_definition: text, row_filter: Function.optional().nullable(), columns: list(z.object({ name: z.string(), mask: Function.optional().nullable() })) })
const tableRecord = (one: z.output<typeof TableAnswer>): TableRecord => ({
  name: one.name, type: one.table_type, owner: one.owner, rowFilter: one.row_filter?.function_name, definition: one.view_definition,
  masks: one.columns.flatMap(({ name, mask }) => (mask ? [{ column: name, function: mask.function_name }] : [])),
})
const AssignmentAnswer = z.object({ principal: z.string(), privileges: list(z.string()) })
const IpListsAnswer = z.object({ ip_access_lists: list(z.object({ label: text, list_type: z.string(), enabled: z.boolean().optional(), ip_addresses: list(z.string()) })) })

const LIST = { max_results: '0', include_browse: 'true' }

const tokens = (a: z.output<typeof TokensAnswer>): TokenFacts[] =>
  a.token_infos.map((token) => ({
    id: token.token_id, comment: token.comment ?? '', createdAt: token.creation_time ?? 0, expiresAt: token.expiry_time ?? -1,
    ...(token.scopes ? { scopes: token.scopes } : {}),
    ...(token.last_used_day ? { lastUsedAt: token.last_used_day } : {}),
  }))

/** Levels that the audit does not know are left out: they are newer than it. */
const permissions = (a: z.output<typeof AclAnswer>): WarehousePermission[] =>
  a.access_control_list.flatMap((entry) => {
    const principal = entry.service_principal_name ?? entry.user_name ?? entry.group_name ?? ''
    const kind = entry.service_principal_name !== undefined ? 'service-principal' : entry.user_name !== undefined ? 'user' : 'group'
    return entry.all_permissions.flatMap(({ permission_level, inherited }) => {
      const level = WAREHOUSE_LEVELS.find((one) => one === permission_level)
      return level ? [{ principal, kind, level, inherited: inherited ?? false } as const] : []
    })
  })

/** SCIM lists count from 1 and tell the total; a short page is not the end. */
async function scimList<T extends z.ZodType>(client: RestClient, where: string, query: Record<string, string>, item: T, limits: CallLimits): Promise<Outcome<z.output<T>[]>> {
  const all: z.output<T>[] = []
  for (let page = 0; page < MOST_SCIM_PAGES; page++) {
    const answer = read(listOf(item), await client.get(where, { ...query, startIndex: String(all.length + 1), count: String(SCIM_PAGE) }, limits), `GET ${where}`)
    if (!answer.ok) return answer
    const { Resources: found, totalResults: total } = answer.value as { Resources: z.output<T>[]; totalResults?: number }
    all.push(...found)
    if (found.length === 0 || all.length >= (total ?? 0)) break
  }
  return success(all)
}

const quoted = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** The REST side of an audit (databricks.md section 5). Opening it sends nothing. */
export const openAuditWorkspace: OpenAuditWorkspace = (signIn, onRequest): AuditWorkspace => {
  const client = openRestClient(signIn, onRequest)
  const groupsAt = (directory: 'account' | 'workspace'): string => `${directory === 'account' ? ACCOUNT : SCIM}/Groups`
  return {
    me: (limits) => openWorkspace(signIn, onRequest).me(limits),
    async principal(kind, principal, limits) {
      const [resource, attribute] = kind === 'user' ? ['Users', 'userName'] : ['ServicePrincipals', 'applicationId']
      const found = await scimList(client, `${SCIM}/${resource}`, { filter: `${attribute} eq ${quoted(principal)}` }, PrincipalAnswer, limits)
      return map(found, (all) => all.map((one) => principalRecord(kind, one)).find((one) => one.principal.toLowerCase() === principal.toLowerCase()))
    },
    async servicePrincipalsCalled(displayName, limits) {
      const found = await scimList(client, `${SCIM}/ServicePrincipals`, { filter: `displayName eq ${quoted(displayName)}` }, PrincipalAnswer, limits)
      return map(found, (all) => all.map((one) => principalRecord('service-principal', one)))
    },
    async groups(directory, limits) {
      const found = await scimList(client, groupsAt(directory), directory === 'account' ? {} : { attributes: 'id,displayName,meta' }, GroupAnswer, limits)
      // What a list says about members may be incomplete: only the group itself tells.
      return map(found, (all) => all.map((one) => ({ ...groupRecord(directory, one), members: undefined })))
    },
    async group(directory, id, limits) {
      const answer = read(GroupAnswer, await client.get(`${groupsAt(directory)}/${path(id)}`, {}, limits), 'group')
      return map(answer, (one) => groupRecord(directory, { ...one, members: one.members ?? [] }))
    },
    async metastore(limits) {
      const answer = read(MetastoreAnswer, await client.get(`${UC}/metastore_summary`, {}, limits), 'metastore')
      return map(answer, (m) => ({ id: m.metastore_id, name: m.name ?? m.metastore_id, owner: m.owner, privilegeModel: m.privilege_model_version }))
    },
    async catalog(name, limits) {
      const answer = read(CatalogAnswer, await client.get(`${UC}/catalogs/${path(name)}`, { include_browse: 'true' }, limits), 'catalog')
      return map(answer, (c) => ({ name: c.name, owner: c.owner, type: c.catalog_type, isolation: c.isolation_mode }))
    },
    async bindings(catalog, limits) {
      const answer = read(BindingsAnswer, await client.get(`${UC}/bindings/catalog/${path(catalog)}`, {}, limits), 'bindings')
      return map(answer, (a) => a.bindings.map((one) => ({ workspaceId: one.workspace_id, readOnly: one.binding_type === 'BINDING_TYPE_READ_ONLY' })))
    },
    async warehouses(limits) {
      const all = await pages(client, '/api/2.0/sql/warehouses', {}, 'warehouses', WarehouseAnswer, limits)
      return map(all, (found) =>
        found.map((one) => ({
          id: one.id, name: one.name, state: one.state ?? 'UNKNOWN', size: one.cluster_size ?? '', serverless: one.enable_serverless_compute ?? false, autoStopMinutes: one.auto_stop_mins ?? 0,
        })),
      )
    },
    async warehousePermissions(id, limits) {
      return map(read(AclAnswer, await client.get(`/api/2.0/permissions/warehouses/${path(id)}`, {}, limits), 'warehouse permissions'), permissions)
    },
    async managedTokens({ principal, id }, limits) {
      const answer = read(TokensAnswer, await client.get('/api/2.0/token-management/tokens', {}, limits), 'tokens')
      // A token made on behalf of a service principal names its maker too: whose it is, its owner tells.
      const isTheirs = (token: z.output<typeof TokensAnswer>['token_infos'][number]): boolean =>
        token.owner_id !== undefined && id !== undefined ? String(token.owner_id) === id : token.created_by_username?.toLowerCase() === principal.toLowerCase()
      return map(answer, (a) => tokens({ token_infos: a.token_infos.filter(isTheirs) }))
    },
    async ownTokens(limits) {
      return map(read(TokensAnswer, await client.get('/api/2.0/token/list', {}, limits), 'token list'), tokens)
    },
    async oauthSecrets(principalId, limits) {
      const answer = read(SecretsAnswer, await client.get(`/api/2.0/accounts/servicePrincipals/${path(principalId)}/credentials/secrets`, {}, limits), 'OAuth secrets')
      return map(answer, (a) =>
        a.secrets.map((one) => ({
          id: one.id, createdAt: Date.parse(one.create_time ?? '') || 0, status: one.status ?? '',
          ...(one.expire_time === undefined || Number.isNaN(Date.parse(one.expire_time)) ? {} : { expiresAt: Date.parse(one.expire_time) }),
        })),
      )
    },
    async workspaceConf(keys, limits) {
      const Conf = z.record(z.string(), z.string().nullable())
      const answer = read(Conf, await client.get('/api/2.0/workspace-conf', { keys: keys.join(',') }, limits), 'workspace settings')
      return map(answer, (values) => Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, value]]))))
    },
    async ipAccessLists(limits) {
      const answer = read(IpListsAnswer, await client.get('/api/2.0/ip-access-lists', {}, limits), 'IP access lists')
      return map(answer, (a) =>
        a.ip_access_lists.map((one) => ({ label: one.label ?? '', type: one.list_type === 'BLOCK' ? ('BLOCK' as const) : ('ALLOW' as const), enabled: one.enabled ?? true, addresses: one.ip_addresses })),
      )
    },
    async catalogs(limits) {
      const all = await pages(client, `${UC}/catalogs`, LIST, 'catalogs', CatalogAnswer, limits)
      return map(all, (found) => found.map((c) => ({ name: c.name, owner: c.owner, type: c.catalog_type, isolation: c.isolation_mode })))
    },
    schemas: (catalog, limits) => pages(client, `${UC}/schemas`, { ...LIST, catalog_name: catalog }, 'schemas', SchemaAnswer, limits),
    async tables(catalog, schema, limits) {
      const all = await pages(client, `${UC}/tables`, { ...LIST, catalog_name: catalog, schema_name: schema, omit_properties: 'true' }, 'tables', TableAnswer, limits)
      return map(all, (found) => found.map(tableRecord))
    },
    async table(fullName, limits) {
      return map(read(TableAnswer, await client.get(`${UC}/tables/${path(fullName)}`, {}, limits), 'table'), tableRecord)
    },
    permissions: (type, fullName, limits) => pages(client, `${UC}/permissions/${path(type, fullName)}`, { max_results: '0' }, 'privilege_assignments', AssignmentAnswer, limits),
  }
}
