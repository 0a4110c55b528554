import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tablesRead } from './tables-read'

const home = { catalog: 'Main', schema: 'Gold' }
const read = (text: string): string[] | undefined => tablesRead(text, home)?.map((name) => name.join('.')).sort()

describe('the tables a view names', () => {
  it.each<[string, string, string[]]>([
    ['a full name', 'SELECT * FROM raw.sales.orders', ['raw.sales.orders']],
    ['names that are not qualified', 'select a from orders o join sales.lines l on o.id = l.id', ['main.gold.orders', 'main.sales.lines']],
    ['quoted names', 'SELECT * FROM `marketing-eu`.`my``schema`.`from`', ['marketing-eu.my`schema.from']],
    ['a list of tables', 'SELECT * FROM a, b AS x, c.d LEFT JOIN e USING (id, day) WHERE x.f IN (1, 2) ORDER BY g, h', ['main.c.d', 'main.gold.a', 'main.gold.b', 'main.gold.e']],
    ['subqueries anywhere', 'SELECT (SELECT max(x) FROM m) FROM (SELECT * FROM n) s WHERE EXISTS (SELECT 1 FROM o) AND k IN (SELECT k FROM p)', ['main.gold.m', 'main.gold.n', 'main.gold.o', 'main.gold.p']],
    ['CTEs', 'WITH x AS (SELECT * FROM a), y (k, l) AS (SELECT * FROM x JOIN b) SELECT * FROM x, y', ['main.gold.a', 'main.gold.b']],
    ['a CTE named as what it reads', 'WITH a AS (SELECT * FROM a) SELECT * FROM a', ['main.gold.a']],
    ['a CTE of a subquery ends with it', 'SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a) JOIN a', ['main.gold.a']],
    ['a recursive CTE', 'WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r', []],
    ['set operators', 'SELECT * FROM a UNION ALL SELECT * FROM b EXCEPT TABLE c', ['main.gold.a', 'main.gold.b', 'main.gold.c']],
    ['FROM inside functions', "SELECT extract(DAY FROM ts), trim(BOTH 'x' FROM name), a IS DISTINCT FROM b FROM t", ['main.gold.t']],
    ['comments and texts', "SELECT 'from x', \"join y\", r'\\', 'it\\'s from z' -- FROM q\n/* FROM r */ FROM t", ['main.gold.t']],
    ['lateral views', 'SELECT * FROM t LATERAL VIEW explode(m) e AS k, v', ['main.gold.t']],
    ['tables in brackets', 'SELECT * FROM (a JOIN b ON a.x = b.x) CROSS JOIN c', ['main.gold.a', 'main.gold.b', 'main.gold.c']],
    ['a pivot', 'SELECT * FROM t PIVOT (sum(x) FOR y IN (1, 2))', ['main.gold.t']],
    ['time travel', "SELECT * FROM t TIMESTAMP AS OF '2026-01-01' AS u, w", ['main.gold.t', 'main.gold.w']],
    ['no table', 'SELECT 1', []],
    ['values', 'SELECT * FROM VALUES (1, 2), (3, 4) AS v (a, b)', []],
    ['built-in table functions', 'SELECT * FROM t, LATERAL explode(t.items), range(5)', ['main.gold.t']],
  ])('%s', (_what, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each([
    ['a table function', 'SELECT * FROM main.gold.rows_of(1)'],
    ['a function of one\'s own', 'SELECT main.gold.mask(a) FROM t'],
    ['a name that is computed', "SELECT * FROM IDENTIFIER('a' || 'b')"],
    ['files', 'SELECT * FROM parquet.`/mnt/x`'],
    ['text that ends early', "SELECT 'a FROM t"],
    ['brackets that do not close', 'SELECT * FROM (SELECT * FROM t'],
    ['a metric view', 'version: 0.1\nsource: main.gold.t'],
    ['nothing', ''],
  ])('%s is not known', (_what, text) => {
    expect(read(text)).toBeUndefined()
  })

  it('answers for any text', () => {
    const word = fc.constantFrom('SELECT', 'FROM', 'JOIN', 'WITH', 'AS', '(', ')', ',', '.', '`a`', "'b'", 'x', 'TABLE', 'VALUES', '*', 'UNION', '"', '`')
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(word).map((words) => words.join(' '))), (text) => void tablesRead(text, home)))
  })

  it('finds every table of nested queries', () => {
    const name = fc.constantFrom('a', 'b', 'c.d', 'e.f.g', '`h i`')
    const full = (text: string): string => {
      const parts = text.replaceAll('`', '').split('.')
      return [...['main', 'gold'].slice(0, 3 - parts.length), ...parts].join('.')
    }
    const query = fc.letrec<{ q: { sql: string; tables: string[] } }>((tie) => ({
      q: fc.oneof(
        { depthSize: 'small' },
        name.map((table) => ({ sql: `SELECT * FROM ${table}`, tables: [table] })),
        fc.tuple(tie('q'), name).map(([inner, table]) => ({ sql: `SELECT * FROM (${inner.sql}) s JOIN ${table} t ON s.x = t.x`, tables: [...inner.tables, table] })),
        fc.tuple(tie('q'), tie('q')).map(([one, other]) => ({ sql: `(${one.sql}) UNION (${other.sql})`, tables: [...one.tables, ...other.tables] })),
        fc.tuple(tie('q'), name).map(([inner, table]) => ({ sql: `WITH w AS (${inner.sql}) SELECT * FROM ${table}, w`, tables: [...inner.tables, table] })),
      ),
    })).q
    fc.assert(fc.property(query, ({ sql, tables }) => {
      expect(read(sql)).toEqual([...new Set(tables.map(full))].sort())
    }))
  })
})
