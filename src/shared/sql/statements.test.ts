import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countTablesPerSchema, grant, grantScript, listTables, readOneRow, showGrants, showSchemas, showTables, useSchema } from './statements'

const APPLICATION_ID = '5e1f7e2a-9d4f-4a55-8f3e-3d2f6f0a1b2c'

describe('statements', () => {
  it('quote every name', () => {
    expect(showSchemas('my-cat')).toBe('SHOW SCHEMAS IN `my-cat`')
    expect(showTables('c', 's')).toBe('SHOW TABLES IN `c`.`s`')
    expect(readOneRow('c', 's', 'order-lines')).toBe('SELECT * FROM `c`.`s`.`order-lines` LIMIT 1')
    expect(useSchema('c', 's')).toBe('USE SCHEMA `c`.`s`')
  })

  it('show the grants of one principal or of all', () => {
    expect(showGrants(undefined, 'CATALOG', 'c')).toBe('SHOW GRANTS ON CATALOG `c`')
    expect(showGrants(APPLICATION_ID, 'SCHEMA', 'c', 's')).toBe(`SHOW GRANTS \`${APPLICATION_ID}\` ON SCHEMA \`c\`.\`s\``)
  })

  it('grant to an identifier, never to a string', () => {
    const statement = grant(['USE SCHEMA', 'SELECT'], 'SCHEMA', ['c', 's'], 'a@b.com')
    expect(statement).toBe('GRANT USE SCHEMA, SELECT ON SCHEMA `c`.`s` TO `a@b.com`')
  })

  it('ask information_schema for names as they are stored, lower case', () => {
    expect(listTables('C', "O'Neil")).toContain("table_schema = 'o\\'neil'")
    expect(countTablesPerSchema('c')).toContain('FROM `c`.`information_schema`.`tables`')
  })
})

describe('grant script', () => {
  it('is the least that reads a schema, with a reason before each statement', () => {
    expect(grantScript({ catalog: 'retail', schema: 'sales', principal: APPLICATION_ID })).toBe(
      [
        '-- Lets it look inside catalog retail; no data by itself.',
        `GRANT USE CATALOG ON CATALOG \`retail\` TO \`${APPLICATION_ID}\`;`,
        '-- Lets it look inside schema sales; no data by itself.',
        `GRANT USE SCHEMA ON SCHEMA \`retail\`.\`sales\` TO \`${APPLICATION_ID}\`;`,
        '-- Lets it read every table and view of schema sales, later ones included.',
        `GRANT SELECT ON SCHEMA \`retail\`.\`sales\` TO \`${APPLICATION_ID}\`;`,
        '',
      ].join('\n'),
    )
  })

  it('grants single tables when some are chosen', () => {
    const script = grantScript({ catalog: 'c', schema: 's', principal: 'p', tables: ['a', 'b'] })
    expect(script).toContain('GRANT SELECT ON TABLE `c`.`s`.`a` TO `p`;')
    expect(script).toContain('GRANT SELECT ON TABLE `c`.`s`.`b` TO `p`;')
    expect(script).not.toContain('SELECT ON SCHEMA')
  })

  it('runs nothing but its three grants, whatever the names', () => {
    const name = fc
      .array(fc.constantFrom('x', '`', '\n', '\r', ';', ' DROP CATALOG c ', '--', "'", '/*'), { minLength: 1 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(name, name, name, (schema, table, principal) => {
        const script = grantScript({ catalog: 'c', schema, principal, tables: [table] })
        const code = script.replace(/--[^\n\r]*|`(?:[^`]|``)*`/g, '')
        expect(code).toMatch(/^(\s*GRANT (USE CATALOG|USE SCHEMA|SELECT) ON (CATALOG|SCHEMA|TABLE) \.* TO ;){3}\s*$/)
      }),
    )
  })
})
