import { explain } from '#shared/diagnosis/explain'
import type { Input, Output } from '#shared/contract/contract'
import type { SignInRole } from '#shared/discovery/discovery'
import { type Outcome, type Result, failed, success } from '#shared/result'
import { bounded } from '../bounded'
import type { CallLimits } from '../ports/call'
import type { Ports } from '../ports/ports'
import type { Workspace } from '../ports/workspace'
import type { OpenedProfile, ProfileAccess } from '../profiles/sign-in'
import { type SqlRoute, openSqlRoute } from '../sql-route'
import { catalogsBySql, schemasBySql, tablesBySql } from './by-sql'
import { warehousesWithRights } from './warehouse-rights'

const LIST_MS = 60_000

interface Question<T> {
  profileId: string
  role: SignInRole
  wake: boolean
  /** Names for the diagnosis. */
  about?: { catalog?: string; schema?: string }
  rest: (workspace: Workspace, limits: CallLimits) => Promise<Outcome<T[]>>
  sql?: (route: SqlRoute) => Promise<Result<T[]>>
}
type Listed<T> = { items: T[]; route: 'rest' | 'sql'; remark?: string }

/**
 * What a sign-in can see. REST first; where it is refused (a scope, a missing right) by SQL, if that wakes no warehouse or
 * waking is allowed. Which way it went is always said.
 */
export function createDiscovery({ ports, access, signal }: { ports: Ports; access: ProfileAccess; signal: AbortSignal }) {
  async function ask<T>({ profileId, role, wake, about, rest, sql }: Question<T>): Promise<Result<Listed<T>>> {
    const opened = await access.open(profileId, role)
    if (!opened.ok) return opened
    const workspace = ports.openWorkspace(opened.value.signIn)
    const listed = await bounded(ports.clock, 'discovery', { signal, timeoutMs: LIST_MS }, (limits) => rest(workspace, limits))
    if (listed.ok) return success({ items: listed.value, route: 'rest' })
    const { host, port } = opened.value.signIn
    const diagnosis = explain(listed.failure, { host, port, ...about })
    // A bad token, a dead network or a wrong host answer SQL no better.
    if (!sql || listed.failure.status !== 403 || diagnosis.category === 'token_invalid' || diagnosis.category === 'token_expired' || diagnosis.category === 'ip_blocked') {
      return failed(diagnosis)
    }
    return bySql(opened.value, workspace, wake, sql, diagnosis.title)
  }

  async function bySql<T>(opened: OpenedProfile, workspace: Workspace, wake: boolean, sql: (route: SqlRoute) => Promise<Result<T[]>>, why: string): Promise<Result<Listed<T>>> {
    const route = await openSqlRoute(ports, opened, workspace, { wake, signal })
    if (!route.ok) return route
    try {
      const items = await sql(route.value)
      return items.ok ? success({ items: items.value, route: 'sql', remark: `Asked by SQL, because REST refused: ${why}.` }) : items
    } finally {
      route.value.close()
    }
  }

  return {
    warehouses: ({ profileId, role }: Input<'discover.warehouses'>): Promise<Result<Output<'discover.warehouses'>>> =>
      ask({ profileId, role, wake: false, rest: warehousesWithRights }),
    catalogs: ({ profileId, role, wakeWarehouse }: Input<'discover.catalogs'>): Promise<Result<Output<'discover.catalogs'>>> =>
      ask({ profileId, role, wake: wakeWarehouse, rest: (workspace, limits) => workspace.listCatalogs(limits), sql: catalogsBySql }),
    schemas: ({ profileId, role, wakeWarehouse, catalog }: Input<'discover.schemas'>): Promise<Result<Output<'discover.schemas'>>> =>
      ask({ profileId, role, wake: wakeWarehouse, about: { catalog }, rest: (workspace, limits) => workspace.listSchemas(catalog, limits), sql: (route) => schemasBySql(route, catalog) }),
    tables: ({ profileId, role, wakeWarehouse, catalog, schema }: Input<'discover.tables'>): Promise<Result<Output<'discover.tables'>>> =>
      ask({
        profileId,
        role,
        wake: wakeWarehouse,
        about: { catalog, schema },
        rest: (workspace, limits) => workspace.listTables(catalog, schema, limits),
        sql: (route) => tablesBySql(route, catalog, schema),
      }),
  }
}
