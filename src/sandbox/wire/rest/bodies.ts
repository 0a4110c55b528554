import { readBody, refusal, type Answer } from '../answer'
import type { Call } from '../context'

export type Read<T> = { ok: true; value: T } | { ok: false; answer: Answer }

/** Runs `handle` with the request's JSON object, or answers what is wrong with it. */
export function withBody(call: Call, handle: (body: Record<string, unknown>) => Answer): Answer {
  const body = readBody(call.body)
  return body.ok ? handle(body.value) : body.answer
}

/** A field that must be of a type where it is there at all. */
export const optionalText = (body: Record<string, unknown>, field: string): Read<string | undefined> => {
  const value = body[field]
  if (value === undefined || value === null || typeof value === 'string') return { ok: true, value: value ?? undefined }
  return invalid(`Field '${field}' must be a string.`)
}
export const optionalWhole = (body: Record<string, unknown>, field: string): Read<number | undefined> => {
  const value = typeof body[field] === 'string' && /^\d+$/.test(body[field]) ? Number(body[field]) : body[field]
  if (value === undefined || value === null) return { ok: true, value: undefined }
  return typeof value === 'number' && Number.isInteger(value) ? { ok: true, value } : invalid(`Field '${field}' must be an integer.`)
}

export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [])
export const objects = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null && !Array.isArray(one)) : []

export const invalidParameter = (message: string): Answer => refusal(400, 'INVALID_PARAMETER_VALUE', message)
const invalid = (message: string): { ok: false; answer: Answer } => ({ ok: false, answer: invalidParameter(message) })
