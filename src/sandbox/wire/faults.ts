import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * What can be made to go wrong at the gateway: before anything looks at the request, but for `crash-after-act`, where the
 * server does what it was asked and the answer is lost.
 */
export const FAULTS = ['drop', 'rate-limited', 'unavailable', 'slow', 'html', 'ip-blocked', 'public-access-off', 'private-link', 'stall', 'crash-after-act'] as const
export type Fault = (typeof FAULTS)[number]
export const isFault = (name: string): name is Fault => (FAULTS as readonly string[]).includes(name)

export interface FaultRule {
  fault: Fault
  /** Only requests whose path begins so; all when absent. */
  path?: string
  /**
   * Only requests that hold this, with `*` for anything: `POST /api/2.0/sql/warehouses` (the whole path), or SQL such as
   * `CREATE SCHEMA *`. Case and white space don't matter.
   */
  match?: string
  /** How many requests it hits; all when absent, but one for `crash-after-act`. */
  times?: number
  /** For `slow`: how long each answer is held back. Default 3000. */
  delayMs?: number
}

/** Switched by tests in the same process, and by `--fault` of the command. */
export interface FaultSwitch {
  set(...rules: FaultRule[]): void
  clear(): void
  next(request: FaultTarget): FaultRule | undefined
  /** Whether the answer to this request, which has been carried out, is to be lost. */
  crashes(request: FaultTarget & { body: Buffer }): boolean
}
export interface FaultTarget {
  method: string
  path: string
}

/** A rule as written on the command line: `slow`, `drop=/api/2.0/token`, `crash-after-act=POST /api/2.0/token/create`. */
export function parseFault(text: string): FaultRule | undefined {
  const [, name = '', pattern] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? []
  if (!isFault(name) || (name === 'crash-after-act' && !pattern)) return undefined
  return { fault: name, ...(pattern ? { match: pattern } : {}) }
}

const REQUEST = /^(GET|POST|PUT|PATCH|DELETE|\*)\s+(\/.*)$/i
const globbed = (text: string): string => text.trim().split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')).join('[^]*')

/** Whether the rule is about this request; SQL is looked for in the body, which only the fault that comes late can do. */
function concerns(rule: FaultRule, { method, path, body }: FaultTarget & { body?: Buffer }): boolean {
  if (!path.startsWith(rule.path ?? '/')) return false
  if (rule.match === undefined) return true
  const request = REQUEST.exec(rule.match.trim())
  if (request) return new RegExp(`^${globbed(request[1] ?? '')}$`, 'i').test(method) && new RegExp(`^${globbed(request[2] ?? '')}/?$`, 'i').test(path)
  if (rule.match.startsWith('/')) return new RegExp(`^${globbed(rule.match)}`, 'i').test(path)
  // Thrift and JSON both carry the statement as text; JSON escapes its line breaks and double quotes.
  const text = body?.toString('utf8').replaceAll('\\n', '\n').replaceAll('\\"', '"')
  return text !== undefined && new RegExp(globbed(rule.match), 'i').test(text)
}

export function createFaultSwitch(initial: readonly FaultRule[] = []): FaultSwitch {
  const ready = (rule: FaultRule): FaultRule => ({ ...rule, times: rule.times ?? (rule.fault === 'crash-after-act' ? 1 : undefined) })
  let rules = initial.map(ready)
  const take = (late: boolean, request: FaultTarget & { body?: Buffer }): FaultRule | undefined => {
    const rule = rules.find((one) => (one.fault === 'crash-after-act') === late && one.times !== 0 && concerns(one, request))
    if (rule?.times !== undefined) rule.times -= 1
    return rule
  }
  return {
    set: (...more) => void rules.push(...more.map(ready)),
    clear: () => void (rules = []),
    next: (request) => take(false, request),
    crashes: (request) => take(true, request) !== undefined,
  }
}

export interface FaultScene {
  request: IncomingMessage
  response: ServerResponse
  address: string
  workspaceId: string
  signal: AbortSignal
}

/** Plays a fault. `true`: the request is answered (or will never be); `false`: go on. */
export async function playFault(rule: FaultRule, scene: FaultScene): Promise<boolean> {
  const { response, request } = scene
  const say = (status: number, type: string, body: string, headers: Record<string, string> = {}): true => {
    response.writeHead(status, { 'content-type': type, server: 'databricks', ...headers })
    response.end(body)
    return true
  }
  switch (rule.fault) {
    case 'drop':
      request.socket.destroy()
      return true
    case 'stall':
      return true
    // Comes after the request has been carried out.
    case 'crash-after-act':
      return false
    case 'slow':
      await wait(rule.delayMs ?? 3000, undefined, { signal: scene.signal }).catch(() => undefined)
      return false
    case 'rate-limited':
      return say(429, 'application/json', JSON.stringify({ error_code: 'REQUEST_LIMIT_EXCEEDED', message: 'Current request rate exceeds the limit. Please try again later.' }), { 'retry-after': '2' })
    case 'unavailable':
      return say(503, 'application/json', JSON.stringify({ error_code: 'TEMPORARILY_UNAVAILABLE', message: 'No webapps are available to handle your request. Please try again later.' }))
    case 'html':
      return say(200, 'text/html', '<!doctype html><html><head><title>Sign in</title></head><body>This page is not an API answer.</body></html>')
    case 'ip-blocked': {
      const message = `Source IP address: ${scene.address} is blocked by Databricks IP ACL for workspace: ${scene.workspaceId}`
      return say(403, 'application/json; charset=utf-8', JSON.stringify({ error_code: 403, message }), { 'x-databricks-reason-phrase': message })
    }
    case 'public-access-off':
      return say(403, 'text/plain', `Public access is not allowed for workspace: ${scene.workspaceId}`)
    case 'private-link':
      return say(303, 'text/html', '', { location: `/login.html?o=${scene.workspaceId}&error=private-link-validation-error` })
  }
}
