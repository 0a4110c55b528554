import { z } from 'zod'
import type { CatalogInfo, SchemaInfo, TableInfo, WarehouseInfo } from '#shared/discovery/discovery'
import { WarehouseState } from '#shared/discovery/discovery'
import type { Outcome } from '#shared/result'
import { failure, success } from '#shared/result'
import type { CallLimits } from '../../core/ports/call'
import type { SignIn, Workspace } from '../../core/ports/workspace'
import { deadlineSignal } from './limits'
import { type Answer, openRestClient, type RestClient } from './rest-client'

/** Unity Catalog lists: a page may be empty and still have a successor (section 5.4); this bounds a server gone mad. */
const MAX_PAGES = 2000

export const text = z.string().optional().nullable().transform((value) => value ?? undefined)
export const list = <T extends z.ZodType>(item: T) => z.array(item).optional().nullable().transform((value) => value ?? [])

const MeAnswer = z.object({
  userName: z.string(),
  displayName: text,
  active: z.boolean().optional(),
  groups: list(z.object({ display: text, value: text })),
  entitlements: list(z.object({ value: z.string() })),
})
const TokenListAnswer = z.object({
  token_infos: list(z.object({ token_id: z.string(), comment: text, creation_time: z.number().optional(), expiry_time: z.number().optional(), scopes: z.array(z.string()).optional() })),
})
const WarehouseAnswer = z.object({
  id: z.string(),
  name: z.string(),
  state: text,
  cluster_size: text,
  warehouse_type: text,
  enable_serverless_compute: z.boolean().optional(),
  auto_stop_mins: z.union([z.number(), z.string().transform(Number)]).optional(),
  odbc_params: z.object({ path: text }).optional(),
  health: z.object({ status: text, message: text, summary: text }).optional().nullable(),
})
const PermissionsAnswer = z.object({
  access_control_list: list(
    z.object({ user_name: text, group_name: text, service_principal_name: text, all_permissions: list(z.object({ permission_level: z.string() })) }),
  ),
})
const CatalogAnswer = z.object({ name: z.string(), owner: text, catalog_type: text, isolation_mode: text, browse_only: z.boolean().optional(), comment: text })
const SchemaAnswer = z.object({ name: z.string(), owner: text, browse_only: z.boolean().optional(), comment: text })
const TableAnswer = z.object({ name: z.string(), table_type: text, data_source_format: text, owner: text, browse_only: z.boolean().optional() })
const AssignmentAnswer = z.object({ principal: z.string(), privileges: list(z.string()) })
const EffectiveAnswer = z.object({
  principal: z.string(),
  privileges: list(z.object({ privilege: z.string(), inherited_from_type: text, inherited_from_name: text })),
})

export const isUuid = (value: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
export const path = (...parts: string[]): string => parts.map(encodeURIComponent).join('/')

export function read<T>(schema: z.ZodType<T>, outcome: Outcome<Answer>, what: string): Outcome<T> {
  if (!outcome.ok) return outcome
  const parsed = schema.safeParse(outcome.value.body)
  return parsed.success ? success(parsed.data) : failure({ errorCode: 'UNEXPECTED_ANSWER', message: `${what}: the answer has an unexpected form.` })
}

export function map<A, B>(outcome: Outcome<A>, change: (value: A) => B): Outcome<B> {
  return outcome.ok ? success(change(outcome.value)) : outcome
}

/** All pages of a list, within one deadline. `key` holds the items, which are validated one by one. */
export async function pages<T>(client: RestClient, where: string, query: Record<string, string | undefined>, key: string, item: z.ZodType<T>, limits: CallLimits): Promise<Outcome<T[]>> {
  const Page = z.object({ [key]: list(item), next_page_token: text }) as unknown as z.ZodType<Record<string, T[]> & { next_page_token?: string }>
  const endsAt = Date.now() + limits.timeoutMs
  const all: T[] = []
  let token: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const timeoutMs = endsAt - Date.now()
    if (timeoutMs <= 0) return failure(deadlineSignal(limits.timeoutMs, `GET ${where}`))
    const outcome: Outcome<Record<string, T[]> & { next_page_token?: string }> = read(Page, await client.get(where, { ...query, page_token: token }, { signal: limits.signal, timeoutMs }), `GET ${where}`)
    if (!outcome.ok) return outcome
    all.push(...(outcome.value[key] ?? []))
    const next = outcome.value.next_page_token
    if (next === undefined || next === '') return success(all)
    if (next === token) break
    token = next
  }
  return failure({ errorCode: 'ENDLESS_LIST', message: `GET ${where}: the list does not end.` })
}

function warehouse(answer: z.output<typeof WarehouseAnswer>): WarehouseInfo {
  const state = WarehouseState.safeParse(answer.state)
  const kind = answer.enable_serverless_compute === true ? 'serverless' : answer.warehouse_type === 'PRO' ? 'pro' : answer.warehouse_type === 'CLASSIC' ? 'classic' : 'unknown'
  const health = [answer.health?.status === 'HEALTHY' ? undefined : answer.health?.status, answer.health?.summary ?? answer.health?.message].filter((part) => part !== undefined && part !== '')
  return {
    id: answer.id,
    name: answer.name,
    state: state.success ? state.data : 'UNKNOWN',
    size: answer.cluster_size ?? '',
    type: kind,
    ...(answer.auto_stop_mins === undefined || Number.isNaN(answer.auto_stop_mins) ? {} : { autoStopMinutes: answer.auto_stop_mins }),
    httpPath: answer.odbc_params?.path ?? `/sql/1.0/warehouses/${answer.id}`,
    ...(health.length > 0 ? { health: health.join(': ') } : {}),
  }
}
const catalog = (a: z.output<typeof CatalogAnswer>): CatalogInfo => ({ name: a.name, owner: a.owner, type: a.catalog_type, isolationMode: a.isolation_mode, browseOnly: a.browse_only ?? false, comment: a.comment })
const schema = (a: z.output<typeof SchemaAnswer>): SchemaInfo => ({ name: a.name, owner: a.owner, browseOnly: a.browse_only ?? false, comment: a.comment })
const table = (a: z.output<typeof TableAnswer>): TableInfo => ({ name: a.name, type: a.table_type, format: a.data_source_format, owner: a.owner, browseOnly: a.browse_only ?? false })

const UC = '/api/2.1/unity-catalog'
const LIST = { max_results: '0', include_browse: 'true' }

/** The REST side of a workspace (section 5 of the reference). Opening it sends nothing. */
export const openWorkspace = (signIn: SignIn, onRequest?: () => void): Workspace => openWorkspaceWith(openRestClient(signIn, onRequest))

/** The same over a client that is there already. */
export function openWorkspaceWith(client: RestClient): Workspace {
  return {
    async me(limits) {
      const answer = await client.get('/api/2.0/preview/scim/v2/Me', {}, limits)
      const me = read(MeAnswer, answer, 'SCIM Me')
      const workspaceId = answer.ok ? answer.value.header('x-databricks-org-id') : undefined
      return map(me, (m) => ({
        userName: m.userName,
        displayName: m.displayName,
        kind: isUuid(m.userName) ? ('service-principal' as const) : ('user' as const),
        active: m.active,
        groups: m.groups.flatMap((group) => group.display ?? []),
        entitlements: m.entitlements.map((entitlement) => entitlement.value),
        ...(workspaceId === undefined ? {} : { workspaceId }),
      }))
    },
    async listTokens(limits) {
      const answer = read(TokenListAnswer, await client.get('/api/2.0/token/list', {}, limits), 'token list')
      return map(answer, (a) => a.token_infos.map((t) => ({ tokenId: t.token_id, comment: t.comment, createdAt: t.creation_time, expiresAt: t.expiry_time, scopes: t.scopes })))
    },
    async listWarehouses(limits) {
      const all = await pages(client, '/api/2.0/sql/warehouses', {}, 'warehouses', WarehouseAnswer, limits)
      return map(all, (warehouses) => warehouses.map(warehouse))
    },
    async getWarehouse(id, limits) {
      return map(read(WarehouseAnswer, await client.get(`/api/2.0/sql/warehouses/${path(id)}`, {}, limits), 'SQL warehouse'), warehouse)
    },
    async startWarehouse(id, limits) {
      return map(await client.post(`/api/2.0/sql/warehouses/${path(id)}/start`, {}, limits), () => undefined)
    },
    async warehousePermissions(id, limits) {
      const answer = read(PermissionsAnswer, await client.get(`/api/2.0/permissions/warehouses/${path(id)}`, {}, limits), 'warehouse permissions')
      return map(answer, (a) =>
        a.access_control_list.map((entry) => ({
          principal: entry.service_principal_name ?? entry.user_name ?? entry.group_name ?? '',
          levels: entry.all_permissions.map((permission) => permission.permission_level),
        })),
      )
    },
    async currentMetastore(limits) {
      const Metastore = z.object({ metastore_id: z.string(), workspace_id: z.union([z.string(), z.number().transform(String)]).optional() })
      return map(read(Metastore, await client.get(`${UC}/current-metastore-assignment`, {}, limits), 'metastore'), (m) => ({ metastoreId: m.metastore_id, workspaceId: m.workspace_id }))
    },
    async listCatalogs(limits) {
      return map(await pages(client, `${UC}/catalogs`, LIST, 'catalogs', CatalogAnswer, limits), (all) => all.map(catalog))
    },
    async getCatalog(name, limits) {
      return map(read(CatalogAnswer, await client.get(`${UC}/catalogs/${path(name)}`, { include_browse: 'true' }, limits), 'catalog'), catalog)
    },
    async listSchemas(catalogName, limits) {
      return map(await pages(client, `${UC}/schemas`, { ...LIST, catalog_name: catalogName }, 'schemas', SchemaAnswer, limits), (all) => all.map(schema))
    },
    async getSchema(catalogName, schemaName, limits) {
      return map(read(SchemaAnswer, await client.get(`${UC}/schemas/${path(`${catalogName}.${schemaName}`)}`, { include_browse: 'true' }, limits), 'schema'), schema)
    },
    async listTables(catalogName, schemaName, limits) {
      const query = { ...LIST, catalog_name: catalogName, schema_name: schemaName, omit_columns: 'true', omit_properties: 'true' }
      return map(await pages(client, `${UC}/tables`, query, 'tables', TableAnswer, limits), (all) => all.map(table))
    },
    async permissions(type, fullName, limits) {
      return pages(client, `${UC}/permissions/${path(type, fullName)}`, { max_results: '0' }, 'privilege_assignments', AssignmentAnswer, limits)
    },
    async effectivePermissions(type, fullName, principal, limits) {
      const all = await pages(client, `${UC}/effective-permissions/${path(type, fullName)}`, { max_results: '0', principal }, 'privilege_assignments', EffectiveAnswer, limits)
      return map(all, (assignments) =>
        assignments.map((a) => ({
          principal: a.principal,
          privileges: a.privileges.map((p) => ({ privilege: p.privilege, inheritedFromType: p.inherited_from_type, inheritedFromName: p.inherited_from_name })),
        })),
      )
    },
  }
}
