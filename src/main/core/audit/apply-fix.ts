import type { AuditReport } from '#shared/audit/audit-report'
import { isEverybody } from '#shared/audit/context'
import type { AuditFacts } from '#shared/audit/facts'
import { fixPlan } from '#shared/audit/fix-plan'
import { fixRollback } from '#shared/audit/fix-rollback'
import { reviewedBy, stepIdsOf } from '#shared/audit/fix-step'
import type { FixReport, FixRoute } from '#shared/audit/fix-view'
import { chooseFix, policyOf, proposeFix, stepsOf } from '#shared/audit/remediate'
import type { Remediation, ScriptStep } from '#shared/audit/remediation'
import { type RevokeChoice, covers } from '#shared/audit/revoke-choice'
import { runAudit } from '#shared/audit/run-audit'
import type { Input } from '#shared/contract/contract'
import { explain } from '#shared/diagnosis/explain'
import { type Result, success } from '#shared/result'
import { type Plan, pending } from '#shared/setup/plan'
import type { ActionRun } from '#shared/setup/setup'
import { foldPrincipal } from '#shared/unity-catalog/names'
import type { Work } from '#shared/work'
import { inSlices } from '../in-slices'
import type { Ports } from '../ports/ports'
import type { SetupWorkspace } from '../ports/setup-workspace'
import type { OpenedProfile, ProfileAccess } from '../profiles/sign-in'
import type { RunContext } from '../run-registry'
import { createActing } from '../setup/act'
import { createAsking } from '../setup/asking'
import { createReadBack } from '../setup/read-back'
import { lineOf } from '../setup/run-line'
import { type RunResult, runPlan } from '../setup/run-plan'
import { createReadBackTables } from '../setup/table-grants'
import type { KeepAudit } from './audit-keeper'
import type { CollectAudit } from './collector'
import type { FixJournal } from './fix-journal'
import { createHeldSignal } from './held-signal'

export interface ApplyFixDependencies {
  ports: Pick<Ports, 'clock' | 'log' | 'keepScript' | 'oauth' | 'openSetupWorkspace' | 'openSqlSession'>
  access: ProfileAccess
  collect: CollectAudit
  keep: KeepAudit
  journal: FixJournal
}
type Context = RunContext<'audit.apply-fix'>

/** Runs a reviewed fix. It is made again from what is there now: what was reviewed is only compared with, and never run as it was. */
export function createApplyFix({ ports, access, collect, keep, journal }: ApplyFixDependencies) {
  const { clock, keepScript } = ports

  return async function applyFix(audited: AuditReport, reviewed: Remediation, input: Input<'audit.apply-fix'>, context: Context): Promise<Result<FixReport>> {
    const { profileId, role, revokes, startWarehouse } = input
    const { signal } = context
    const startedAt = clock.now()
    const policy = policyOf(audited)
    const opened = await access.open(profileId, role)
    if (!opened.ok) return opened
    const { signIn } = opened.value
    let looked = 0
    const tell = (what: string): void => context.emit({ kind: 'look', look: { what, done: looked, of: ++looked } })
    const look = () => collect({ profileId, role, principal: audited.subject.principal, policy, startWarehouse }, { signal, tell })

    const read = await look()
    if (!read.ok) return read
    const facts = read.value
    const found = runAudit(facts, policy)
    const report = (state: FixReport['state'], line: string, more: Partial<FixReport> = {}): Result<FixReport> => success({ runId: context.runId, state, line, actions: [], ...more })
    if (facts.cancelled) return report('cancelled', 'Cancelled. Nothing was run.')
    const { subject } = facts.access
    const isGroup = facts.access.groups.some(({ name }) => foldPrincipal(name) === foldPrincipal(subject.principal))
    if (isEverybody(subject.principal) || isGroup) return report('obstacle', `Nothing was run: ${subject.principal} is a group, and a change would affect everyone in it.`)

    const made = await inSlices(proposeThenChoose(found, facts, revokes), { signal, now: () => clock.now() })
    if (!made) return report('cancelled', 'Cancelled. Nothing was run.')
    const { steps, ...remediation } = made.value
    const { warehouse } = remediation
    if (steps.length === 0 && !warehouse) {
      const begun = journal.unfinished(profileId)
      if (!begun || covers(revokes, begun.revokes)) journal.finish(profileId)
      return report('nothing-to-do', 'Everything is as wanted. Nothing was run.', { after: await keep(profileId, facts, policy, found) })
    }
    const wasReviewed = reviewedBy(stepIdsOf(reviewed))
    const unseen = steps.filter((step) => !wasReviewed(step)).map(({ sql }) => sql)
    if (warehouse && reviewed.warehouse?.id !== warehouse.id) unseen.unshift(`CAN USE on SQL warehouse ${warehouse.name}`)
    if (unseen.length > 0) return report('changed', `${changedLine(audited, facts)} ${unseen.slice(0, 3).join('; ')}${unseen.length > 3 ? ` and ${unseen.length - 3} more` : ''} was not reviewed. Nothing was run.`, { after: await keep(profileId, facts, policy, found) })

    const workspace = ports.openSetupWorkspace(signIn)
    // Where this sign-in has just asked by SQL it can change by SQL; where it could not, REST needs no compute.
    const route = facts.asked
    const plan = fixPlan(remediation, { principal: subject.principal, metastoreId: facts.access.metastore.id, ask: ownersOf(facts, policy.catalog), runsOn: runsOn(opened.value, route) })
    const todo = pending(plan)
    context.emit({ kind: 'plan', actionIds: todo.map(({ id }) => id), route })
    // Before anything changes: how to undo it.
    const rollbackScript = keepScript(`rollback-fix-${profileId}-${startedAt}`, fixRollback(remediation, found))
    journal.begin(profileId, { auditId: input.auditId, of: todo.length, revokes, ...(rollbackScript === undefined ? {} : { rollback: rollbackScript }) })

    const result = await run(plan, { facts, profileId, opened: opened.value, workspace }, context)
    if (result.state === 'finished') journal.finish(profileId)
    const again = signal.aborted ? undefined : await look()
    const after = again?.ok && !again.value.cancelled ? { after: await keep(profileId, again.value, policy) } : {}
    // No step of a fix asks a question.
    const state = result.state === 'needs-you' ? 'stopped' : result.state
    return report(state, lineOf(result.state, result.actions, plan), { actions: result.actions, route, ...(rollbackScript === undefined ? {} : { rollbackScript }), ...after })
  }

  async function run(plan: Plan, { facts, profileId, opened, workspace }: { facts: AuditFacts; profileId: string; opened: OpenedProfile; workspace: SetupWorkspace }, { signal: cancelled, emit }: Context): Promise<RunResult> {
    const { signIn, profile } = opened
    const { subject } = facts.access
    const held = createHeldSignal(cancelled, clock)
    const { signal } = held
    const acting = createActing({ ports, signIn: () => Promise.resolve(success(signIn)), workspace: () => Promise.resolve(success(workspace)), plan, signal, onRequest: () => undefined })
    // From a REVOKE that may take what the import needs, to the last GRANT that gives it back.
    const closes = new Map(plan.actions.flatMap(({ id, cleansUpAfter }) => (cleansUpAfter === undefined ? [] : [[cleansUpAfter, id] as const])))
    let closing: string | undefined
    const follow = ({ actionId, state }: ActionRun): void => {
      const opens = closes.get(actionId)
      if (opens !== undefined && state === 'running') {
        closing = opens
        held.hold()
      } else if ((opens !== undefined && state === 'failed') || (actionId === closing && state !== 'running' && state !== 'checking')) held.release()
    }
    try {
      return await runPlan({
        plan, acting, clock, signal, confirmed: new Set(), principalIsNew: false,
        readBack: createReadBack({
          workspace, asking: createAsking({ clock, signal }), identity: { kind: subject.kind === 'user' ? 'user' : 'servicePrincipal', name: subject.principal },
          me: facts.caller.principal, workspaceId: facts.access.workspaceId,
        }),
        readBackTables: createReadBackTables((question) => acting.ask(question)),
        adopt: () => Promise.resolve(undefined),
        journal: { intend: (action) => journal.intend(profileId, action), settle: (action, state, { requestId }) => journal.settle(profileId, action, state, requestId) },
        onSecret: () => undefined,
        explain: (failure) => explain(failure, { host: signIn.host, port: signIn.port, catalog: profile.form.catalog, schema: profile.form.schema, principal: subject.principal, principalName: subject.name }),
        emit(action) {
          follow(action)
          emit({ kind: 'action', action })
        },
      })
    } finally {
      held.close()
      await acting.close()
    }
  }
}

function* proposeThenChoose(report: AuditReport, facts: AuditFacts, revokes: RevokeChoice): Work<Remediation & { steps: ScriptStep[] }> {
  const remediation = yield* chooseFix(yield* proposeFix(report, facts), revokes)
  return { ...remediation, steps: stepsOf(remediation) }
}

const runsOn = ({ warehouse }: OpenedProfile, route: FixRoute): { id: string; name: string } | undefined => (route.by === 'sql' && warehouse ? { id: warehouse.id, name: route.warehouse } : undefined)

const changedLine = ({ scope: { caller } }: AuditReport, facts: AuditFacts): string =>
  foldPrincipal(caller.principal) === foldPrincipal(facts.caller.principal)
    ? 'The workspace has changed since you looked:'
    : `What you reviewed was seen by ${caller.name ?? caller.principal}; ${facts.caller.name ?? facts.caller.principal}, who would make the changes, sees something else:`

function ownersOf({ access }: AuditFacts, catalog: string): string[] {
  const owner = access.principals[access.catalogs.find(({ name }) => name === catalog.toLowerCase())?.owner ?? -1]
  return owner === undefined ? [] : [owner]
}
