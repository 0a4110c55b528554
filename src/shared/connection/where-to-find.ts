import { cloudOf, workspaceQuery } from './cloud'
import type { Cloud } from './connection'
import { readHost } from './read-host'
import { readHttpPath } from './read-http-path'
import { catalogRoute, schemaRoute, tokenRoutes, warehouseRoute } from './where-to-find-routes'

export type FindTopic = 'host-and-path' | 'token' | 'catalog' | 'schema'

export interface FindStep {
  text: string
  /** The page in the user's own workspace; only once the host is known. The text stands without it: UI names move. */
  link?: { label: string; href: string }
  /** Something to copy and run elsewhere. */
  statement?: { language: 'sql' | 'shell'; text: string }
}
/** One way of getting there. Several routes are alternatives: the user picks the one that fits. */
export interface FindRoute {
  id: string
  title: string
  /** For whom or where it works, when not everywhere. */
  when?: string
  steps: FindStep[]
  remarks: string[]
}
export interface WhereToFind {
  topic: FindTopic
  title: string
  routes: FindRoute[]
}

/** What the form holds so far, as typed. */
export interface FindContext {
  host?: string
  httpPath?: string
  catalog?: string
  schema?: string
}

/** What routes are written with. */
export interface Place {
  cloud: Cloud
  warehouseId?: string
  catalog?: string
  schema?: string
  /** A link into the workspace; nothing while the host is not known to be one of Databricks'. */
  link: (label: string, path: string) => Pick<FindStep, 'link'>
}

/**
 * Where today's Databricks UI shows what a field asks for (databricks.md sections 7 to 9). Data for a screen: nothing is
 * opened or run from here.
 */
export function whereToFind(topic: FindTopic, context: FindContext = {}): WhereToFind {
  const place = placeOf(context)
  switch (topic) {
    case 'host-and-path':
      return { topic, title: 'Where to find host and HTTP path', routes: [warehouseRoute(place)] }
    case 'token':
      return { topic, title: 'Where to get a personal access token', routes: tokenRoutes(place) }
    case 'catalog':
      return { topic, title: 'Where to find the catalog', routes: [catalogRoute(place)] }
    case 'schema':
      return { topic, title: 'Where to find the schema', routes: [schemaRoute(place)] }
  }
}

function placeOf(context: FindContext): Place {
  const { host, workspaceId } = readHost(context.host ?? '')
  const cloud = host === undefined ? 'unknown' : cloudOf(host)
  const path = readHttpPath(context.httpPath ?? '')
  const query = host === undefined ? '' : workspaceQuery(host, path.workspaceId ?? workspaceId)
  return {
    cloud,
    warehouseId: path.warehouseId,
    catalog: context.catalog?.trim() || undefined,
    schema: context.schema?.trim() || undefined,
    link: (label, at) => (host === undefined || cloud === 'unknown' ? {} : { link: { label, href: `https://${host}${at}${query}` } }),
  }
}
