import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunMessage } from '#shared/contract/bridge'
import { success } from '#shared/result'
import { createHttpBridge } from './http-bridge'
import type { Link } from './link-store'

class FakeSource extends EventTarget {
  static readonly CLOSED = 2
  static last: FakeSource
  readyState = 1
  constructor(readonly url: string) {
    super()
    FakeSource.last = this
  }
  close() {
    this.readyState = 2
  }
  fail(readyState: number) {
    this.readyState = readyState
    this.dispatchEvent(new Event('error'))
  }
  say(message: RunMessage) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }))
  }
}

const answer = (status: number, body: unknown) => Promise.resolve(new Response(JSON.stringify(body), { status }))
const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()
let links: Link[]

beforeEach(() => {
  vi.useFakeTimers()
  links = []
  vi.stubGlobal('EventSource', FakeSource)
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  fetched.mockReset()
})
const bridgeOf = () => createHttpBridge((link) => links.push(link))

describe('the bridge of the browser host', () => {
  it('posts a call as JSON with the header the gate asks for', async () => {
    fetched.mockReturnValue(answer(200, success([])))
    expect(await bridgeOf().call('profiles.list', {})).toEqual(success([]))
    const [url, init] = fetched.mock.calls[0] ?? []
    expect([url, init?.method, init?.headers]).toEqual(['/api/call/profiles.list', 'POST', { 'content-type': 'application/json', 'x-assistant': '1' }])
  })

  it('says that the assistant has stopped, as a result and to the banner', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'))
    const result = await bridgeOf().call('profiles.list', {})
    expect(result.ok ? '' : result.diagnosis.title).toBe('The assistant has stopped')
    expect(links).toEqual(['lost'])
  })

  it('tells a page whose session is over from a stopped assistant', async () => {
    fetched.mockReturnValue(answer(401, { ok: false }))
    await bridgeOf().call('profiles.list', {})
    expect(links).toEqual(['refused'])
  })

  it('starts a run only when its messages can be heard', async () => {
    fetched.mockReturnValue(answer(200, success({ runId: 'r' })))
    const bridge = bridgeOf()
    const started = bridge.start('permissions.verify', { profileId: 'p', role: 'importer', wakeWarehouse: false })
    await Promise.resolve()
    expect(fetched).not.toHaveBeenCalled()
    FakeSource.last.dispatchEvent(new Event('open'))
    expect(await started).toEqual(success({ runId: 'r' }))
  })

  it('ends the runs of a host that stays away instead of waiting for ever', async () => {
    fetched.mockReturnValue(answer(200, success({ runId: 'r' })))
    const bridge = bridgeOf()
    const heard: RunMessage[] = []
    bridge.onRunMessage((message) => heard.push(message))
    FakeSource.last.dispatchEvent(new Event('open'))
    await bridge.start('permissions.verify', { profileId: 'p', role: 'importer', wakeWarehouse: false })
    FakeSource.last.say({ runId: 'r', seq: 0, kind: 'event', event: { step: 'one' } })
    FakeSource.last.fail(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(heard.map(({ kind, seq }) => [kind, seq])).toEqual([['event', 0], ['finished', 1]])
    expect(links.at(-1)).toBe('lost')
  })

  it('forgets the alarm when the host comes back', async () => {
    fetched.mockReturnValue(answer(200, success({ runId: 'r' })))
    const bridge = bridgeOf()
    const heard: RunMessage[] = []
    bridge.onRunMessage((message) => heard.push(message))
    FakeSource.last.dispatchEvent(new Event('open'))
    await bridge.start('permissions.verify', { profileId: 'p', role: 'importer', wakeWarehouse: false })
    FakeSource.last.fail(0)
    FakeSource.last.dispatchEvent(new Event('open'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(heard).toEqual([])
    expect(links.at(-1)).toBe('up')
  })
})
