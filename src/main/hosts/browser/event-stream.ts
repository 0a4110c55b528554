import type { ServerResponse } from 'node:http'
import type { RunMessage } from '#shared/contract/bridge'

const HEARTBEAT_MS = 15_000
const KEPT_MESSAGES = 5_000
const KEPT_CHARACTERS = 8_000_000

/** Run messages as server-sent events, one stream for every open page. */
export interface EventStream {
  publish(message: RunMessage): void
  /**
   * Sends everything from now on to this response. With the id of the last event a page saw, what it missed comes first;
   * where that is no longer kept, an event `gap` says so.
   */
  attach(response: ServerResponse, lastEventId: string | undefined): void
  close(): void
}

interface Sent {
  id: number
  text: string
}

export function createEventStream(onPages: (count: number) => void): EventStream {
  const pages = new Set<ServerResponse>()
  const kept: Sent[] = []
  let keptCharacters = 0
  let lastId = 0

  const send = (text: string) => {
    for (const page of pages) page.write(text)
  }
  const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS)
  heartbeat.unref()

  const replay = (page: ServerResponse, lastEventId: string) => {
    const seen = Number(lastEventId)
    if (!Number.isSafeInteger(seen) || seen < 0 || seen >= lastId) return
    if ((kept[0]?.id ?? lastId + 1) > seen + 1) page.write('event: gap\ndata: {}\n\n')
    for (const sent of kept) if (sent.id > seen) page.write(sent.text)
  }

  return {
    publish(message) {
      lastId += 1
      const text = `id: ${lastId}\ndata: ${JSON.stringify(message)}\n\n`
      kept.push({ id: lastId, text })
      keptCharacters += text.length
      while (kept.length > KEPT_MESSAGES || (keptCharacters > KEPT_CHARACTERS && kept.length > 1)) keptCharacters -= kept.shift()!.text.length
      send(text)
    },
    attach(response, lastEventId) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
      // The id makes a page that loses the connection before its first message ask for what came after this moment.
      if (lastEventId === undefined) response.write(`id: ${lastId}\nevent: ready\ndata: {}\n\n`)
      else {
        response.write(': again\n\n')
        replay(response, lastEventId)
      }
      pages.add(response)
      onPages(pages.size)
      response.once('close', () => {
        pages.delete(response)
        onPages(pages.size)
      })
    },
    close() {
      clearInterval(heartbeat)
      for (const page of pages) page.end()
    },
  }
}
