import type { Diagnosis, FailureSignal } from '#shared/diagnosis/diagnosis'
import type { Outcome } from '#shared/result'
import { type Action, type Plan, pending } from '#shared/setup/plan'
import type { ActionRun } from '#shared/setup/setup'
import type { Values } from '#shared/setup/template'
import { CANCELLED } from '../bounded'
import type { Clock } from '../ports/machine'
import type { Acting, Done } from './act'
import type { ReadBack, Seen } from './read-back'
import { isTableGrant, type ReadBackTables } from './table-grants'

const PRINCIPAL_WAIT_MS = 120_000
const PRINCIPAL_EVERY_MS = 2_000
/** So many grants on tables are read back by themselves; more of them in one answer, after the last. */
const TABLES_BY_THEMSELVES = 20
export const PRINCIPAL_CREATE = 'principal.create'

export interface RunPlanDependencies {
  plan: Plan
  acting: Acting
  readBack: ReadBack
  readBackTables: ReadBackTables
  /** Finds what a lost answer created, by its marker. Answers the variables that the answer would have brought. */
  adopt: (action: Action, values: Values) => Promise<Values | undefined>
  journal: {
    intend(action: Action): void
    settle(action: Action, state: 'done' | 'failed', facts: { requestId?: string; values?: Values }): void
  }
  /** A secret that was born; it goes no further with the values. */
  onSecret: (name: 'token', value: string, tokenId: string | undefined) => void
  explain: (failure: FailureSignal, action: Action) => Diagnosis
  /** Ids of actions that were agreed to, or done by hand. */
  confirmed: ReadonlySet<string>
  /** Made by this setup a short while ago. */
  principalIsNew: boolean
  only?: string
  emit: (run: ActionRun) => void
  clock: Clock
  signal: AbortSignal
}

export interface RunResult {
  state: 'finished' | 'stopped' | 'needs-you' | 'cancelled'
  actions: ActionRun[]
}

/** The answer was lost on the way: whether the change was made is not known. */
const isLost = ({ status, errorCode = '' }: FailureSignal): boolean =>
  errorCode === 'UNEXPECTED_ANSWER' ||
  (status === undefined && /^(?:ECONN|EPIPE|ETIMEDOUT|UND_ERR|DEADLINE|ERR_STREAM|CANCELLED|EAI_|ENOTFOUND|ERR_SSL|HPE_)/.test(errorCode)) ||
  (status !== undefined && status >= 500) || (status === undefined && /socket hang up|other side closed|terminated/i.test(errorCode))
const existsAlready = ({ errorCode = '', message, status }: FailureSignal): boolean => status === 409 || /ALREADY_EXISTS|RESOURCE_CONFLICT/.test(errorCode) || /already exists/i.test(message)
/** Unity Catalog learns of a new principal after some seconds; until then it refuses, and nothing has been changed. */
const unknownPrincipal = ({ errorCode = '', message }: FailureSignal): boolean => /PRINCIPAL_DOES_NOT_EXIST|PRINCIPAL_NOT_FOUND/.test(errorCode) || /could not find principal|principal\b.*\b(?:does not|doesn't) exist/i.test(message)

/**
 * Runs what is pending, in order: intent is written, the change is made as shown, the state is read back. Stops at the first failure;
 * what has to be cleaned up is cleaned up all the same. Nothing is started after a cancel.
 */
export async function runPlan(deps: RunPlanDependencies): Promise<RunResult> {
  const { plan, only, signal, clock, emit } = deps
  let values: Values = { ...plan.values }
  const runs = new Map<string, ActionRun>()
  const todo = pending(plan).filter(({ id }) => only === undefined || id === only)
  const done = new Set(plan.actions.filter(({ state }) => state === 'satisfied').map(({ id }) => id))
  let end: RunResult['state'] | undefined
  const readsTogether = todo.filter(isTableGrant).length > TABLES_BY_THEMSELVES
  const unread: { action: Action; run: ActionRun }[] = []

  for (const action of todo) {
    if (!isTableGrant(action)) await readUnread()
    const cleans = action.cleansUpAfter !== undefined && runs.has(action.cleansUpAfter) && runs.get(action.cleansUpAfter)?.state !== 'failed'
    if (signal.aborted) end ??= 'cancelled'
    if (end !== undefined && !(cleans && end !== 'cancelled')) {
      note({ actionId: action.id, state: 'not-run', how: action.change.kind, at: clock.now() })
      continue
    }
    const run = await runAction(action)
    note(run)
    if (run.state === 'checking') unread.push({ action, run })
    if (run.state === 'checking' || run.state === 'done' || run.state === 'already' || run.state === 'refused') done.add(action.id)
    if (run.state === 'failed') end ??= signal.aborted ? 'cancelled' : 'stopped'
    if (run.state === 'needs-you') end ??= 'needs-you'
    if (run.state === 'not-seen-yet' && action.expected.check === 'warehouse-running') end ??= 'stopped'
  }
  await readUnread()
  const unseen = [...runs.values()].some(({ state }) => state === 'not-seen-yet')
  return { state: end ?? (unseen ? 'stopped' : 'finished'), actions: [...runs.values()] }

  function note(run: ActionRun): void {
    runs.set(run.actionId, run)
    emit(run)
  }

  async function readUnread(): Promise<void> {
    const together = unread.splice(0)
    if (together.length === 0) return
    const seenTogether = await deps.readBackTables(together.map(({ action }) => action), values)
    for (const { action, run } of together) {
      const now = seenTogether.get(action.id) ?? (await polled(action))
      note({ ...run, state: now.state === 'not-met' ? 'not-seen-yet' : 'done', durationMs: clock.now() - run.at, readBack: now.text })
    }
  }

  async function runAction(action: Action): Promise<ActionRun> {
    const { change, expected } = action
    const base = { actionId: action.id, how: change.kind, at: clock.now() }
    const settled = (state: ActionRun['state'], more: Partial<ActionRun> = {}): ActionRun => ({ ...base, state, durationMs: clock.now() - base.at, ...more })
    emit({ ...base, state: 'running' })

    // Someone else, or an answer that was lost, may have brought it about already.
    if (action.state === 'unknown' || expected.check === 'assigned') {
      const now = await seen(action)
      if (now.state === 'met') return settled('already', { readBack: now.text })
    }
    const question = questionOf(action)
    if (question !== undefined && !deps.confirmed.has(action.id)) return settled('needs-you', { question })

    deps.journal.intend(action)
    let outcome = await attempt(action)
    if (!outcome.ok && isLost(outcome.failure) && change.kind !== 'by-hand') outcome = await afterLostAnswer(action, outcome)
    else if (!outcome.ok && existsAlready(outcome.failure)) {
      const now = await seen(action)
      if (now.state === 'met') {
        deps.journal.settle(action, 'done', {})
        return settled('already', { readBack: now.text })
      }
    }
    if (!outcome.ok) {
      deps.journal.settle(action, 'failed', { requestId: outcome.failure.requestId })
      const diagnosis = deps.explain(outcome.failure, action)
      return settled(action.mayBeRefused && outcome.failure.errorCode !== CANCELLED ? 'refused' : 'failed', { diagnosis, requestId: outcome.failure.requestId })
    }
    const { requestId } = outcome.value
    const { token, ...brought } = outcome.value.values
    if (token !== undefined) deps.onSecret('token', token, brought.token_id)
    values = { ...values, ...brought }
    deps.journal.settle(action, 'done', { requestId, values: brought })
    if (readsTogether && isTableGrant(action)) return { ...base, state: 'checking', requestId }
    emit({ ...base, state: 'checking', requestId })
    const now = await polled(action)
    return settled(now.state === 'not-met' ? 'not-seen-yet' : 'done', { requestId, readBack: now.text })
  }

  function questionOf({ asksFirst, change, expected, title }: Action): string | undefined {
    if (change.kind === 'by-hand') return expected.check === 'confirmed' ? expected.question : `${title}: is it done?`
    return asksFirst
  }

  /** What depends on something that was not done is not tried. */
  async function attempt(action: Action): Promise<Outcome<Done>> {
    const before = action.needs.filter((id) => todo.some((one) => one.id === id) && !done.has(id) && runs.get(id)?.state !== 'not-seen-yet')
    if (before.length > 0 && action.cleansUpAfter === undefined) {
      return { ok: false, failure: { errorCode: 'NOT_DONE_BEFORE', message: `This needs ${before.join(', ')}, which was not done.` } }
    }
    const until = clock.now() + PRINCIPAL_WAIT_MS
    for (;;) {
      const outcome = await deps.acting.perform(action.change, values)
      if (outcome.ok || !unknownPrincipal(outcome.failure) || !(deps.principalIsNew || runs.has(PRINCIPAL_CREATE))) return outcome
      if (clock.now() + PRINCIPAL_EVERY_MS > until || signal.aborted) return outcome
      await clock.sleep(PRINCIPAL_EVERY_MS, signal)
    }
  }

  /** Made or not? What it would have created is looked for; what can be seen by its state is looked at. */
  async function afterLostAnswer(action: Action, lost: { ok: false; failure: FailureSignal }): Promise<Outcome<Done>> {
    if (signal.aborted) return lost
    if (action.produces.length > 0) {
      const adopted = await deps.adopt(action, values)
      return adopted ? { ok: true, value: { values: adopted } } : lost
    }
    const now = await seen(action)
    return now.state === 'met' ? { ok: true, value: { values: {} } } : lost
  }

  async function seen(action: Action): Promise<Seen> {
    if (action.expected.check === 'confirmed') return { state: 'unreadable', text: '' }
    // An expectation about an id that is not born yet can't be met.
    const named = Object.values(action.expected).flatMap((part) => (typeof part === 'object' && !Array.isArray(part) && 'variable' in part ? [part.variable] : []))
    if (named.some((name) => values[name] === undefined)) return { state: 'not-met', text: '' }
    return deps.readBack(action.expected, values)
  }

  async function polled(action: Action): Promise<Seen> {
    const until = clock.now() + action.poll.forMs
    for (;;) {
      const now = await deps.readBack(action.expected, values)
      if (now.state !== 'not-met' || signal.aborted || clock.now() + action.poll.everyMs > until) return now
      await clock.sleep(action.poll.everyMs, signal)
    }
  }
}
