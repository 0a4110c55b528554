import type { NetworkProbes, OpenSqlSession, OpenWorkspace, SqlResult, Workspace } from '../../src/main/core/ports/workspace'
import type { FailureSignal } from '../../src/shared/diagnosis/diagnosis'
import type { WarehouseInfo } from '../../src/shared/discovery/discovery'
import { type Outcome, failure, success } from '../../src/shared/result'

export const WAREHOUSE_ID = '0123456789abcdef'
export const PRINCIPAL = '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001'

export const runningWarehouse: WarehouseInfo = { id: WAREHOUSE_ID, name: 'Shop warehouse', state: 'RUNNING', size: '2X-Small', type: 'serverless', httpPath: `/sql/1.0/warehouses/${WAREHOUSE_ID}` }

/** Real texts of refusals, as the reference records them. */
export const REFUSALS = {
  badToken: { status: 403, errorCode: '403', message: 'Invalid access token.' },
  scope: { status: 403, errorCode: '403', message: 'Provided access token does not have required scopes: unity-catalog' },
  noWarehouse: { status: 403, errorCode: 'PERMISSION_DENIED', message: 'You do not have permission to use the SQL Warehouse. Please contact your administrator.' },
  noUseCatalog: { sqlState: '42501', errorCode: 'INSUFFICIENT_PERMISSIONS', message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have USE CATALOG on Catalog 'retail'. SQLSTATE: 42501" },
  noUseSchema: { sqlState: '42501', errorCode: 'INSUFFICIENT_PERMISSIONS', message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have USE SCHEMA on Schema 'retail.sales'. SQLSTATE: 42501" },
  noSelect: { sqlState: '42501', errorCode: 'INSUFFICIENT_PERMISSIONS', message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have SELECT on Table 'retail.sales.orders'. SQLSTATE: 42501" },
  forbidden: { status: 403, errorCode: 'PERMISSION_DENIED', message: 'User does not have MANAGE on Schema.' },
  dns: { errorCode: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND dbc-a1b2c3d4-e5f6.cloud.databricks.com' },
} satisfies Record<string, FailureSignal>

export const rows = (columns: string[], ...values: unknown[][]): SqlResult => ({ columns, rows: values })
export const refused = (signal: FailureSignal) => async () => failure(signal)
const answer = <T>(value: T) => async () => success(value)

/** The REST side of a healthy little workspace; every method can be replaced. */
export function fakeWorkspace(changes: Partial<Workspace> = {}): Workspace {
  return {
    me: answer({ userName: PRINCIPAL, displayName: 'CleverTap importer', kind: 'service-principal' as const, active: true, groups: [], entitlements: ['databricks-sql-access'] }),
    listTokens: answer([]),
    listWarehouses: answer([runningWarehouse]),
    getWarehouse: answer(runningWarehouse),
    startWarehouse: answer(undefined),
    warehousePermissions: refused(REFUSALS.forbidden),
    currentMetastore: answer({ metastoreId: 'm' }),
    listCatalogs: answer([{ name: 'retail', browseOnly: false }]),
    getCatalog: answer({ name: 'retail', owner: 'data platform', browseOnly: false }),
    listSchemas: answer([{ name: 'sales', browseOnly: false }]),
    getSchema: answer({ name: 'sales', owner: 'data platform', browseOnly: false }),
    listTables: answer([]),
    permissions: refused(REFUSALS.forbidden),
    effectivePermissions: refused(REFUSALS.forbidden),
    ...changes,
  }
}

export interface FakeSql {
  open: OpenSqlSession
  /** Every statement in the order it arrived. */
  statements: string[]
  opened: number
  closed: number
}

type Reply = SqlResult | FailureSignal | (() => Promise<Outcome<SqlResult>>)

/** A SQL session that answers by the first pattern found in the statement. */
export function fakeSql(replies: Record<string, Reply> = {}, opening?: FailureSignal): FakeSql {
  const all: Record<string, Reply> = {
    ...replies,
    'session_user()': replies['session_user()'] ?? rows(['principal'], [PRINCIPAL]),
    'SHOW SCHEMAS': replies['SHOW SCHEMAS'] ?? rows(['databaseName'], ['information_schema'], ['sales']),
    'SHOW TABLES': replies['SHOW TABLES'] ?? rows(['database', 'tableName', 'isTemporary'], ['sales', 'orders', false], ['sales', 'order-lines', false]),
    'LIMIT 1': replies['LIMIT 1'] ?? rows(['secret_column'], ['a-value-nobody-may-see']),
  }
  const sql: FakeSql = {
    statements: [],
    opened: 0,
    closed: 0,
    async open() {
      if (opening) return failure(opening)
      sql.opened++
      const query = async (statement: string): Promise<Outcome<SqlResult>> => {
        sql.statements.push(statement)
        const reply = Object.entries(all).find(([pattern]) => statement.includes(pattern))?.[1]
        if (reply === undefined) return failure({ sqlState: '42601', message: `[PARSE_SYNTAX_ERROR] Syntax error at or near '${statement}'. SQLSTATE: 42601` })
        if (typeof reply === 'function') return reply()
        return 'rows' in reply ? success(reply) : failure(reply)
      }
      return success({
        query,
        async stream(statement, _limits, take) {
          const answer = await query(statement)
          if (answer.ok) take(answer.value.columns, answer.value.rows)
          return answer.ok ? success({ fetches: 1 }) : answer
        },
        async close() {
          sql.closed++
        },
      })
    },
  }
  return sql
}

export const fakeProbes = (changes: Partial<NetworkProbes> = {}): NetworkProbes => ({
  resolve: answer({ addresses: ['203.0.113.7'] }),
  connect: answer({ remoteAddress: '203.0.113.7:443' }),
  handshake: answer({ protocol: 'TLSv1.3', subject: '*.cloud.databricks.com', issuer: 'A public CA', validTo: '2027-01-01' }),
  ...changes,
})

export const opens = (workspace: Workspace): OpenWorkspace => () => workspace
/** A call that never answers and never notices that it was given up. */
export const neverAnswers = <T>() => new Promise<Outcome<T>>(() => {})
