import { refusal, type Answer } from '../answer'

export type Page<T> = { ok: true; items: T[]; next?: string } | { ok: false; answer: Answer }

/**
 * One page of a list. Without `max_results` everything at once, which Databricks still allows; 0 asks for the server's own
 * page size. A page token is only good for the list that gave it.
 */
export function pageOf<T>(items: readonly T[], query: URLSearchParams, serverSize: number, limits?: { least: number }): Page<T> {
  const asked = query.get('max_results')
  const token = query.get('page_token')
  const size = asked === null ? undefined : Number(asked)
  if (size !== undefined && (!Number.isInteger(size) || size < 0 || (limits !== undefined && size > 0 && size < limits.least))) {
    return { ok: false, answer: refusal(400, 'INVALID_PARAMETER_VALUE', `Invalid value for max_results: ${asked ?? ''}.`) }
  }
  let from = 0
  if (token) {
    from = Number(/^p:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1] ?? Number.NaN)
    if (!Number.isInteger(from)) return { ok: false, answer: refusal(400, 'INVALID_PARAMETER_VALUE', 'Invalid page token.') }
  }
  if (size === undefined && !token) return { ok: true, items: [...items] }
  const count = size === undefined || size === 0 ? serverSize : Math.min(size, serverSize)
  const page = items.slice(from, from + count)
  const end = from + page.length
  return { ok: true, items: page, ...(end < items.length ? { next: Buffer.from(`p:${end}`).toString('base64url') } : {}) }
}
