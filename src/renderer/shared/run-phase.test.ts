import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ActionRun, ApplyEvent } from '#shared/setup/setup'
import { type RunPhase, gathered, runEvents } from './run-phase'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const action = (actionId: string, state: ActionRun['state']): ApplyEvent => ({ kind: 'action', action: { actionId, state, how: 'sql', at: 1 } })
const RUNNING: RunPhase<string> = { kind: 'running', startedAt: 0, look: { what: 'tables', requests: 1 } as never, order: [], cancelling: false, actions: {} }

it('the last event of each change counts, and what is looked at ends with the next event', () => {
  const run = runEvents(RUNNING, [{ kind: 'plan', actionIds: ['a', 'b'] }, action('a', 'running'), action('b', 'running'), action('a', 'done')])
  expect(run).toMatchObject({ order: ['a', 'b'], look: undefined, actions: { a: { state: 'done' }, b: { state: 'running' } } })
  expect(RUNNING.actions).toEqual({})
})

it('events after the end change nothing', () => {
  const ended: RunPhase<string> = { kind: 'ended', report: 'r', actions: {} }
  expect(runEvents(ended, [action('a', 'running')])).toBe(ended)
})

it('hands on the first event at once, and those that follow closely together and in order, none twice', () => {
  const handed: (readonly number[])[] = []
  const events = gathered<number>((some) => handed.push(some), 50)
  for (let at = 0; at < 1000; at++) events.add(at)
  expect(handed).toEqual([[0]])
  vi.advanceTimersByTime(50)
  expect(handed).toEqual([[0], Array.from({ length: 999 }, (_none, at) => at + 1)])
  events.add(1000)
  events.flush()
  vi.runAllTimers()
  events.add(1001)
  expect(handed.slice(2)).toEqual([[1000], [1001]])
})
