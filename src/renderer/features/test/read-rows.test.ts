import { expect, it } from 'vitest'
import type { TableRead } from '#shared/connection-test/report'
import { readLine, readRows } from './read-rows'

const read = (table: string, state: TableRead['state']): TableRead => ({ catalog: 'c', schema: 's', table, state, durationMs: 10 })
const reads = [read('b', 'passed'), read('a', 'passed'), read('z', 'failed'), read('y', 'could-not-check')]

it('puts what needs a reader first', () => {
  expect(readRows(reads, 'all').map((row) => row.name)).toEqual(['c.s.z', 'c.s.y', 'c.s.a', 'c.s.b'])
})

it('filters by result', () => {
  expect(readRows(reads, 'not-read').map((row) => row.word)).toEqual(['Failed', 'Could not check'])
  expect(readRows(reads, 'read').map((row) => row.name)).toEqual(['c.s.a', 'c.s.b'])
})

it('says k of n, never a success where nothing was read', () => {
  expect(readLine({ visible: 214, chosen: 4, reads })).toBe('2 of 4 chosen tables were read; 214 are visible.')
  expect(readLine({ visible: 3, chosen: 0, reads: [] })).toBe('No table was read; 3 are visible.')
})
