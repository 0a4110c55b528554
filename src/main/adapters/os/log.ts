import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { redact } from '#shared/diagnosis/redact'
import type { Log } from '../../core/ports/machine'

const MAX_BYTES = 1_000_000
const SENSITIVE_NAME = /token$|secret|password|passwd|authorization|cookie|^pat$/i
const MARK = '[redacted]'

/**
 * A value as one line of JSON without secrets: every text passes `redact`, a member whose name says it holds a secret
 * keeps only its name. Redaction works on values, never on the finished line, so that the line stays JSON.
 */
export function redactedLine(entry: Record<string, unknown>): string {
  return JSON.stringify(entry, (name, value: unknown) => {
    if (typeof value === 'string') return SENSITIVE_NAME.test(name) ? MARK : redact(value)
    if (typeof value === 'bigint') return value.toString()
    if (value instanceof Error) return errorFacts(value)
    return value
  })
}

function errorFacts(error: Error): Record<string, unknown> {
  const { code } = error as { code?: unknown }
  return { name: error.name, message: error.message, ...(typeof code === 'string' ? { code } : {}), stack: error.stack, ...(error.cause === undefined ? {} : { cause: error.cause }) }
}

function safeLine(entry: Record<string, unknown>): string {
  try {
    return redactedLine(entry)
  } catch {
    // A cycle in a foreign error object: what happened matters more than its details.
    return redactedLine({ at: entry.at, level: entry.level, event: entry.event, remark: 'facts could not be written as JSON' })
  }
}

/** A log file of JSON lines that only the user may read. At 1 MB it becomes `<file>.1`, and the older one goes. */
export function createFileLog(file: string, now: () => number): Log {
  const write = (level: string, event: string, facts: Record<string, unknown>) => {
    const line = safeLine({ at: new Date(now()).toISOString(), level, event, ...facts })
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.1`)
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      appendFileSync(file, `${line}\n`, { mode: 0o600 })
    } catch {
      // A full disk or a lost folder must not stop the program over its log.
    }
  }
  return {
    info: (event, facts = {}) => write('info', event, facts),
    warn: (event, facts = {}) => write('warn', event, facts),
    error: (event, error, facts = {}) => write('error', event, { error, ...facts }),
  }
}

/** For hosts that keep nothing. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
