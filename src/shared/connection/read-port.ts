import type { FieldIssue } from './connection'
import { coreOf, issuesOf } from './field-reading'

export const DEFAULT_PORT = 443

/** Reads a port; an empty field means 443, as in CleverTap's form. Another port is legal but unusual: a warning. */
export function readPort(text: string, { anyPortIsUsual = false } = {}): { port?: number; issues: FieldIssue[] } {
  const { issues, error, warn } = issuesOf('port')
  const { core, start, end } = coreOf(text)
  if (core === '') return { port: DEFAULT_PORT, issues }
  const port = /^\d{1,5}$/.test(core) ? Number(core) : 0
  if (port < 1 || port > 65535) {
    error('range', 'A port is a whole number from 1 to 65535. Databricks uses 443.', { start, end }, String(DEFAULT_PORT))
    return { issues }
  }
  if (port !== DEFAULT_PORT && !anyPortIsUsual) warn('not-443', 'Databricks listens on port 443. Another port is right only behind your own proxy.', { start, end }, String(DEFAULT_PORT))
  return { port, issues }
}
