import type IDBSQLSession from '@databricks/sql/dist/contracts/IDBSQLSession'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf, sandboxForTest, type TestSandbox } from './sandbox-support'

describe('the real driver over TLS', () => {
  let sandbox: TestSandbox
  let session: IDBSQLSession
  let close: () => Promise<void>
  beforeAll(async () => {
    sandbox = await sandboxForTest()
    ;({ session, close } = await sandbox.session())
  }, 60_000)
  afterAll(async () => {
    await close()
    await sandbox.close()
  })

  test('reads values of every kind', async () => {
    const [row] = await rowsOf(session, `SELECT true AS b, CAST(1 AS TINYINT) AS t, CAST(-2 AS SMALLINT) AS s, 3 AS i, CAST(-4 AS BIGINT) AS l, CAST(1.5 AS FLOAT) AS f, CAST(2.5 AS DOUBLE) AS d,
      CAST(-12.5 AS DECIMAL(10,2)) AS amount, 'Zoë' AS text, DATE'2024-02-29' AS day, TIMESTAMP'2024-02-29 12:34:56.789' AS at, NULL AS nothing, CAST(NULL AS BIGINT) AS no_number`)
    expect(row).toEqual({
      b: true, t: 1, s: -2, i: 3, l: -4, f: 1.5, d: 2.5, amount: -12.5, text: 'Zoë', day: new Date('2024-02-29T00:00:00Z'), at: new Date('2024-02-29T12:34:56.789Z'), nothing: null, no_number: null,
    })
  })

  test('reads arrays, maps and structs', async () => {
    const [row] = await rowsOf(session, `SELECT array(1, 2, 3) AS list, map('k', 1) AS pairs, named_struct('x', 1, 'y', 'z') AS parts`)
    expect(JSON.parse(JSON.stringify(row))).toEqual({ list: [1, 2, 3], pairs: { k: 1 }, parts: { x: 1, y: 'z' } })
  })

  test('names the columns of SHOW as Databricks does', async () => {
    expect(await rowsOf(session, 'SHOW CATALOGS')).toContainEqual({ catalog: sandbox.ready.catalog })
    expect(await rowsOf(session, `SHOW SCHEMAS IN ${sandbox.ready.catalog}`)).toContainEqual({ databaseName: sandbox.ready.schema })
    expect(Object.keys((await rowsOf(session, `SHOW TABLES IN ${sandbox.ready.catalog}.${sandbox.ready.schema}`))[0] ?? {})).toEqual(['database', 'tableName', 'isTemporary'])
  })

  test('reads the same table with and without Arrow', async () => {
    const sql = `SELECT * FROM ${sandbox.ready.catalog}.${sandbox.ready.schema}.customers ORDER BY 1`
    const arrow = await rowsOf(session, sql)
    const operation = await session.executeStatement(sql, { useCloudFetch: false, useLZ4Compression: false })
    expect(arrow.length).toBeGreaterThan(10)
    expect(await operation.fetchAll()).toEqual(arrow)
    await operation.close()
  })

  test('fetches page by page', async () => {
    const operation = await session.executeStatement('SELECT id FROM range(0, 25) AS t(id) ORDER BY id', { maxRows: 10 })
    const pages: number[] = []
    do pages.push((await operation.fetchChunk({ maxRows: 10, disableBuffering: true })).length)
    while (await operation.hasMoreRows())
    await operation.close()
    expect(pages.reduce((sum, count) => sum + count, 0)).toBe(25)
  })

  test('takes parameters by name and by place', async () => {
    expect(await rowsOf(session, 'SELECT :n AS n, :t AS t', { namedParameters: { n: 7, t: "it's" } })).toEqual([{ n: 7, t: "it's" }])
    expect(await rowsOf(session, "SELECT ? AS n, '?' AS mark", { ordinalParameters: [7] })).toEqual([{ n: 7, mark: '?' }])
  })

  test('answers the metadata calls', async () => {
    const { catalog: catalogName, schema: schemaName } = sandbox.ready
    const names = async (operation: Promise<{ fetchAll(): Promise<object[]>; close(): Promise<unknown> }>, column: string): Promise<unknown[]> => {
      const ready = await operation
      const rows = (await ready.fetchAll()) as Record<string, unknown>[]
      await ready.close()
      return rows.map((row) => row[column])
    }
    expect(await names(session.getCatalogs(), 'TABLE_CAT')).toContain(catalogName)
    expect(await names(session.getSchemas({ catalogName, schemaName: 'customer\\_%' }), 'TABLE_SCHEM')).toEqual([schemaName])
    expect(await names(session.getTables({ catalogName, schemaName, tableName: 'customers' }), 'TABLE_TYPE')).toEqual(['TABLE'])
    expect(await names(session.getTables({ catalogName, schemaName, tableTypes: ['VIEW'] }), 'TABLE_TYPE')).not.toContain('TABLE')
    expect(await names(session.getColumns({ catalogName, schemaName, tableName: 'customers' }), 'COLUMN_NAME')).toContain('email')
    expect(await names(session.getTableTypes(), 'TABLE_TYPE')).toContain('VIEW')
    expect(await names(session.getTypeInfo(), 'TYPE_NAME')).toContain('DECIMAL')
    expect(await names(session.getFunctions({ functionName: '%' }), 'FUNCTION_NAME')).toEqual([])
    expect(await names(session.getPrimaryKeys({ catalogName, schemaName, tableName: 'customers' }), 'COLUMN_NAME')).toEqual([])
    expect((await session.getInfo(17)).getValue()).toBe('Spark SQL')
  })

  test('tells why a statement failed, and goes on', async () => {
    await expect(rowsOf(session, 'SELECT * FROM no_such_catalog.a.b')).rejects.toThrow(/NO_SUCH_CATALOG_EXCEPTION.*SQLSTATE: 42704/s)
    await expect(rowsOf(session, 'SELEC 1')).rejects.toThrow(/\[PARSE_SYNTAX_ERROR\] Syntax error at or near 'SELEC'\. SQLSTATE: 42601 \(line 1, pos 0\)/)
    expect(await rowsOf(session, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('keeps what USE sets in the session', async () => {
    await rowsOf(session, `USE CATALOG ${sandbox.ready.catalog}`)
    await rowsOf(session, 'USE SCHEMA default')
    expect(await rowsOf(session, 'SELECT current_schema() AS s')).toEqual([{ s: 'default' }])
  })

  test('works with telemetry on', async () => {
    const other = await sandbox.session('clevertap', { telemetry: true })
    expect(await rowsOf(other.session, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await other.close()
  })

  test('works on the old path, with the workspace in the query', async () => {
    const other = await sandbox.session('clevertap', { path: `/sql/1.0/endpoints/${sandbox.warehouse()}?o=${sandbox.state.workspaceId}` })
    expect(await rowsOf(other.session, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await other.close()
  })

  test.each([
    ['expired', 401, 'Token is expired'],
    ['no-scope', 403, 'required scopes: sql'],
    ['no-entitlement', 403, 'databricks-sql-access entitlement'],
    ['no-warehouse', 403, 'not authorized to use this SQL Endpoint'],
    ['disabled', 403, 'Unauthorized access to Org'],
  ])('refuses the token %s', async (identity, statusCode, reason) => {
    const error = await sandbox.session(identity).then(() => undefined, (thrown: unknown) => thrown as { statusCode: number; response: { headers: Map<string, string> } })
    expect(error?.statusCode).toBe(statusCode)
    const told = ['x-databricks-reason-phrase', 'x-databricks-error-or-redirect-message'].map((name) => error?.response.headers.get(name) ?? '').join(' ')
    expect(told).toContain(reason)
  })

  test('the token that Databricks recommends for SQL tools is enough', async () => {
    const other = await sandbox.session('sql-scope')
    expect((await rowsOf(other.session, 'SELECT session_user() AS me'))[0]?.me).toBe((await sandbox.call('GET', '/api/2.0/preview/scim/v2/Me', { as: 'sql-scope' })).json.userName)
    await other.close()
  })
})
