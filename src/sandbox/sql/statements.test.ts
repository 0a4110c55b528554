import { afterAll, describe, expect, it, vi } from 'vitest'
import { principalOf } from '../workspaces/retail-people'
import { testWorkspace } from './test-workspace'

// The first query loads the translator, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
const work = testWorkspace()
afterAll(() => work.engine.close())
const clevertap = principalOf('clevertap')

const columnsOf = async (key: string, sql: string): Promise<string[]> => {
  const outcome = await work.run(key, sql)
  return outcome.ok ? outcome.result.columns.map((column) => column.name) : [outcome.failure.message]
}

describe('IS NULL and IS NOT NULL', () => {
  it('tell empty values from others', async () => {
    expect(await work.rows('clevertap', 'SELECT a IS NULL, a IS NOT NULL, isnull(a), isnotnull(a) FROM VALUES (1), (NULL) AS t (a)')).toEqual([[false, true, false, true], [true, false, true, false]])
    expect(await work.rows('clevertap', 'SELECT a FROM VALUES (1), (NULL) AS t (a) WHERE a IS NOT NULL')).toEqual([[1]])
  })
})

describe('SHOW', () => {
  it('has the columns of a real workspace', async () => {
    expect(await columnsOf('clevertap', 'SHOW CATALOGS')).toEqual(['catalog'])
    expect(await columnsOf('clevertap', 'show databases in retail')).toEqual(['databaseName'])
    expect(await columnsOf('clevertap', 'SHOW TABLES IN retail.customer_data')).toEqual(['database', 'tableName', 'isTemporary'])
    expect(await columnsOf('clevertap', "SHOW TABLES IN CATALOG `retail` SCHEMA LIKE 'customer_data' LIKE '*'")).toEqual([
      'namespace', 'tableName', 'isTemporary', 'information', 'catalogName', 'tableType', 'remarks',
    ])
    expect(await columnsOf('clevertap', 'SHOW GRANTS ON CATALOG retail')).toEqual(['Principal', 'ActionType', 'ObjectType', 'ObjectKey'])
    expect(await columnsOf('clevertap', 'SHOW COLUMNS IN retail.customer_data.customers')).toEqual(['col_name'])
  })

  it('lists what the caller may use, and nothing else', async () => {
    expect(await work.rows('clevertap', 'SHOW CATALOGS')).toEqual([['retail'], ['samples'], ['system']])
    expect(await work.rows('no-use-catalog', 'SHOW CATALOGS')).toEqual([['samples'], ['system']])
    expect(await work.rows('clevertap', 'SHOW SCHEMAS IN retail')).toEqual([['customer_data'], ['information_schema']])
    expect(await work.rows('no-select', 'SHOW TABLES IN retail.customer_data')).toEqual([])
    expect(await work.rows('empty-schema', 'SHOW TABLES IN retail.landing')).toEqual([])
    expect((await work.rows('admin', 'SHOW TABLES IN retail.restricted')).map((row) => row[1])).toEqual(['card_numbers', 'fraud_scores', 'salaries'])
    expect(await work.verdict('no-use-catalog', 'SHOW SCHEMAS IN retail')).toBe('INSUFFICIENT_PERMISSIONS')
    expect(await work.verdict('no-use-schema', 'SHOW TABLES IN retail.customer_data')).toBe('INSUFFICIENT_PERMISSIONS')
  })

  it('takes * and | in LIKE, whatever the case', async () => {
    expect(await work.rows('admin', "SHOW SCHEMAS IN retail LIKE 'CUST*|order'")).toEqual([['customer_data'], ['order']])
    expect(await work.rows('admin', "SHOW CATALOGS LIKE 'ret.*'")).toEqual([['retail']])
  })

  it('shows inherited and direct grants to whoever manages the object', async () => {
    const rows = await work.rows('admin', `SHOW GRANTS \`${clevertap}\` ON TABLE retail.customer_data.customers`)
    expect(rows).toEqual([[clevertap, 'SELECT', 'SCHEMA', 'retail.customer_data']])
    expect((await work.rows('admin', 'SHOW GRANTS ON SCHEMA retail.customer_data')).map((row) => row[2])).toContain('CATALOG')
  })

  it("shows others only their own rows, and refuses to show another's", async () => {
    const rows = await work.rows('clevertap', 'SHOW GRANTS ON SCHEMA retail.customer_data')
    expect(new Set(rows.map((row) => row[0]))).toEqual(new Set([clevertap]))
    expect(await work.rows('via-hidden-group', 'SHOW GRANTS ON SCHEMA retail.customer_data')).toEqual([])
    expect(await work.verdict('clevertap', 'SHOW GRANTS `account users` ON CATALOG retail')).toBe('INSUFFICIENT_PERMISSIONS')
  })
})

describe('arithmetic', () => {
  it('is that of Databricks: no division by zero, array elements from zero, DIV', async () => {
    expect(await work.rows('clevertap', "SELECT array(1, 2, 3)[0], map('a', 1)['a'], 7 DIV 2, 7 / 2, 7 % 4, try_divide(1, 0)")).toEqual([[1, 1, 3n, 3.5, 3, null]])
    for (const zero of ['1 / 0', '1 % 0', '1 DIV 0', 'id / 0 FROM range(2)']) expect(await work.verdict('clevertap', `SELECT ${zero}`)).toBe('DIVIDE_BY_ZERO')
    expect(await work.verdict('clevertap', 'SELECT uc_divisor(1)')).toBe('UNRESOLVED_ROUTINE')
  })
})

describe('the session', () => {
  it('keeps what USE sets, and resolves names with it', async () => {
    const context = work.context('admin')
    await work.engine.execute('USE CATALOG `marketing-eu`;', context)
    expect(context).toMatchObject({ catalog: 'marketing-eu', schema: 'default' })
    await work.engine.execute('use campaigns -- a comment', context)
    const outcome = await work.engine.execute('select current_catalog(), current_schema(), (select count(*) from campaigns) > 0', context)
    expect(outcome).toMatchObject({ ok: true, result: { rows: [['marketing-eu', 'campaigns', true]] } })
  })

  it('runs SELECT 1 whatever catalog it stands in', async () => {
    const outcome = await work.run('no-use-catalog', '/* hi */ SELECT 1;', { catalog: 'nope', schema: 'nope' })
    expect(outcome).toEqual({ ok: true, result: { columns: [{ name: '1', type: 'INT' }], rows: [[1]] } })
  })

  it('tells a service principal by its application id, and groups by account or workspace', async () => {
    const sql = "SELECT session_user(), current_user(), is_account_group_member('clevertap importers'), is_member('clevertap importers'), is_member('users')"
    expect(await work.rows('via-hidden-group', sql)).toEqual([[principalOf('via-hidden-group'), principalOf('via-hidden-group'), true, false, true]])
  })

  it('accepts what drivers set', async () => {
    expect(await work.verdict('clevertap', 'SET ansi_mode = true')).toBe('ok')
    expect(await work.verdict('clevertap', 'SET timezone = UTC')).toBe('ok')
    expect(await work.verdict('clevertap', 'RESET timezone')).toBe('ok')
  })
})

describe('queries', () => {
  it('keeps CAST strict and TRY_CAST lenient', async () => {
    expect(await work.verdict('clevertap', "SELECT CAST('x' AS INT)")).toBe('CAST_INVALID_INPUT')
    expect(await work.rows('clevertap', "SELECT try_cast('x' AS INT), cast('7' AS INT)")).toEqual([[null, 7]])
  })

  it('reports Databricks types and plain values', async () => {
    const sql = "SELECT NULL AS n, 1L AS l, 1.50 AS d, date'2026-01-02' AS day, timestamp'2026-01-02 03:04:05.678' AS t, array(1,2) AS a, map('k', 1) AS m, named_struct('x', 1, 'y', 'z') AS s, true AS b"
    const outcome = await work.run('clevertap', sql)
    expect(outcome).toEqual({
      ok: true,
      result: {
        columns: [
          ['n', 'VOID'], ['l', 'BIGINT'], ['d', 'DECIMAL(3,2)'], ['day', 'DATE'], ['t', 'TIMESTAMP'], ['a', 'ARRAY<INT>'], ['m', 'MAP<STRING, INT>'], ['s', 'STRUCT<x: INT, y: STRING>'], ['b', 'BOOLEAN'],
        ].map(([name, type]) => ({ name, type })),
        rows: [[null, 1n, '1.50', '2026-01-02', '2026-01-02T03:04:05.678Z', [1, 2], { k: 1 }, { x: 1, y: 'z' }, true]],
      },
    })
  })

  it('binds parameters as values', async () => {
    const bound = await work.run('clevertap', 'SELECT :who AS who, :n + 1 AS n', { parameters: { who: "x' OR '1'='1", n: 2 } })
    expect(bound).toMatchObject({ ok: true, result: { rows: [["x' OR '1'='1", 3]] } })
    expect(await work.verdict('clevertap', 'SELECT :missing')).toBe('UNBOUND_SQL_PARAMETER')
  })

  it('says where a syntax error is', async () => {
    const outcome = await work.run('clevertap', 'SELEC 1\nFROM x')
    expect(outcome).toMatchObject({
      ok: false,
      failure: { message: "\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'. SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL ==\nSELEC 1\n^^^\nFROM x\n" },
    })
    expect(await work.verdict('clevertap', 'SELECT * FROM marketing-eu.campaigns.reach')).toBe('INVALID_IDENTIFIER')
  })

  it('runs many at a time without mixing them up', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_none, index) => work.rows(index % 2 === 0 ? 'admin' : 'clevertap', `SELECT ${String(index)} AS i, count(*) AS n FROM retail.information_schema.schemata`)))
    expect(answers.map((rows) => rows[0]?.[0])).toEqual(answers.map((_rows, index) => index))
    expect(new Set(answers.map((rows) => rows[0]?.[1]))).toEqual(new Set([8n, 2n]))
  })

  it('does not return more rows than it can hold', async () => {
    expect(await work.verdict('admin', 'SELECT * FROM range(500001)')).toBe('UNSUPPORTED_FEATURE.SANDBOX')
  })

  it('stops when it is cancelled', async () => {
    const stop = new AbortController()
    const running = work.run('admin', 'SELECT count(*) FROM range(100000) a CROSS JOIN range(1000000) b WHERE a.id + b.id = 7', { signal: stop.signal })
    const timer = setTimeout(() => stop.abort(), 200)
    expect(await running).toMatchObject({ ok: false, failure: { errorClass: 'OPERATION_CANCELED' } })
    clearTimeout(timer)
  })
})

describe('information_schema', () => {
  it('shows each caller what they may see', async () => {
    const tables = "SELECT count(*) FROM retail.information_schema.tables WHERE table_schema = 'customer_data'"
    expect(await work.rows('no-select', tables)).toEqual([[0n]])
    const [[mine], [all]] = [await work.rows('clevertap', tables), await work.rows('admin', tables)].map((rows) => rows[0] ?? []) as [unknown[], unknown[]]
    expect(mine).toEqual(all)
    expect(await work.rows('clevertap', "SELECT DISTINCT table_schema FROM retail.information_schema.tables WHERE table_schema <> 'information_schema'")).toEqual([['customer_data']])
    expect(await work.verdict('no-use-catalog', 'SELECT * FROM retail.information_schema.tables')).toBe('INSUFFICIENT_PERMISSIONS')
  })

  it('spells privileges with underscores and names the level they come from', async () => {
    const sql = `SELECT privilege_type, is_grantable, inherited_from FROM system.information_schema.table_privileges WHERE grantee = '${clevertap}' AND table_name = 'orders'`
    expect(await work.rows('admin', sql)).toEqual([['SELECT', 'NO', 'SCHEMA']])
    expect(await work.rows('clevertap', 'SELECT grantee, privilege_type, inherited_from FROM retail.information_schema.catalog_privileges')).toEqual([[clevertap, 'USE_CATALOG', 'NONE']])
  })

  it('covers all catalogs of this workspace in system, and only those', async () => {
    const rows = await work.rows('admin', 'SELECT catalog_name FROM system.information_schema.catalogs ORDER BY 1')
    expect(rows.flat()).toEqual(['marketing-eu', 'retail', 'samples', 'system', 'workspace'])
  })
})

describe('GRANT and REVOKE', () => {
  const person = '`maria@shop.example`'

  it('works for the owner and takes effect at once', async () => {
    expect(await work.verdict('person', 'SELECT * FROM retail.sales.returns')).toBe('INSUFFICIENT_PERMISSIONS')
    expect(await work.verdict('engineer', `GRANT USE SCHEMA, SELECT ON SCHEMA retail.sales TO ${person}`)).toBe('ok')
    expect(await work.verdict('engineer', `GRANT USE SCHEMA ON SCHEMA retail.sales TO ${person}`)).toBe('ok')
    expect(await work.verdict('person', 'SELECT * FROM retail.sales.returns')).toBe('ok')
    expect(await work.verdict('engineer', `REVOKE USE SCHEMA, SELECT ON SCHEMA retail.sales FROM ${person}`)).toBe('ok')
    expect(await work.verdict('person', 'SELECT * FROM retail.sales.returns')).toBe('INSUFFICIENT_PERMISSIONS')
  })

  it('maps the old USAGE', async () => {
    await work.rows('admin', `GRANT USAGE ON SCHEMA retail.landing TO ${person}`)
    expect(await work.rows('admin', `SHOW GRANTS ${person} ON SCHEMA retail.landing`)).toEqual([['maria@shop.example', 'USE SCHEMA', 'SCHEMA', 'retail.landing']])
  })

  it('takes all with ALL PRIVILEGES, but MANAGE', async () => {
    await work.rows('admin', `GRANT SELECT, MODIFY, MANAGE ON TABLE retail.sales.returns TO ${person}`)
    await work.rows('admin', `REVOKE ALL PRIVILEGES ON TABLE retail.sales.returns FROM ${person}`)
    expect((await work.rows('admin', `SHOW GRANTS ${person} ON TABLE retail.sales.returns`)).map((row) => row[1])).toEqual(['MANAGE'])
  })

  it('refuses what Databricks refuses, in its words', async () => {
    const cases: [key: string, sql: string, text: string][] = [
      ['clevertap', `GRANT SELECT ON SCHEMA retail.customer_data TO ${person}`, "User does not have MANAGE on Schema 'retail.customer_data'."],
      ['admin', 'GRANT SELECT ON TABLE retail.customer_data.customers TO nobody', 'Could not find principal with name nobody'],
      ['admin', 'GRANT SELECT ON TABLE retail.customer_data.customers TO users', 'Could not find principal with name users'],
      ['admin', "GRANT SELECT ON TABLE retail.customer_data.customers TO 'maria@shop.example'", "Syntax error at or near ''maria@shop.example''"],
      ['admin', `GRANT CAN USE ON SQL WAREHOUSE w TO ${person}`, 'PARSE_SYNTAX_ERROR'],
      ['admin', `GRANT BROWSE ON SCHEMA retail.sales TO ${person}`, 'Privilege BROWSE is not applicable to this entity [SCHEMA/SCHEMA_STANDARD]'],
      ['admin', `GRANT FLY ON SCHEMA retail.sales TO ${person}`, 'Privilege FLY is not applicable to this entity'],
      ['admin', `GRANT SELECT ON CATALOG samples TO ${person}`, 'cannot be changed'],
    ]
    for (const [key, sql, text] of cases) {
      const outcome = await work.run(key, sql)
      expect(outcome.ok ? 'ok' : outcome.failure.message, sql).toContain(text)
    }
  })
})

describe('schemas and views', () => {
  it('creates, reads and drops them, with the rights that takes', async () => {
    expect(await work.verdict('clevertap', 'CREATE SCHEMA IF NOT EXISTS retail.customer_data')).toBe('UNAUTHORIZED_ACCESS')
    expect(await work.verdict('engineer', "CREATE SCHEMA retail.`clever-tap` COMMENT 'for CleverTap'")).toBe('ok')
    expect(await work.verdict('engineer', 'CREATE SCHEMA retail.`clever-tap`')).toBe('SCHEMA_ALREADY_EXISTS')
    expect(await work.verdict('engineer', 'CREATE VIEW retail.`clever-tap`.people (who, mail) AS SELECT identity, email FROM retail.customer_data.customers')).toBe('ok')
    expect(await columnsOf('engineer', 'SELECT * FROM retail.`clever-tap`.people')).toEqual(['who', 'mail'])
    expect(await work.verdict('engineer', 'DROP SCHEMA retail.`clever-tap`')).toBe('SCHEMA_NOT_EMPTY')
    expect(await work.verdict('engineer', 'DROP SCHEMA retail.`clever-tap` CASCADE')).toBe('ok')
    expect(await work.verdict('engineer', 'SHOW TABLES IN retail.`clever-tap`')).toBe('SCHEMA_NOT_FOUND')
  })
})
