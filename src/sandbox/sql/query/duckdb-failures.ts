import { failed, type Failed } from '../failures'
import { missingRoutine } from './functions'

/** Failures of the embedded engine in Databricks' words; undefined for what has no counterpart there. */
export function duckDbFailure(problem: Error): Failed | undefined {
  const text = problem.message
  const routine = /(?:Function|Macro) with name "?([\w]+)"? does not exist/i.exec(text)?.[1]
  if (routine !== undefined) return missingRoutine(routine.replace(/^uc_/, ''))
  if (/COLLECTION_SIZE_LIMIT/.test(text)) return failed('UNSUPPORTED_FEATURE.SANDBOX', '54000', 'The sandbox workspace makes arrays of at most 10000 elements and texts of at most 1000000 characters from one call.')
  const raised = /USER_RAISED_EXCEPTION ?([^]*)$/.exec(text)
  if (raised) return failed('USER_RAISED_EXCEPTION', 'P0001', raised[1] === '' ? 'The assertion failed.' : (raised[1] ?? ''))
  const column = /Referenced column "([^"]+)" (?:not found|was not found)|Table "[^"]*" does not have a column named "([^"]+)"|Could not find key "([^"]+)" in struct|Referenced table "([^"]+)" not found/i.exec(text)
  if (column) {
    const near = /Candidate bindings: (.+)/.exec(text)?.[1]?.match(/"([^"]+)"/g)?.slice(0, 5).map((name) => `\`${name.replaceAll('"', '')}\``).join(', ')
    const name = column[1] ?? column[2] ?? column[3] ?? column[4] ?? ''
    return near
      ? failed('UNRESOLVED_COLUMN.WITH_SUGGESTION', '42703', `A column, variable, or function parameter with name \`${name}\` cannot be resolved. Did you mean one of the following? [${near}].`)
      : failed('UNRESOLVED_COLUMN.WITHOUT_SUGGESTION', '42703', `A column, variable, or function parameter with name \`${name}\` cannot be resolved.`)
  }
  const value = /Could not convert string '(.*?)' to (\w+)/s.exec(text)
  if (value) {
    return failed('CAST_INVALID_INPUT', '22018', `The value '${value[1] ?? ''}' of the type "STRING" cannot be cast to "${databricksType(value[2] ?? '')}" because it is malformed. Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead.`)
  }
  if (/^Conversion Error/.test(text)) return failed('CAST_INVALID_INPUT', '22018', 'A value cannot be cast to the target type because it is malformed. Use `try_cast` to tolerate malformed input and return NULL instead.')
  if (/DIVIDE_BY_ZERO/.test(text)) return failed('DIVIDE_BY_ZERO', '22012', 'Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. If necessary set "ansi_mode" to "false" to bypass this error.')
  if (/^Out of Range Error|Overflow in/i.test(text)) return failed('ARITHMETIC_OVERFLOW', '22003', 'Overflow in an arithmetic operation.')
  if (/^Binder Error: Ambiguous reference/.test(text)) return failed('AMBIGUOUS_REFERENCE', '42704', 'A reference is ambiguous: qualify the column with its table.')
  if (/must appear in the GROUP BY clause/.test(text)) return failed('MISSING_AGGREGATION', '42803', 'The non-aggregating expression is based on columns which are not participating in the GROUP BY clause.')
  if (/^Out of Memory Error/.test(text)) return failed('UNSUPPORTED_FEATURE.SANDBOX', '53200', 'This query needs more memory than the sandbox workspace has.')
  return undefined
}

const databricksType = (duckDb: string): string => ({ INT32: 'INT', INT64: 'BIGINT', INT16: 'SMALLINT', INT8: 'TINYINT', BOOL: 'BOOLEAN', VARCHAR: 'STRING' })[duckDb] ?? duckDb
