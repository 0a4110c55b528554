import { expect, it } from 'vitest'
import { AUDIT_TABS, auditAddress, connectionAddress, helpAddress } from '../shared/addresses'
import { readRoute } from './routes'

it('reads back every address that screens link to', () => {
  for (const screen of ['existing', 'quick-start', 'test', 'export', 'permissions'] as const) {
    expect(readRoute(connectionAddress('a/b c', screen))).toEqual({ screen, profileId: 'a/b c' })
    expect(readRoute(connectionAddress('id', screen, 'token'))).toEqual({ screen, profileId: 'id' })
  }
  for (const tab of AUDIT_TABS) expect(readRoute(auditAddress('a/b c', tab))).toEqual({ screen: 'audit', profileId: 'a/b c', tab })
  expect(readRoute(connectionAddress('id', 'audit', 'token'))).toEqual({ screen: 'audit', profileId: 'id', tab: 'findings' })
  expect(readRoute(`${connectionAddress('id', 'audit')}/nowhere`)).toEqual({ screen: 'audit', profileId: 'id', tab: 'findings' })
  for (const screen of ['existing', 'quick-start', 'audit', 'troubleshoot', 'help', 'settings'] as const) expect(readRoute(`#/${screen}`)).toEqual({ screen })
  expect(readRoute(helpAddress('keyboard'))).toEqual({ screen: 'help', pageId: 'keyboard' })
})

it('goes home for anything unknown', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#/connections', '#/connections/']) expect(readRoute(hash)).toEqual({ screen: 'home' })
})
