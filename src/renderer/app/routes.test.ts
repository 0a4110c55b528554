import { expect, it } from 'vitest'
import { connectionAddress } from '../shared/addresses'
import { readRoute } from './routes'

it('reads back every address that screens link to', () => {
  for (const screen of ['existing', 'quick-start', 'test', 'export', 'permissions', 'audit'] as const) {
    expect(readRoute(connectionAddress('a/b c', screen))).toEqual({ screen, profileId: 'a/b c' })
    expect(readRoute(connectionAddress('id', screen, 'token'))).toEqual({ screen, profileId: 'id' })
  }
  for (const screen of ['existing', 'quick-start', 'audit', 'troubleshoot', 'help', 'settings'] as const) expect(readRoute(`#/${screen}`)).toEqual({ screen })
})

it('goes home for anything unknown', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#/connections', '#/connections/']) expect(readRoute(hash)).toEqual({ screen: 'home' })
})
