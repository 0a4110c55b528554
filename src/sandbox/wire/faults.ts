import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** What can be made to go wrong at the gateway, before anything looks at the request. */
export const FAULTS = ['drop', 'rate-limited', 'unavailable', 'slow', 'html', 'ip-blocked', 'public-access-off', 'private-link', 'stall'] as const
export type Fault = (typeof FAULTS)[number]
export const isFault = (name: string): name is Fault => (FAULTS as readonly string[]).includes(name)

export interface FaultRule {
  fault: Fault
  /** Only requests whose path begins so; all when absent. */
  path?: string
  /** How many requests it hits; all when absent. */
  times?: number
  /** For `slow`: how long each answer is held back. Default 3000. */
  delayMs?: number
}

/** Switched by tests in the same process, and by `--fault` of the command. */
export interface FaultSwitch {
  set(...rules: FaultRule[]): void
  clear(): void
  next(path: string): FaultRule | undefined
}

export function createFaultSwitch(initial: readonly FaultRule[] = []): FaultSwitch {
  let rules = initial.map((rule) => ({ ...rule }))
  return {
    set: (...more) => void rules.push(...more.map((rule) => ({ ...rule }))),
    clear: () => void (rules = []),
    next(path) {
      const rule = rules.find((one) => path.startsWith(one.path ?? '/') && one.times !== 0)
      if (rule?.times !== undefined) rule.times -= 1
      return rule
    },
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
