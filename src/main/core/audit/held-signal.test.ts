import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../../../test/support/fakes-machine'
import { createHeldSignal } from './held-signal'

function made() {
  const outer = new AbortController()
  const clock = fakeClock()
  return { outer, clock, held: createHeldSignal(outer.signal, clock) }
}

describe('a cancel', () => {
  it('takes effect at once while nothing is open', () => {
    const { outer, held } = made()
    outer.abort()
    expect(held.signal.aborted).toBe(true)
  })
  it('waits for what is open, and takes effect when it is closed', () => {
    const { outer, held } = made()
    held.hold()
    outer.abort()
    expect(held.signal.aborted).toBe(false)
    held.release()
    expect(held.signal.aborted).toBe(true)
  })
  it('does not wait for ever', async () => {
    const { outer, clock, held } = made()
    held.hold()
    outer.abort()
    await clock.advance(29_000)
    expect(held.signal.aborted).toBe(false)
    await clock.advance(2_000)
    expect(held.signal.aborted).toBe(true)
  })
  it('that came before counts', () => {
    const outer = new AbortController()
    outer.abort()
    expect(createHeldSignal(outer.signal, fakeClock()).signal.aborted).toBe(true)
  })
})
