import type { z } from 'zod'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { type Result, failed, success } from '#shared/result'
import { invalidInput } from './invalid-input'
import type { Log } from './ports/machine'

/** What a bug looks like from outside: no stack, no values, and where to find more. */
export function internalError(where: string): Diagnosis {
  return {
    category: 'internal_error',
    confidence: 'high',
    title: 'The assistant made a mistake',
    causes: [`Something unexpected happened in ${where}. This is a fault of the assistant, not of your workspace.`],
    fixes: [{ text: 'Try it again. If it happens again, report it together with the log file; the log holds no tokens.', action: 'retry' }],
  }
}

/** Runs a piece of the application so that no exception crosses: a bug is logged and becomes a diagnosis. */
export async function guarded<T>(log: Log, where: string, work: () => Promise<Result<T>> | Result<T>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    log.error('bug', error, { where })
    return failed(internalError(where))
  }
}

/** Input as the contract wants it, or a diagnosis that names the first wrong field and, never its value, what is wrong. */
export function validated<T>(schema: z.ZodType<T>, input: unknown, operation: string): Result<T> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return success(parsed.data)
  const named = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const first = named[0]
  const field = first?.path === '' ? undefined : (first?.path.replace(/^form\./, '') ?? undefined)
  return failed(
    invalidInput(`${operation} was called with input it can't use`, {
      field,
      causes: named.map(({ path, message }) => `${path === '' ? 'The input' : `Field ${path}`}: ${message}.`),
    }),
  )
}
