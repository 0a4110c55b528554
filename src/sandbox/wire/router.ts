import type { Endpoint } from './context'

export type Route =
  | { kind: 'found'; endpoint: Endpoint; params: Record<string, string> }
  | { kind: 'wrong-method' }
  | { kind: 'unknown' }

interface Compiled {
  endpoint: Endpoint
  pattern: RegExp
  names: string[]
}

/** Finds the endpoint of a request; a slash at the end doesn't matter. */
export function createRouter(endpoints: readonly Endpoint[]): (method: string, path: string) => Route {
  const compiled: Compiled[] = endpoints.map((endpoint) => {
    const names: string[] = []
    const source = endpoint.path.replace(/[.]/g, '\\.').replace(/:(\w+)/g, (_part, name: string) => {
      names.push(name)
      return '([^/]+)'
    })
    return { endpoint, pattern: new RegExp(`^${source}/?$`), names }
  })
  return (method, path) => {
    let known = false
    for (const { endpoint, pattern, names } of compiled) {
      const match = pattern.exec(path)
      if (!match) continue
      known = true
      if (endpoint.method !== method) continue
      return { kind: 'found', endpoint, params: Object.fromEntries(names.map((name, index) => [name, decoded(match[index + 1] ?? '')])) }
    }
    return known ? { kind: 'wrong-method' } : { kind: 'unknown' }
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
