import type { FailureSignal } from '#shared/diagnosis/diagnosis'
import { explain } from '#shared/diagnosis/explain'
import { type Outcome, failure } from '#shared/result'
import type { LookEvent } from '#shared/setup/setup'
import { CANCELLED, bounded } from '../bounded'
import type { CallLimits } from '../ports/call'
import type { Clock } from '../ports/machine'

const QUESTION_MS = 30_000
const AT_ONCE = 6

/** Asks questions, a few at a time, each within its own deadline, and tells how far it has come. */
export interface Asking {
  ask<T>(what: string, question: (limits: CallLimits) => Promise<Outcome<T>>): Promise<Outcome<T>>
}

export function createAsking({ clock, signal, tell = () => undefined }: { clock: Clock; signal: AbortSignal; tell?: (event: LookEvent) => void }): Asking {
  let done = 0
  let of = 0
  let running = 0
  const waiting: (() => void)[] = []
  const turn = async (): Promise<void> => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
  }
  const release = (): void => {
    const next = waiting.shift()
    // The place is handed over as it is: the number of running questions stays.
    if (next) next()
    else running--
  }
  return {
    async ask(what, question) {
      of++
      await turn()
      try {
        if (signal.aborted) return failure({ stage: what, errorCode: CANCELLED, message: 'Cancelled.' })
        return await bounded(clock, what, { signal, timeoutMs: QUESTION_MS }, question)
      } finally {
        release()
        done++
        tell({ what, done, of })
      }
    },
  }
}

const ABSENT = /^(?:RESOURCE_DOES_NOT_EXIST|NOT_FOUND|CATALOG_DOES_NOT_EXIST|SCHEMA_DOES_NOT_EXIST|TABLE_DOES_NOT_EXIST|CATALOG_NOT_FOUND|SCHEMA_NOT_FOUND|TABLE_OR_VIEW_NOT_FOUND|NO_SUCH_\w+)$/

/** The workspace says that it is not there; anything else is no answer to that question. */
export const saysAbsent = (signal: FailureSignal): boolean => ABSENT.test(signal.errorCode ?? '') || (signal.status === 404 && !/Bad Target/i.test(signal.message))

/** Why something is not known, in one sentence. */
export function whyNot(signal: FailureSignal): string {
  const { title } = explain(signal)
  return /[.!?]$/.test(title) ? title : `${title}.`
}
