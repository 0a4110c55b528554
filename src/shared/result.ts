import type { Diagnosis, FailureSignal } from './diagnosis/diagnosis'

/** What every call of the application answers: a value, or a diagnosis. Never an exception. */
export type Result<T> = { ok: true; value: T } | { ok: false; diagnosis: Diagnosis }

/** What an adapter answers about the outside world: a value, or the raw signal that `explain` turns into a diagnosis. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: FailureSignal }

export const success = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const failed = (diagnosis: Diagnosis): { ok: false; diagnosis: Diagnosis } => ({ ok: false, diagnosis })
export const failure = (signal: FailureSignal): { ok: false; failure: FailureSignal } => ({ ok: false, failure: signal })

/** Marks a switch as complete: a new member of the union stops compiling here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
