import { expect, it } from 'vitest'
import { fakeReport } from '../../../test/support/fake-reports'
import { fakeAppInfo, fakeProfileView } from '../../../test/support/fake-screen-api'
import { fakeSetup } from '../../../test/support/fake-setup'
import { statusFacts } from './status-facts'

const DAY = 24 * 60 * 60 * 1000
const now = 1_800_000_000_000
const withToken = (expiresAt: number | undefined) => statusFacts({ view: fakeProfileView({ tokens: [{ role: 'importer', keeping: 'run', lastFour: '9f2c', expiresAt }] }), report: undefined, info: fakeAppInfo(), now })

it('names workspace, identity, warehouse and token', () => {
  const facts = statusFacts({ view: fakeProfileView({}), report: fakeReport('ready', now), info: fakeAppInfo(), now })
  expect(facts.map(({ id }) => id)).toEqual(['host', 'identity', 'warehouse', 'kept'])
  expect(facts.find(({ id }) => id === 'identity')?.text).toBe('Signed in as clevertap-import')
})

it('warns before a token expires, and about one that never does', () => {
  expect(withToken(now + 82 * DAY)).toContainEqual({ id: 'token', text: 'Token expires in 82 days' })
  expect(withToken(now + 3 * DAY + 5)).toContainEqual({ id: 'token', text: 'Token expires in 3 days', state: 'warning' })
  expect(withToken(now + 5)).toContainEqual({ id: 'token', text: 'Token expires today', state: 'warning' })
  expect(withToken(now - 1)).toContainEqual({ id: 'token', text: 'Token has expired', state: 'failed' })
  expect(withToken(-1)).toContainEqual({ id: 'token', text: 'Token never expires', state: 'warning' })
  expect(withToken(undefined).map(({ id }) => id)).not.toContain('token')
})

it('says that a connection has no token', () => {
  const facts = statusFacts({ view: fakeProfileView({ tokens: [{ role: 'importer', keeping: 'none' }] }), report: undefined, info: fakeAppInfo(), now })
  expect(facts).toContainEqual({ id: 'token', text: 'No token', state: 'not-set-up' })
})

it('says for a setup where its admin is signed in', () => {
  const signIn = { state: 'signed-in', method: 'pat', host: 'adb-42.2.azuredatabricks.net', principal: 'ada@example.com', kind: 'user', keeping: 'run' } as const
  const texts = (setup: ReturnType<typeof fakeSetup>) => statusFacts({ setup, info: fakeAppInfo(), now }).map(({ text }) => text)
  expect(texts(fakeSetup('s', {}, { signIn }))).toEqual(['adb-42.2.azuredatabricks.net', 'Signed in as ada@example.com', 'Sign-in in memory only'])
  expect(texts(fakeSetup('s', {}))).toEqual(['Not signed in to a workspace'])
})
