import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import type { RunMessage } from '#shared/contract/bridge'
import { createEventStream } from './event-stream'

/** Stands for an open page: keeps what was written to it. */
function openPage() {
  const written: string[] = []
  const page = Object.assign(new EventEmitter(), { writeHead: () => undefined, write: (text: string) => written.push(text), end: () => undefined })
  return { response: page as unknown as ServerResponse, text: () => written.join(''), leave: () => page.emit('close') }
}
const message = (seq: number, note = ''): RunMessage => ({ runId: 'r', seq, kind: 'event', event: { step: `step ${note}` } })

it('tells a page that was away for too long that it missed something, and sends the rest', () => {
  const events = createEventStream(() => undefined)
  for (let seq = 0; seq < 6_000; seq += 1) events.publish(message(seq))
  const [late, recent] = [openPage(), openPage()]
  events.attach(late.response, '3')
  events.attach(recent.response, '5990')
  expect(late.text()).toContain('event: gap')
  expect(late.text().match(/"seq":/g)).toHaveLength(5_000)
  expect(recent.text()).not.toContain('event: gap')
  expect(recent.text().match(/"seq":/g)).toHaveLength(10)
  events.close()
})

it('keeps no more than some megabytes, whatever the size of a message', () => {
  const events = createEventStream(() => undefined)
  for (let seq = 0; seq < 30; seq += 1) events.publish(message(seq, 'x'.repeat(1_000_000)))
  const page = openPage()
  events.attach(page.response, '0')
  expect(page.text().length).toBeLessThan(9_000_000)
  expect(page.text()).toContain('"seq":29')
  events.close()
})

it.each(['x', '-1', '999', '1.5'])('replays nothing for an id it never gave (%s)', (id) => {
  const events = createEventStream(() => undefined)
  events.publish(message(0))
  const page = openPage()
  events.attach(page.response, id)
  expect(page.text()).not.toContain('"seq"')
  events.close()
})

it('counts the open pages', () => {
  const counts: number[] = []
  const events = createEventStream((count) => counts.push(count))
  const [one, two] = [openPage(), openPage()]
  events.attach(one.response, undefined)
  events.attach(two.response, undefined)
  one.leave()
  two.leave()
  events.publish(message(0))
  expect(counts).toEqual([1, 2, 1, 0])
  expect(one.text() + two.text()).not.toContain('"seq"')
  events.close()
})
