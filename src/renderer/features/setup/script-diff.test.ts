import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changedLines, lineToShow } from './script-diff'

it('marks the line in which a name was typed', () => {
  expect([...changedLines(['-- 1. Create [a]', 'CREATE CATALOG `a`;', 'GRANT'], ['-- 1. Create [a]', 'CREATE CATALOG `ab`;', 'GRANT'])]).toEqual([1])
})

it('marks what was put in, not the headings whose number moved', () => {
  const before = ['-- 1. Create schema [schema.create]', 'S;', '-- 2. Grant [grant]', 'G;']
  const after = ['-- 1. Create catalog [catalog.create]', 'C;', '-- 2. Create schema [schema.create]', 'S;', '-- 3. Grant [grant]', 'G;']
  expect([...changedLines(before, after)]).toEqual([0, 1])
})

it('marks nothing in an unchanged script, and never an unchanged line more often than it is new', () => {
  const script = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })
  fc.assert(fc.property(script, (lines) => changedLines(lines, lines).size === 0))
  fc.assert(
    fc.property(script, script, (before, after) => {
      const changed = changedLines(before, after)
      const unmarked = after.filter((line, index) => line !== '' && !changed.has(index))
      for (const line of new Set(unmarked)) expect(unmarked.filter((one) => one === line).length).toBeLessThanOrEqual(before.filter((one) => one === line).length)
    }),
  )
})

it('shows what changed in the open step, else where it begins, else any change', () => {
  const lines = ['-- 1. A [a]', 'x', '-- 2. B [b]', 'y']
  expect(lineToShow(lines, new Set([1, 3]), new Set(['b']))).toBe(3)
  expect(lineToShow(lines, new Set([1]), new Set())).toBe(1)
  expect(lineToShow(lines, new Set([1]), new Set(['b']))).toBe(2)
  expect(lineToShow(lines, new Set(), new Set())).toBeUndefined()
})

it('finds every one of 10,000 changed lines', () => {
  const before = Array.from({ length: 10_000 }, (_one, index) => `GRANT SELECT ON TABLE \`t${index}\` TO \`a\`;`)
  const after = before.map((line) => line.replace('`a`', '`ab`'))
  expect(changedLines(before, after).size).toBe(10_000)
})
