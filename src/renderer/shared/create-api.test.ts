import { describe, expect, it } from 'vitest'
import type { Bridge, RunMessage } from '#shared/contract/bridge'
import { type Result, failed, success } from '#shared/result'
import { createApi } from './create-api'

const step = (runId: string, seq: number, word: string): RunMessage => ({ runId, seq, kind: 'event', event: { step: word } })
const report = { principal: 'p', askedAs: 'importer' as const, checks: [], readable: { proved: 0, total: 0 }, notChecked: [] }
const finished = (runId: string, seq: number): RunMessage => ({ runId, seq, kind: 'finished', result: success(report) })

function fakeBridge(started: Result<{ runId: string }> = success({ runId: 'r1' })) {
  let send: (message: RunMessage) => void = () => undefined
  let release: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  const cancelled: string[] = []
  const bridge: Bridge = {
    call: () => Promise.resolve(failed({ category: 'other', confidence: 'low', title: 'no', causes: [], fixes: [] })),
    start: async () => {
      await gate
      return started
    },
    cancel: async (runId) => {
      cancelled.push(runId)
    },
    onRunMessage: (listener) => {
      send = listener
      return () => undefined
    },
  }
  return { bridge, cancelled, send: (message: RunMessage) => send(message), release: () => release() }
}
const input = { profileId: 'p', role: 'importer' as const, wakeWarehouse: false }

describe('a run', () => {
  it('hears what a fast run said before its id was known, in order and once', async () => {
    const fake = fakeBridge()
    const heard: string[] = []
    const handle = createApi(fake.bridge).run('permissions.verify', input, ({ step: word }) => heard.push(word))
    fake.send(step('r1', 0, 'first'))
    fake.send(step('other', 0, 'of another run'))
    fake.send(step('r1', 1, 'second'))
    fake.release()
    await Promise.resolve()
    fake.send(step('r1', 1, 'second'))
    fake.send(finished('r1', 2))
    expect(await handle.result).toEqual(success(report))
    expect(heard).toEqual(['first', 'second'])
  })

  it('is cancelled even when the user was faster than its start', async () => {
    const fake = fakeBridge()
    const handle = createApi(fake.bridge).run('permissions.verify', input, () => undefined)
    handle.cancel()
    fake.release()
    fake.send(finished('r1', 0))
    await handle.result
    expect(fake.cancelled).toEqual(['r1'])
  })

  it('is cancelled by a signal', async () => {
    const fake = fakeBridge()
    const stop = new AbortController()
    const handle = createApi(fake.bridge).run('permissions.verify', input, () => undefined, stop.signal)
    fake.release()
    await new Promise((resolve) => setImmediate(resolve))
    stop.abort()
    expect(fake.cancelled).toEqual(['r1'])
    fake.send(finished('r1', 0))
    await handle.result
  })

  it('that is refused answers the refusal', async () => {
    const refusal = failed({ category: 'invalid_input', confidence: 'high', title: 'Refused', causes: [], fixes: [] })
    const fake = fakeBridge(refusal)
    fake.release()
    expect(await createApi(fake.bridge).run('permissions.verify', input, () => undefined).result).toEqual(refusal)
  })
})
