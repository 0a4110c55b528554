import { expect, test } from 'vitest'
import { fakeConnection } from '../../../test/support/fake-bridge'
import { findJumps, jumps } from './jumps'

const HOST = 'adb-4242424242424242.2.azuredatabricks.net'
const retail = fakeConnection('r', { name: 'Retail shop', host: HOST, httpPath: '/sql/1.0/warehouses/0123456789abcdef', catalog: 'retail', schema: 'sales' }, { updatedAt: 2 })
const loyalty = fakeConnection('l', { name: 'Loyalty', host: HOST, catalog: 'loyalty' }, { updatedAt: 1 })
const sources = { profiles: [retail, loyalty], setups: [{ id: 's', title: 'clevertap_catalog.clevertap_schema' }], helpPages: [{ id: 'tokens', title: 'Tokens' }], profileId: undefined }
const titles = (typed: string, profileId?: string) => findJumps(jumps({ ...sources, profileId }), typed, 60).groups.map(({ title, jumps: found }) => [title, found.map((jump) => [jump.title, jump.note].filter(Boolean).join(': '))])

test('before anything is typed every connection, setup and screen is there, once', () => {
  const found = findJumps(jumps(sources), '', 60).groups
  expect(found.map(({ title }) => title)).toEqual(['Screens', 'Connections', 'Setups'])
  expect(found[1]?.jumps.map(({ title }) => title)).toEqual(['Retail shop', 'Loyalty'])
})

test('words in any order find a screen of a connection', () => {
  expect(titles('audit loy')).toEqual([['Connections', ['Loyalty: Permissions audit']]])
})

test('the present connection comes first, with its pages in the workspace', () => {
  const [own, outside] = findJumps(jumps({ ...sources, profileId: 'r' }), '', 60).groups
  expect(own?.title).toBe('Retail shop')
  expect(own?.jumps.map(({ title }) => title)).toContain('Test connection')
  expect(outside?.jumps.map(({ href }) => href)).toContain(`https://${HOST}/explore/data/retail/sales`)
})

test('a connection is found by its host and catalog, a help page by its title', () => {
  expect(titles('4242 loyalty')).toEqual([['Connections', ['Loyalty: loyalty · ' + HOST]]])
  expect(titles('tokens')).toEqual([['Help', ['Tokens']]])
})

test('no two places have one id, and what is left out is counted', () => {
  const all = jumps({ ...sources, profileId: 'r' })
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  expect(findJumps(all, '', 3).left).toBe(findJumps(all, '', 60).groups.flatMap(({ jumps: found }) => found).length - 3)
})
