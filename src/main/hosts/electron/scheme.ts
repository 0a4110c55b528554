import { type Session } from 'electron'
import type { Pages } from '../page/page'
import { pageAddress } from './own-scheme'

const NOT_SERVED = () => new Response('Refused.', { status: 403 })

/**
 * Answers the requests of the page from `pages`, and every other request of this session with a refusal: no page in this
 * process can reach the network by itself. Talking to Databricks is the business of the main process alone.
 */
export function servePages(session: Session, pages: Pages): void {
  const { scheme, host } = pageAddress()
  const serve = async (request: Request) => {
    const url = new URL(request.url)
    if (url.host !== host || request.method !== 'GET') return NOT_SERVED()
    const { status, headers, body } = await pages(url.pathname, url.search)
    return new Response(body, { status, headers })
  }
  for (const other of ['http', 'https']) if (other !== scheme) session.protocol.handle(other, NOT_SERVED)
  session.protocol.handle(scheme, serve)
}
