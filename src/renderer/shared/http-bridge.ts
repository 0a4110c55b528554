import type { Bridge, RunMessage } from '#shared/contract/bridge'
import { type Result, failed } from '#shared/result'
import type { Link } from './link-store'

const RETRY_MS = 2_000
/** How long a start waits for the event stream; without it the run's messages would be missed. */
const STREAM_WAIT_MS = 5_000
/** A run whose host stays away this long is given up. */
const GIVE_UP_MS = 10_000

const gone = (link: Exclude<Link, 'up'>) =>
  failed({
    category: 'internal_error',
    confidence: 'high',
    title: link === 'lost' ? 'The assistant has stopped' : 'This page is no longer signed in to the assistant',
    causes: [link === 'lost' ? 'Its process on this computer does not answer.' : 'The assistant was started again, or the page was opened without its one-time address.'],
    fixes: [{ text: 'Start the assistant again and use the address it prints.' }],
  })

const missed = failed({
  category: 'internal_error',
  confidence: 'high',
  title: 'This page lost track of the run',
  causes: ['The page was asleep or cut off for longer than the assistant keeps messages.'],
  fixes: [{ text: 'Run it again.' }],
})

const isResult = (value: unknown): value is Result<never> => typeof value === 'object' && value !== null && 'ok' in value

/**
 * The bridge of the browser host: calls are POSTs, messages of runs come as server-sent events. A host that went away is
 * reported through `onLink` and answered with a diagnosis; it never leaves a promise open.
 */
export function createHttpBridge(onLink: (link: Link) => void): Bridge {
  const listeners = new Set<(message: RunMessage) => void>()
  const openRuns = new Map<string, number>()
  let streamIsOpen: Promise<void> = Promise.resolve()
  let giveUp: ReturnType<typeof setTimeout> | undefined

  const tell = (message: RunMessage) => {
    if (message.kind === 'finished') openRuns.delete(message.runId)
    else if (openRuns.has(message.runId)) openRuns.set(message.runId, message.seq + 1)
    for (const listener of listeners) listener(message)
  }
  const endRuns = (result: Result<never>) => {
    for (const [runId, seq] of [...openRuns]) tell({ runId, seq, kind: 'finished', result })
  }
  const up = () => {
    clearTimeout(giveUp)
    giveUp = undefined
    onLink('up')
  }
  const down = (link: Exclude<Link, 'up'>) => {
    onLink(link)
    giveUp ??= setTimeout(() => endRuns(gone(link)), GIVE_UP_MS)
  }

  async function post(path: string, input: unknown): Promise<Result<never>> {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-assistant': '1' },
        body: JSON.stringify(input),
      })
      const body: unknown = await response.json().catch(() => undefined)
      if (isResult(body) && response.status !== 401) return body
      down('refused')
      return gone('refused')
    } catch {
      down('lost')
      return gone('lost')
    }
  }

  function listen(): void {
    const source = new EventSource('/api/events')
    streamIsOpen = new Promise((resolve) => {
      const waited = setTimeout(resolve, STREAM_WAIT_MS)
      source.addEventListener('open', () => {
        clearTimeout(waited)
        resolve()
        up()
      })
    })
    source.addEventListener('message', (event: MessageEvent<string>) => tell(JSON.parse(event.data) as RunMessage))
    source.addEventListener('gap', () => endRuns(missed))
    source.addEventListener('error', () => {
      // The browser reconnects by itself, with Last-Event-ID, unless the answer was not a stream.
      if (source.readyState === EventSource.CLOSED) {
        source.close()
        down('refused')
        setTimeout(() => listen(), RETRY_MS)
      } else down('lost')
    })
  }
  listen()

  return {
    call: (name, input) => post(`/api/call/${name}`, input),
    async start(name, input) {
      await streamIsOpen
      const started: Result<{ runId: string }> = await post(`/api/start/${name}`, input)
      if (started.ok) openRuns.set(started.value.runId, 0)
      return started
    },
    async cancel(runId) {
      await post(`/api/cancel/${encodeURIComponent(runId)}`, {})
    },
    onRunMessage(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
