import { expect, it } from 'vitest'
import type { Work } from '#shared/work'
import { inSlices } from './in-slices'

function* counting(upTo: number, done: number[] = []): Work<number> {
  for (let at = 0; at < upTo; at++) {
    done.push(at)
    yield at % 10 === 0 ? `at ${at}` : undefined
  }
  return upTo
}
/** A clock on which every look takes so long. */
const ticking = (ms: number) => {
  let time = 0
  return () => (time += ms)
}

it('comes to the end, telling what it does', async () => {
  const told: string[] = []
  expect(await inSlices(counting(25), { now: ticking(0), tell: (step) => told.push(step) })).toEqual({ value: 25 })
  expect(told).toEqual(['at 0', 'at 10', 'at 20'])
})

it('lets others work in between', async () => {
  const done: number[] = []
  const work = inSlices(counting(1_000, done), { now: ticking(20) })
  await new Promise((resolve) => setImmediate(resolve))
  expect(done.length).toBeGreaterThan(0)
  expect(done.length).toBeLessThan(1_000)
  expect(await work).toEqual({ value: 1_000 })
})

it('stops between two steps when it is told to', async () => {
  const done: number[] = []
  const stop = new AbortController()
  const work = inSlices(counting(1_000, done), { now: ticking(20), signal: stop.signal })
  await new Promise((resolve) => setImmediate(resolve))
  stop.abort()
  expect(await work).toBeUndefined()
  expect(done.length).toBeLessThan(1_000)
})
