import type { NotChecked } from '#shared/audit/facts'
import { type Known, known, notKnown } from '#shared/audit/facts'
import { explain } from '#shared/diagnosis/explain'
import type { Outcome } from '#shared/result'
import { bounded } from '../bounded'
import type { AuditWorkspace } from '../ports/audit-workspace'
import type { CallLimits } from '../ports/call'
import type { Clock } from '../ports/machine'

const CALL_MS = 60_000

/** One collection under way: what every part of it needs. Aborting the signal makes what is left come back as not known. */
export interface Collection {
  workspace: AuditWorkspace
  signal: AbortSignal
  clock: Clock
  /** REST calls, statements and fetches so far. */
  requests: { count: number }
  leftOut: NotChecked[]
  tell(step: string): void
  /** A REST call within its deadline. */
  call<T>(work: (workspace: AuditWorkspace, limits: CallLimits) => Promise<Outcome<T>>): Promise<Outcome<T>>
}

export function createCollection(
  { workspace, signal, clock, requests, tell }: Pick<Collection, 'workspace' | 'signal' | 'clock' | 'requests' | 'tell'>,
): Collection {
  return {
    workspace, signal, clock, requests, tell,
    leftOut: [],
    call: (work) => bounded(clock, 'audit', { signal, timeoutMs: CALL_MS }, (limits) => work(workspace, limits)),
  }
}

/** Why a fact is missing, in a sentence without a full stop: what Databricks said, or that the user stopped it. */
export function reasonOf(outcome: Extract<Outcome<unknown>, { ok: false }>): string {
  if (outcome.failure.errorCode === 'CANCELLED') return 'The audit was cancelled before this was read'
  const why = explain(outcome.failure)
  // A refusal is told in Databricks' own words: they name the right.
  const isPlainRefusal = outcome.failure.status === 403 && why.category !== 'token_scope' && why.category !== 'ip_blocked'
  const said = (why.evidence?.message ?? '').split('\n')[0]?.replace(/\s*\[ReqId:.*$/, '').replace(/\.$/, '').trim() ?? ''
  return isPlainRefusal && said !== '' ? `Databricks refused it: ${said}` : why.title
}

export const knownFrom = <T>(outcome: Outcome<T>, right: string): Known<T> => (outcome.ok ? known(outcome.value) : notKnown(reasonOf(outcome), right))

export const sameName = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
/** A user's name is an e-mail address; group names hold no @ as a rule. */
export const isEmail = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)
/** Whether a principal may be a group: neither an e-mail address, nor an application id, nor the system's own name. */
export const mayBeGroup = (principal: string): boolean => !isUuid(principal) && !isEmail(principal) && !sameName(principal, 'system user') && !sameName(principal, 'account users')
