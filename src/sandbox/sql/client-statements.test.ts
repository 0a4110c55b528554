import { afterAll, describe, expect, it, vi } from 'vitest'
import { newSessionMemory } from './engine'
import { testWorkspace } from './test-workspace'

/** What dbt, SQLAlchemy, JDBC and BI tools send beside plain queries. */
vi.setConfig({ testTimeout: 60_000 })
const work = testWorkspace()
afterAll(() => work.engine.close())

const one = async (sql: string): Promise<unknown> => (await work.rows('admin', sql))[0]?.[0]
const typed = async (sql: string): Promise<string> => {
  const outcome = await work.run('admin', sql)
  return outcome.ok ? outcome.result.columns.map(({ type }) => type).join() : outcome.failure.errorClass
}

describe('metadata', () => {
  it('describes tables in the block that dbt reads', async () => {
    const [row] = await work.rows('clevertap', "SHOW TABLE EXTENDED IN retail.customer_data LIKE 'customers'")
    expect(row?.slice(0, 3)).toEqual(['customer_data', 'customers', false])
    expect(row?.[3]).toMatch(/^Catalog: retail\nDatabase: customer_data\nTable: customers\nOwner: data platform\n[^]*Type: MANAGED\nProvider: delta\n[^]* \|-- customer_id: long \(nullable = false\)\n/)
  })

  it('describes them as JSON, in detail and by their history', async () => {
    const described = JSON.parse(String(await one('DESCRIBE TABLE EXTENDED retail.customer_data.products AS JSON'))) as { columns: unknown[] }
    expect(described).toMatchObject({ table_name: 'products', catalog_name: 'retail', schema_name: 'customer_data', type: 'MANAGED', provider: 'delta' })
    expect(described.columns).toContainEqual({ name: 'tags', nullable: true, type: { name: 'array', element_type: { name: 'string', collation: 'UTF8_BINARY' }, element_nullable: true } })
    expect(await one('DESCRIBE DETAIL retail.customer_data.customers')).toBe('delta')
    expect(await one('DESCRIBE HISTORY retail.customer_data.customers LIMIT 1')).toBe(0n)
    expect(await work.verdict('admin', 'DESCRIBE DETAIL retail.customer_data.profiles')).toBe('EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE')
    expect(await work.rows('admin', 'DESCRIBE retail.customer_data.customers email')).toEqual([['col_name', 'email'], ['data_type', 'string'], ['comment', 'NULL']])
    expect(await work.verdict('admin', 'DESCRIBE retail.customer_data.customers nope')).toBe('UNRESOLVED_COLUMN.WITH_SUGGESTION')
  })

  it('hides from each caller what they may not see', async () => {
    expect(await work.rows('no-select', "SHOW TABLE EXTENDED IN retail.customer_data LIKE '*'")).toEqual([])
    expect(await work.verdict('no-use-schema', "SHOW TABLE EXTENDED IN retail.customer_data LIKE '*'")).toBe('INSUFFICIENT_PERMISSIONS')
    expect(await work.verdict('no-use-catalog', 'SHOW VOLUMES IN retail.customer_data')).toBe('INSUFFICIENT_PERMISSIONS')
    expect(await work.verdict('clevertap', 'DESCRIBE HISTORY retail.sales.ledger')).toBe('INSUFFICIENT_PERMISSIONS')
  })

  it.each(['SHOW VOLUMES IN retail.customer_data', 'SHOW USER FUNCTIONS', 'SHOW SHARES', "SHOW CONNECTIONS LIKE '*'", 'SHOW STORAGE CREDENTIALS', 'SHOW TABLES DROPPED IN retail.customer_data',
    'SELECT * FROM retail.information_schema.table_constraints', 'SELECT * FROM system.information_schema.column_tags'])('%s is answered, and is empty here', async (sql) => {
    expect(await work.rows('admin', sql)).toEqual([])
  })

  it('shows properties, and says of a view without partitions that it has none', async () => {
    expect(await work.rows('admin', "SHOW TBLPROPERTIES retail.customer_data.customers ('delta.minReaderVersion')")).toEqual([['delta.minReaderVersion', '1']])
    expect(await work.verdict('admin', 'SHOW PARTITIONS retail.customer_data.customers')).toBe('INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY')
  })

  it('explains a query without running it, also one that is wrong', async () => {
    expect(await one('EXPLAIN SELECT email FROM retail.customer_data.customers')).toMatch(/^== Physical Plan ==\n.*\[email\]/)
    expect(await one('EXPLAIN SELECT * FROM retail.customer_data.nope')).toMatch(/^Error occurred during query planning: \n\[TABLE_OR_VIEW_NOT_FOUND\]/)
  })
})

describe('names as text', () => {
  it('stand for columns and tables', async () => {
    expect(await work.rows('admin', "SELECT IDENTIFIER('customer_id'), c.IDENTIFIER('customer_id') FROM IDENTIFIER('retail' || '.customer_data.customers') AS c ORDER BY 1 LIMIT 1")).toEqual([[1_000_001n, 1_000_001n]])
    const bound = await work.run('admin', 'SELECT count(*) FROM IDENTIFIER(:schema || \'.customers\')', { parameters: { schema: 'retail.customer_data' } })
    expect(bound).toMatchObject({ ok: true, result: { rows: [[120n]] } })
    expect(await work.verdict('admin', 'SELECT IDENTIFIER(email) FROM customers')).toBe('NOT_A_CONSTANT_STRING.WRONG_TYPE')
  })

  it('still need the right to read', async () => {
    expect(await work.verdict('clevertap', "SELECT * FROM IDENTIFIER('retail.sales.ledger')")).toBe('INSUFFICIENT_PERMISSIONS')
  })
})

describe('functions', () => {
  it('have the values and types of Databricks', async () => {
    const values: [sql: string, value: unknown, type: string][] = [
      ["named_struct('x', named_struct('y', 2)).x.y", 2, 'INT'],
      ["date_add(date'2024-01-31', 1)", '2024-02-01', 'DATE'],
      ["add_months(date'2024-01-31', 1)", '2024-02-29', 'DATE'],
      ["datediff(date'2024-03-01', date'2024-02-01')", 29, 'INT'],
      ["date_format(timestamp'2024-02-29 13:04:05', \"MMM d, yyyy 'at' h:mm a E\")", 'Feb 29, 2024 at 1:04 PM Thu', 'STRING'],
      ["trunc(date'2024-02-29', 'MM')", '2024-02-01', 'DATE'],
      ["from_utc_timestamp(timestamp'2024-01-01 00:00:00', 'Asia/Kolkata')", '2024-01-01T05:30:00.000Z', 'TIMESTAMP'],
      ['size(array(1, 2))', 2, 'INT'], ["length('größe')", 5, 'INT'], ["year(date'2024-02-29')", 2024, 'INT'], ["dayofweek(date'2024-02-29')", 5, 'INT'],
      ["element_at(map('a', 1), 'a')", 1, 'INT'], ['exists(array(1, 2), x -> x > 1)', true, 'BOOLEAN'], ['aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x)', 6, 'INT'],
      ["'{\"a\":{\"b\":[7]}}':a.b[0]::int", 7, 'INT'], ['typeof(array(1))', 'array<int>', 'STRING'], ["int('7')", 7, 'INT'], ["initcap('new york')", 'New York', 'STRING'],
      ["'abc' LIKE ANY ('x%', 'a%')", true, 'BOOLEAN'], ["timestamp_ntz'2024-01-01 00:00:00' IS NULL", false, 'BOOLEAN'], ['pmod(-5, 3)', 1, 'INT'],
    ]
    for (const [sql, value, type] of values) expect([sql, await one(`SELECT ${sql}`), await typed(`SELECT ${sql}`)]).toEqual([sql, value, type])
  })

  it("are not to be reached under the engine's names", async () => {
    for (const name of ['uc_int', 'uc_struct', 'uc_typeof']) expect(await work.verdict('admin', `SELECT ${name}(1)`)).toBe('UNRESOLVED_ROUTINE')
  })

  it('take literals of every kind, also in VALUES', async () => {
    const outcome = await work.run('admin', "SELECT * FROM VALUES (X'00ff', timestamp'2024-01-01 10:00:00.5', map('k', named_struct('a', 1)), 1.5, 9007199254740993)")
    expect(outcome).toMatchObject({ ok: true, result: { rows: [[new Uint8Array([0, 255]), '2024-01-01T10:00:00.500Z', { k: { a: 1 } }, '1.5', 9_007_199_254_740_993n]] } })
    expect(await work.run('admin', "SELECT hour(timestamp'2024-01-01 10:00:00')")).toMatchObject({ result: { columns: [{ name: "hour(TIMESTAMP '2024-01-01 10:00:00')" }] } })
  })

  it('keep casts strict inside them', async () => {
    expect(await work.verdict('admin', "SELECT int('x')")).toBe('CAST_INVALID_INPUT')
    expect(await work.verdict('admin', "SELECT size(array(1 / 0))")).toBe('DIVIDE_BY_ZERO')
  })
})

describe('joins and orders of Spark', () => {
  it('are understood', async () => {
    expect(await one('SELECT count(*) FROM (SELECT c.* FROM customers c LEFT SEMI JOIN orders o ON c.customer_id = o.customer_id)')).toBe(120n)
    expect(await one('SELECT count(*) FROM (SELECT c.* FROM customers c LEFT ANTI JOIN orders o ON c.customer_id = o.customer_id)')).toBe(0n)
    expect(await work.rows('admin', 'SELECT b, a FROM VALUES (1, 2), (0, 2) AS t(a, b) ORDER BY ALL')).toEqual([[2, 0], [2, 1]])
    expect((await work.rows('admin', 'SELECT code FROM countries DISTRIBUTE BY code SORT BY code')).length).toBe(8)
  })
})

describe('a session', () => {
  it('keeps temporary views and parameters to itself', async () => {
    const mine = { memory: newSessionMemory() }
    const run = async (sql: string): Promise<unknown> => {
      const outcome = await work.run('clevertap', sql, mine)
      return outcome.ok ? outcome.result.rows : outcome.failure.errorClass
    }
    await run('CREATE TEMP VIEW recent (who) AS SELECT email FROM customers ORDER BY email LIMIT 2')
    expect(await run('SELECT count(*) FROM recent')).toEqual([[2n]])
    expect(await run('CREATE TEMP VIEW recent AS SELECT 1')).toBe('TEMP_TABLE_OR_VIEW_ALREADY_EXISTS')
    expect(await run("SHOW VIEWS LIKE 'recent'")).toEqual([['', 'recent', true, false]])
    expect(await run('DESCRIBE recent')).toEqual([['who', 'string', null]])
    expect(await run('DESCRIBE TABLE EXTENDED recent AS JSON')).toEqual([[expect.stringContaining('"who"')]])
    expect(await work.verdict('clevertap', 'SELECT * FROM recent')).toBe('TABLE_OR_VIEW_NOT_FOUND')
    expect(await run('CREATE TEMP VIEW secret AS SELECT * FROM retail.sales.ledger')).toBe('INSUFFICIENT_PERMISSIONS')
    await run('DROP VIEW recent')
    expect(await run('SELECT * FROM recent')).toBe('TABLE_OR_VIEW_NOT_FOUND')
    await run('SET spark.sql.session.timeZone = Europe/Berlin')
    expect(await run('SET spark.sql.session.timezone')).toEqual([['spark.sql.session.timezone', 'Europe/Berlin']])
  })
})

describe('tables', () => {
  it('are made, filled, emptied and dropped, with the rights that takes', async () => {
    const name = 'retail.customer_data.made_here'
    expect(await work.verdict('clevertap', `CREATE TABLE ${name} (id INT)`)).toBe('UNAUTHORIZED_ACCESS')
    expect(await work.verdict('engineer', `CREATE TABLE ${name} (id BIGINT NOT NULL, tags ARRAY<STRING>, price DECIMAL(10, 2) COMMENT 'net') USING DELTA TBLPROPERTIES ('a.b' = 'c')`)).toBe('ok')
    expect(await work.verdict('engineer', `CREATE TABLE ${name} (id INT)`)).toBe('TABLE_OR_VIEW_ALREADY_EXISTS')
    expect(await work.rows('engineer', `INSERT INTO ${name} VALUES (1, array('x'), 1.5), (2, NULL, NULL)`)).toEqual([[2n, 2n]])
    expect(await work.verdict('engineer', `INSERT INTO ${name} (price) VALUES (1)`)).toBe('DELTA_NOT_NULL_CONSTRAINT_VIOLATED')
    expect(await work.verdict('engineer', `INSERT INTO ${name} VALUES (1)`)).toBe('INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS')
    expect(await work.rows('clevertap', `SELECT * FROM ${name} ORDER BY id`)).toEqual([[1n, ['x'], '1.50'], [2n, null, null]])
    expect(await work.verdict('clevertap', `INSERT INTO ${name} VALUES (3, NULL, NULL)`)).toBe('INSUFFICIENT_PERMISSIONS')
    expect(await work.rows('engineer', `UPDATE ${name} AS t SET price = t.price + 1, tags = array('a,b', 'where') WHERE t.id = 1`)).toEqual([[1n]])
    expect(await work.rows('engineer', `SELECT tags, price FROM ${name} ORDER BY id`)).toEqual([[['a,b', 'where'], '2.50'], [null, null]])
    expect(await work.rows('engineer', `UPDATE ${name} SET price = ${name}.price WHERE customer_data.made_here.id = 1`)).toEqual([[1n]])
    expect(await work.rows('engineer', `DELETE FROM ${name} WHERE id = 2 -- gone`)).toEqual([[1n]])
    await work.rows('engineer', `INSERT INTO ${name} (id) SELECT 9`)
    expect(await work.rows('engineer', `SELECT id FROM ${name} ORDER BY 1`)).toEqual([[1n], [9n]])
    await work.rows('engineer', `CREATE OR REPLACE TABLE ${name} AS SELECT 7 AS seven`)
    expect(await work.rows('engineer', `SELECT * FROM ${name}`)).toEqual([[7]])
    expect(await work.verdict('clevertap', `DROP TABLE ${name}`)).toBe('UNAUTHORIZED_ACCESS')
    expect(await work.verdict('engineer', `DROP VIEW ${name}`)).toBe('EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE')
    expect(await work.verdict('engineer', `DROP TABLE ${name}`)).toBe('ok')
    expect(await work.verdict('engineer', `DROP TABLE IF EXISTS ${name}`)).toBe('ok')
  })
})
