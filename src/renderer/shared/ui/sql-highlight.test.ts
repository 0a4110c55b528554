import fc from 'fast-check'
import { expect, it } from 'vitest'
import { highlightSql } from './sql-highlight'

const kindOf = (code: string, text: string) => highlightSql(code).find((span) => span.text === text)?.kind

it('marks what Databricks SQL is made of', () => {
  const code = "GRANT USE CATALOG ON CATALOG `retail shop` TO `a@b.c`; -- why\nSELECT 'x', 1 FROM t"
  expect(kindOf(code, 'GRANT')).toBe('keyword')
  expect(kindOf(code, '`retail shop`')).toBe('quoted')
  expect(kindOf(code, "'x'")).toBe('string')
  expect(kindOf(code, '1')).toBe('number')
  expect(kindOf(code, '-- why')).toBe('comment')
})

it('never changes the text it shows', () => {
  fc.assert(fc.property(fc.string(), (code) => {
    expect(highlightSql(code).map(({ text }) => text).join('')).toBe(code.replace(/\r\n?/g, '\n'))
  }))
})
