import { afterAll, describe, expect, it, vi } from 'vitest'
import { testWorkspace } from './test-workspace'

// The first query loads the translator, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
const work = testWorkspace()
afterAll(() => work.engine.close())

const denied = (right: string): string => `[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have ${right}. SQLSTATE: 42501`

describe('who may read retail.customer_data.customers', () => {
  const table: [key: string, outcome: string][] = [
    ['admin', 'ok'],
    ['engineer', 'ok'],
    ['clevertap', 'ok'],
    ['person', 'ok'],
    ['excessive', 'ok'],
    ['via-hidden-group', 'ok'],
    ['no-warehouse', 'ok'],
    ['no-select', denied("SELECT on Table 'retail.customer_data.customers'")],
    ['no-use-schema', denied("USE SCHEMA on Schema 'retail.customer_data'")],
    ['no-use-catalog', denied("USE CATALOG on Catalog 'retail'")],
    ['empty-schema', denied("USE SCHEMA on Schema 'retail.customer_data'")],
  ]
  it.each(table)('%s', async (key, expected) => {
    const outcome = await work.run(key, 'SELECT * FROM retail.customer_data.customers LIMIT 1')
    expect(outcome.ok ? 'ok' : outcome.failure.message).toBe(expected)
    if (outcome.ok) expect(outcome.result.rows).toHaveLength(1)
  })
})

describe('refusals', () => {
  it('names what is missing in the order catalog, schema, table', async () => {
    const missing = [
      ['SELECT * FROM nope.a.b', 'NO_SUCH_CATALOG_EXCEPTION', '42704'],
      ['SELECT * FROM retail.nope.b', 'TABLE_OR_VIEW_NOT_FOUND', '42P01'],
      ['SELECT * FROM retail.customer_data.nope', 'TABLE_OR_VIEW_NOT_FOUND', '42P01'],
      ['SHOW TABLES IN retail.nope', 'SCHEMA_NOT_FOUND', '42704'],
      ['USE SCHEMA retail.nope', 'SCHEMA_NOT_FOUND', '42704'],
      ['SHOW SCHEMAS IN nope', 'NO_SUCH_CATALOG_EXCEPTION', '42704'],
      ['SELECT * FROM hive_metastore.default.t', 'UC_HIVE_METASTORE_DISABLED_EXCEPTION', '0A000'],
    ] as const
    for (const [sql, errorClass, sqlState] of missing) {
      const outcome = await work.run('clevertap', sql)
      expect(outcome.ok ? 'ok' : [outcome.failure.errorClass, outcome.failure.sqlState], sql).toEqual([errorClass, sqlState])
      if (!outcome.ok) expect(outcome.failure.message).toContain(`[${errorClass}]`)
    }
  })

  it('does not tell someone without USE whether a schema or table exists', async () => {
    expect(await work.verdict('no-use-catalog', 'SELECT * FROM retail.nope.nope')).toBe('INSUFFICIENT_PERMISSIONS')
    expect(await work.verdict('no-use-schema', 'SELECT * FROM retail.customer_data.nope')).toBe('INSUFFICIENT_PERMISSIONS')
  })

  it('keeps a catalog that is bound elsewhere closed even for its owner', async () => {
    const outcome = await work.run('admin', 'SELECT * FROM finance.ledger.journal')
    expect(outcome).toMatchObject({ ok: false, failure: { message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nCatalog 'finance' is not accessible in current workspace SQLSTATE: 42501" } })
  })

  it('reads a view with the rights of its owner, and only those', async () => {
    expect(await work.verdict('clevertap', 'SELECT * FROM retail.sales.ledger LIMIT 1')).toBe('INSUFFICIENT_PERMISSIONS')
    expect(await work.verdict('clevertap', 'SELECT * FROM retail.customer_data.net_sales LIMIT 1')).toBe('ok')
    const own = testWorkspace()
    const view = own.state.tables.find(({ name }) => name === 'net_sales')
    if (view) view.owner = own.context('clevertap').principal
    expect(await own.verdict('clevertap', 'SELECT * FROM retail.customer_data.net_sales')).toBe('INSUFFICIENT_PERMISSIONS')
    await own.engine.close()
  })

  it('checks tables wherever they are named', async () => {
    const hidden = 'retail.sales.ledger'
    for (const sql of [
      `WITH x AS (SELECT * FROM ${hidden}) SELECT 1 FROM x`,
      `SELECT (SELECT max(net_amount) FROM ${hidden})`,
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM ${hidden})`,
      `SELECT 1 UNION ALL SELECT entry_id FROM ${hidden}`,
      `SELECT * FROM customers c JOIN ${hidden} l ON l.entry_id = c.customer_id`,
      `SELECT * FROM (customers c JOIN ${hidden} l ON l.entry_id = c.customer_id)`,
      `SELECT * FROM customers WHERE customer_id IN (SELECT entry_id FROM ${hidden})`,
      `TABLE ${hidden}`,
      `SELECT * FROM IDENTIFIER('${hidden}')`,
      `DESCRIBE QUERY SELECT * FROM ${hidden}`,
      `SELECT * FROM customers ORDER BY (SELECT max(entry_id) FROM ${hidden})`,
    ]) {
      expect(await work.verdict('clevertap', sql), sql).toBe('INSUFFICIENT_PERMISSIONS')
    }
  })
})

describe('what never reaches the embedded engine', () => {
  const refused: [sql: string, errorClass: string][] = [
    ["SELECT * FROM read_text('/etc/passwd')", 'UNRESOLVABLE_TABLE_VALUED_FUNCTION'],
    ["SELECT * FROM READ_CSV('/etc/passwd')", 'UNRESOLVABLE_TABLE_VALUED_FUNCTION'],
    ["SELECT * FROM glob('/*') g", 'UNRESOLVABLE_TABLE_VALUED_FUNCTION'],
    ['SELECT * FROM duckdb_settings()', 'UNRESOLVABLE_TABLE_VALUED_FUNCTION'],
    ["SELECT * FROM customers JOIN LATERAL read_blob('/etc/passwd') ON true", 'UNRESOLVABLE_TABLE_VALUED_FUNCTION'],
    ["SELECT * FROM '/etc/passwd'", 'TABLE_OR_VIEW_NOT_FOUND'],
    ['SELECT * FROM `/etc/passwd`', 'TABLE_OR_VIEW_NOT_FOUND'],
    ['SELECT * FROM csv.`/etc/passwd`', 'INSUFFICIENT_PERMISSIONS'],
    ['SELECT * FROM duckdb_tables', 'TABLE_OR_VIEW_NOT_FOUND'],
    ['SELECT * FROM uc.t1', 'TABLE_OR_VIEW_NOT_FOUND'],
    ['SELECT * FROM pg_catalog.pg_class', 'TABLE_OR_VIEW_NOT_FOUND'],
    ["SELECT getenv('HOME')", 'UNRESOLVED_ROUTINE'],
    ["SELECT current_setting('threads')", 'UNRESOLVED_ROUTINE'],
    ['SELECT list_value(1)', 'UNRESOLVED_ROUTINE'],
    ["SELECT strftime(now(), '%Y')", 'UNRESOLVED_ROUTINE'],
    ['SELECT arg_max(city, customer_id) FROM customers', 'UNRESOLVED_ROUTINE'],
    ["SELECT system.main.read_text('/etc/passwd')", 'UNRESOLVED_ROUTINE'],
    ['SELECT zip_with(array(1), array(2), (a, b) -> a)', 'UNSUPPORTED_FEATURE.SANDBOX'],
    ["SELECT lpad('x', 2000000000, 'y')", 'UNSUPPORTED_FEATURE.SANDBOX'],
    ['SELECT array_repeat(1, 1000000000)', 'UNSUPPORTED_FEATURE.SANDBOX'],
    ["SELECT sequence(timestamp'0001-01-01 00:00:00', timestamp'9999-01-01 00:00:00', INTERVAL 1 SECOND)", 'UNSUPPORTED_FEATURE.SANDBOX'],
    ["COPY customers TO '/tmp/x'", 'PARSE_SYNTAX_ERROR'],
    ["ATTACH '/tmp/x' AS y", 'PARSE_SYNTAX_ERROR'],
    ['INSTALL httpfs', 'PARSE_SYNTAX_ERROR'],
    ['LOAD httpfs', 'PARSE_SYNTAX_ERROR'],
    ['PRAGMA version', 'PARSE_SYNTAX_ERROR'],
    ["EXPORT DATABASE '/tmp/x'", 'PARSE_SYNTAX_ERROR'],
    ['SELECT 1; SELECT 2', 'PARSE_SYNTAX_ERROR'],
    ['SELECT 1; DROP SCHEMA retail.sales CASCADE', 'PARSE_SYNTAX_ERROR'],
    ['SELECT 1 INTO x', 'PARSE_SYNTAX_ERROR'],
    ['', 'PARSE_SYNTAX_ERROR'],
    ["CREATE TABLE x (a INT) LOCATION '/tmp/x'", 'UNSUPPORTED_FEATURE.SANDBOX'],
    ["CREATE TABLE x AS SELECT * FROM read_text('/etc/passwd')", 'UNRESOLVABLE_TABLE_VALUED_FUNCTION'],
    ["INSERT INTO customers SELECT * FROM read_text('/etc/passwd')", 'UNRESOLVABLE_TABLE_VALUED_FUNCTION'],
    ["INSERT OVERWRITE DIRECTORY '/tmp/x' SELECT 1", 'TABLE_OR_VIEW_NOT_FOUND'],
    ['DELETE FROM customers WHERE true), false) UNION ALL SELECT 1 --', 'PARSE_SYNTAX_ERROR'],
    ["EXPLAIN COPY INTO customers FROM '/x'", 'UNSUPPORTED_FEATURE.SANDBOX'],
    ["CREATE TEMP VIEW x AS SELECT getenv('HOME')", 'UNRESOLVED_ROUTINE'],
    ["MERGE INTO customers USING (SELECT getenv('HOME') AS x) s ON false WHEN MATCHED THEN DELETE", 'UNRESOLVED_ROUTINE'],
    ["MERGE INTO customers USING (SELECT 1 AS x) s ON true WHEN NOT MATCHED THEN INSERT (city) VALUES (getenv('HOME'))", 'UNRESOLVED_ROUTINE'],
    ["EXECUTE IMMEDIATE 'SELECT * FROM glob(\\'/*\\')'", 'UNRESOLVABLE_TABLE_VALUED_FUNCTION'],
    ["UPDATE customers SET city = getenv('HOME')", 'UNRESOLVED_ROUTINE'],
    ["COPY INTO customers FROM '/x' FILEFORMAT = CSV", 'UNSUPPORTED_FEATURE.SANDBOX'],
  ]
  it.each(refused)('%s', async (sql, errorClass) => {
    expect(await work.verdict('admin', sql)).toBe(errorClass)
  })

  it('and an attempted escape through a quoted name stays a name', async () => {
    expect(await work.verdict('admin', 'SELECT * FROM `x"; DROP SCHEMA uc CASCADE; --`')).toBe('TABLE_OR_VIEW_NOT_FOUND')
    expect(await work.rows('admin', "SELECT 'x\\'; DROP SCHEMA uc CASCADE; --' AS `a\"b`")).toEqual([["x'; DROP SCHEMA uc CASCADE; --"]])
  })
})
