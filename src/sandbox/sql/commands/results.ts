import type { ResultColumn, StatementOutcome } from '../engine'

export const table = (columns: readonly (string | readonly [name: string, type: string])[], rows: unknown[][]): StatementOutcome => ({
  ok: true,
  result: { columns: columns.map((column): ResultColumn => (typeof column === 'string' ? { name: column, type: 'STRING' } : { name: column[0], type: column[1] })), rows },
})

/** A command that answers nothing. */
export const done = (): StatementOutcome => table([], [])
