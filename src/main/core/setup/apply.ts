import type { Input } from '#shared/contract/contract'
import { explain } from '#shared/diagnosis/explain'
import { type Outcome, type Result, success } from '#shared/result'
import { valueOf } from '#shared/setup/facts'
import { makePlan } from '#shared/setup/make-plan'
import { pending } from '#shared/setup/plan'
import { renderRollback } from '#shared/setup/render/rollback'
import type { ActionRun, ApplyReport, LookEvent, Setup } from '#shared/setup/setup'
import type { Ports } from '../ports/ports'
import type { SetupWorkspace } from '../ports/setup-workspace'
import type { RunContext } from '../run-registry'
import { Secret } from '../secret'
import { createActing } from './act'
import { createAdopt } from './adopt'
import { createAsking } from './asking'
import type { AdminAccess } from './admin-access'
import type { JournalStore } from './journal'
import { REVOKE_LOST, SECRET_ACTION, TOKEN_ACTION, deleteTokens, isOwnToken, lostTokens, removeSecrets, withoutTokens } from './leftovers'
import { look } from './look'
import type { NewTokens } from './new-tokens'
import { createReadBack } from './read-back'
import { lineOf } from './run-line'
import { PRINCIPAL_CREATE, runPlan } from './run-plan'
import type { Setups } from './setups'

const START_ID = 'warehouse.start'
/** A service principal that was made within this time may still be unknown to Unity Catalog. */
const NEW_MS = 600_000
const CLEAN_UP_MS = 20_000

export interface ApplyDependencies {
  ports: Ports
  access: AdminAccess
  journals: JournalStore
  newTokens: NewTokens
  setups: Setups
}
type ApplyInput = Input<'setup.apply'>

/** Runs a reviewed plan. It is made again from what is there now: a plan from a screen is never run as it came. */
export function createApply({ ports, access, journals, newTokens, setups }: ApplyDependencies) {
  const { clock, keepScript, log } = ports

  return async function apply(setup: Setup, input: ApplyInput, context: RunContext<'setup.apply'>): Promise<Result<ApplyReport>> {
    const { goal } = input
    const { signal } = context
    const startedAt = clock.now()
    let requests = 0
    const opened = await access.open(setup, { signal, onRequest: () => requests++ })
    if (!opened.ok) return opened
    const { workspace, place, byToken, renew, signIn, openSql } = opened.value
    const asking = createAsking({ clock, signal, tell: (event: LookEvent) => context.emit({ kind: 'look', look: event }) })
    const quietly = createAsking({ clock, signal })

    const seen = await look({ workspace, asking, goal, host: place.host, byToken, openSql, signal })
    if (!seen.ok) return seen
    const journal = journals.read(setup.id)
    const lost = lostTokens(goal, seen.value, journal, newTokens.get(setup.id) !== undefined)
    const facts = withoutTokens(seen.value, lost)
    const me = valueOf(facts.me)?.principal ?? ''
    const plan = makePlan(goal, facts, { unityCatalogBy: input.unityCatalogBy, now: clock.now() })
    const todo = pending(plan)
    context.emit({ kind: 'plan', actionIds: todo.map(({ id }) => id) })

    const report = (state: ApplyReport['state'], line: string, actions: ActionRun[] = [], rollbackScript?: string): Result<ApplyReport> =>
      success({ runId: context.runId, state, line, actions, requests, startedAt, finishedAt: clock.now(), token: setups.token(setup), rollbackScript })

    const principal = valueOf(facts.principal)
    const principalId = principal?.state === 'present' ? principal.id : undefined
    const cleaned = await removeSecrets(setup.id, principalId, { journals, workspace, asking: quietly })
    if (cleaned !== undefined && cleaned.length > 0) return report('stopped', 'An OAuth secret that an earlier run made is still there and could not be deleted. Delete it in Settings > Identity and access before you go on.')
    if (plan.obstacles.length > 0) return report('obstacle', `Nothing was run: ${plan.obstacles.map(({ title }) => title).join('; ')}.`)
    if (todo.length === 0) {
      journals.finish(setup.id)
      return report('nothing-to-do', 'Everything is as wanted. Nothing was run.')
    }
    const reviewed = new Set(input.reviewed)
    const unseen = todo.filter(({ id, cleansUpAfter }) => !reviewed.has(id) && cleansUpAfter === undefined && !(id === START_ID && input.startWarehouse) && (input.only === undefined || input.only === id))
    if (unseen.length > 0) return report('changed', `The workspace has changed since you looked: ${unseen.slice(0, 3).map(({ title }) => title).join(', ')}${unseen.length > 3 ? ` and ${unseen.length - 3} more` : ''} was not reviewed. Nothing was run.`)

    // Before anything changes: how to undo it.
    const rollback = (): { text: string; file?: string } => {
      const text = renderRollback(plan, { values: { ...plan.values, ...journals.read(setup.id).values }, host: place.host })
      return { text, file: keepScript(`rollback-${setup.id}-${startedAt}`, text) }
    }
    const kept = rollback()
    const { file } = kept
    journals.begin(setup.id, kept)

    const confirmed = new Set(input.confirmations)
    if (input.startWarehouse) confirmed.add(START_ID)
    const first = await revokeLost()
    if (first && first.state !== 'done') {
      return report(first.state === 'needs-you' ? 'needs-you' : 'stopped', first.question ?? 'The token whose value was lost could not be revoked.', [first], file)
    }

    const acting = createActing({ ports, signIn: renew, workspace: current, plan, signal, onRequest: () => requests++ })
    try {
      const result = await runPlan({
        plan, acting, clock, signal, confirmed, only: input.only,
        readBack: createReadBack({ workspace, asking: quietly, identity: goal.principal, me, workspaceId: facts.workspaceId }),
        adopt: createAdopt({ workspace, asking: quietly, goal, marker: plan.marker }),
        principalIsNew: journal.entries.some(({ actionId, at }) => actionId === PRINCIPAL_CREATE && clock.now() - at < NEW_MS),
        journal: {
          intend(action) {
            if (action.id === SECRET_ACTION) journals.secretsBefore(setup.id, principal?.state === 'present' ? (valueOf(principal.secrets) ?? []).map(({ id }) => id) : [])
            journals.intend(setup.id, action)
          },
          settle: (action, state, more) => journals.settle(setup.id, action, state, more),
        },
        onSecret(_name, value, tokenId) {
          newTokens.put(setup.id, new Secret(value))
          journals.token(setup.id, { id: tokenId, shown: false })
        },
        explain: (failure, action) => explain(failure, { host: place.host, port: place.port, catalog: goal.catalog.name, schema: goal.schema.name, principal: typeof plan.principal === 'string' ? plan.principal : undefined, principalName: goal.principal.name, warehouseName: action.step === 'warehouse' && 'name' in goal.warehouse ? goal.warehouse.name : undefined }),
        emit: (action) => context.emit({ kind: 'action', action }),
      })
      journals.rollback(setup.id, rollback())
      if (result.state === 'finished' && input.only === undefined) journals.finish(setup.id)
      return report(result.state, lineOf(result.state, result.actions, plan), first ? [first, ...result.actions] : result.actions, file)
    } finally {
      await acting.close()
      await cleanUp()
    }

    /** The sign-in may have been renewed since. */
    async function current(): Promise<Outcome<SetupWorkspace>> {
      const who = await renew()
      return who.ok ? success(who.value.token === signIn.token ? workspace : ports.openSetupWorkspace(who.value, () => requests++)) : who
    }

    /** A token whose value nobody has: asked, revoked, and made anew by the plan. */
    async function revokeLost(): Promise<ActionRun | undefined> {
      if (lost.length === 0 || (input.only !== undefined && input.only !== TOKEN_ACTION)) return undefined
      const base = { actionId: REVOKE_LOST, how: 'rest' as const, at: clock.now() }
      const question = 'An earlier run made a token and ended before anybody had its value. May it be revoked, so that a new one is made?'
      const run: ActionRun = !confirmed.has(REVOKE_LOST) ? { ...base, state: 'needs-you', question } : await revoke()
      context.emit({ kind: 'action', action: run })
      return run

      async function revoke(): Promise<ActionRun> {
        const deleted = await deleteTokens(lost, { workspace, asking: quietly, own: isOwnToken(goal, me) })
        const durationMs = clock.now() - base.at
        return deleted.ok ? { ...base, state: 'done', durationMs, readBack: 'The token is no longer listed.' } : { ...base, state: 'failed', durationMs, diagnosis: explain(deleted.failure, { host: place.host }) }
      }
    }

    /** A short-lived secret must not outlive the run, whatever ended it, a cancel too. */
    async function cleanUp(): Promise<void> {
      if (journals.read(setup.id).secretsBefore === undefined) return
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(), CLEAN_UP_MS)
      try {
        await removeSecrets(setup.id, principalId, { journals, workspace, asking: createAsking({ clock, signal: late.signal }) })
      } catch (error) {
        log.error('setup.clean-up', error)
      } finally {
        clearTimeout(timer)
      }
    }
  }
}
