import { groupBy } from '../group-by'
import type { SecurableRef } from '../unity-catalog/facts'
import { lineage } from '../unity-catalog/decision'
import { effectiveAccess } from '../unity-catalog/effective-access'
import { catalogAt } from '../unity-catalog/names'
import { impliedByAll } from '../unity-catalog/privileges'
import { isHiveMetastore, isSamplesCatalog } from '../unity-catalog/rules'
import { finish, type Work } from '../work'
import type { AuditReport } from './audit-report'
import { type AuditContext, createContext } from './context'
import type { AuditFacts } from './facts'
import type { ByHandRow } from './fix-view'
import { providedBy } from './fixes'
import { holdings } from './holdings'
import { meets, type Need, needsOf } from './needs'
import type { Policy } from './policy'
import type { Remediation, RevokeUnit, ScriptStep } from './remediation'
import { EVERY_REVOKE, type RevokeChoice, chooser } from './revoke-choice'
import { revokeUnit, scriptStep } from './script-step'
import { applySteps } from './simulate'
import { type WarehouseGrant, missingWarehouseGrant } from './warehouse-grant'

/** So many securables are looked at between two pauses. */
const AT_ONCE = 4096
const NOT_NEEDED = 'The import does not need it.'

/** The policy that a report was made with. */
export function policyOf({ scope }: AuditReport): Policy {
  return {
    catalog: scope.catalog, thresholds: scope.thresholds, off: scope.off,
    ...(scope.schema === undefined ? {} : { schema: scope.schema }),
    ...(scope.tables === undefined ? {} : { tables: scope.tables }),
    ...(scope.warehouse === undefined ? {} : { warehouse: scope.warehouse }),
    ...(scope.sourceRanges === undefined ? {} : { sourceRanges: scope.sourceRanges }),
  }
}

/** A privilege becomes SQL text as it stands: only plain words may. */
const isPlain = (privilege: string): boolean => /^[A-Z]+( [A-Z]+)*$/.test(privilege)

/** What is stored for the identity itself on one securable. */
export interface OwnGrants {
  ref: SecurableRef
  stored: string[]
  /** Of these, what is too much and can be revoked. */
  excess: string[]
}

/** Everything that may be in a fix, before some of its revokes are chosen. */
export interface FixProposal {
  context: AuditContext
  needs: Need[]
  warehouse: WarehouseGrant | undefined
  grants: ScriptStep[]
  units: RevokeUnit[]
  /** By `keyOf` the securable. */
  own: ReadonlyMap<number, OwnGrants>
  byHand: ByHandRow[]
}

/** Numbers securables through. */
export const keyOf = ({ access }: AuditContext, { level, at }: SecurableRef): number => access.held.slot(level, at)

/**
 * What mends a report. GRANTs are additive. REVOKEs are apart and only of grants made to the identity itself; what comes through
 * groups, ownership and admin roles is by hand. Give it the facts the report was made from.
 */
export function* proposeFix(report: AuditReport, facts: AuditFacts, context = createContext(facts, policyOf(report))): Work<FixProposal> {
  const needs = needsOf(context)
  const grants = missingOf(context, needs)
  yield
  const needed = groupBy(needs, ({ ref }) => keyOf(context, ref))
  const own = yield* ownGrants(context)
  const units: RevokeUnit[] = []
  for (const { ref, stored, excess } of own.values()) {
    if (excess.length === 0) continue
    const all = excess.includes('ALL PRIVILEGES')
    const single = all ? excess.filter((privilege) => privilege !== 'ALL PRIVILEGES') : excess
    const revokes: ScriptStep[] = []
    const again = all ? (needed.get(keyOf(context, ref)) ?? []).map(({ privilege }) => privilege) : []
    if (all) revokes.push(scriptStep(context, 'revoke', ref, ['ALL PRIVILEGES'], again.length > 0 ? 'Takes away everything; what the import needs is granted right after.' : NOT_NEEDED))
    if (single.length > 0) revokes.push(scriptStep(context, 'revoke', ref, single, NOT_NEEDED))
    const grantsAfter = again.length > 0 ? [scriptStep(context, 'grant', ref, again, 'Revoking ALL PRIVILEGES may have taken these too.')] : []
    units.push(revokeUnit(context, ref, revokes, grantsAfter, stored.length > 1))
    if (units.length % AT_ONCE === 0) yield
  }
  return {
    context, needs, grants, units, own, warehouse: missingWarehouseGrant(report, facts),
    byHand: report.findings.filter(({ kind, fix }) => kind !== 'information' && !fix.some(({ how }) => how === 'run')).map(({ id, securable, reason, fix }) => ({ id, securable, reason, fix })),
  }
}

/** The part of a proposal that was chosen, with what it takes to leave no gap and to take it back. */
export function* chooseFix({ context, needs, grants, units, own, warehouse, byHand }: FixProposal, choice: RevokeChoice): Work<Remediation> {
  const isChosen = chooser(choice)
  const revokes = choice.all && choice.except.length === 0 ? units : units.filter(({ id }) => isChosen(id))
  yield
  // What the import would lose by the revokes is granted before them where that leaves no gap.
  const prepare = revokes.length === 0 ? [] : missingAfter(context, needs, stepsOf({ grants, prepare: [], revokes }))
  let rollback: ScriptStep[] | undefined
  return {
    grants, prepare, revokes, byHand, ...(warehouse ? { warehouse } : {}),
    get rollback() {
      return (rollback ??= rollbackOf(context, own, { grants, prepare, revokes }))
    },
  }
}

/** Gives back what the revokes took, then takes what was new: nothing that was there before is ever missing at the end. */
function rollbackOf(context: AuditContext, own: FixProposal['own'], { grants, prepare, revokes }: Pick<Remediation, 'grants' | 'prepare' | 'revokes'>): ScriptStep[] {
  const rollback: ScriptStep[] = []
  for (const { ref } of revokes) {
    const { stored = [], excess = [] } = own.get(keyOf(context, ref)) ?? {}
    const hasAll = excess.includes('ALL PRIVILEGES')
    if (hasAll) rollback.push(scriptStep(context, 'grant', ref, ['ALL PRIVILEGES'], 'As it was.'))
    const lost = hasAll ? stored.filter((privilege) => privilege !== 'ALL PRIVILEGES' && isPlain(privilege) && (excess.includes(privilege) || impliedByAll(privilege))) : excess
    if (lost.length > 0) rollback.push(scriptStep(context, 'grant', ref, lost, 'As it was.'))
  }
  for (const { ref, privileges } of [...grants, ...prepare, ...revokes.flatMap(({ grantsAfter }) => grantsAfter)]) {
    const stored = own.get(keyOf(context, ref))?.stored ?? []
    const fresh = privileges.filter((privilege) => !stored.includes(privilege))
    if (fresh.length > 0) rollback.push(scriptStep(context, 'revoke', ref, fresh, 'It was not granted before.'))
  }
  return rollback
}

/** Both at once; every revoke, unless some are chosen. */
export const remediate = (report: AuditReport, facts: AuditFacts, choice: RevokeChoice = EVERY_REVOKE): Remediation => finish(chooseFix(finish(proposeFix(report, facts)), choice))

/** Every GRANT and REVOKE in the order in which it would run: what to simulate. */
export function stepsOf({ grants, prepare, revokes }: Pick<Remediation, 'grants' | 'prepare' | 'revokes'>): ScriptStep[] {
  const steps = [...grants, ...prepare]
  for (const unit of revokes) {
    for (const step of unit.revokes) steps.push(step)
    for (const step of unit.grantsAfter) steps.push(step)
  }
  return steps
}

/** GRANTs of what the import needs and has not. */
const missingOf = (context: AuditContext, needs: readonly Need[], judged = context): ScriptStep[] =>
  needs.filter((need) => meets(judged, need) === 'no' && providedBy(context, need.ref) === undefined).map(({ privilege, ref, reason }) => scriptStep(context, 'grant', ref, [privilege], reason))

/** The same after some steps. Only grants on what is needed and its parents decide that, so only they are looked at. */
function missingAfter(context: AuditContext, needs: readonly Need[], steps: readonly ScriptStep[]): ScriptStep[] {
  const { facts: { access: known }, access: { held } } = context
  const slots = new Set(needs.flatMap(({ ref }) => lineage(known, ref).map((each) => keyOf(context, each))))
  const rows = [...slots].flatMap((slot) => [...held.rows.subarray(held.from(slot), held.to(slot))])
  const pick = (column: readonly number[]): number[] => rows.map((row) => column[row]!)
  const { on, at, grantee, privilege, privileges } = known.grants
  const few = { ...known, grants: { on: pick(on), at: pick(at), grantee: pick(grantee), privilege: pick(privilege), privileges } }
  return missingOf(context, needs, { ...context, access: effectiveAccess(applySteps(few, steps.filter(({ ref }) => slots.has(keyOf(context, ref))))) })
}

function* ownGrants(context: AuditContext): Work<Map<number, OwnGrants>> {
  const all = new Map<number, OwnGrants>()
  let seen = 0
  for (const { ref, privilege, holder, place } of holdings(context)) {
    if (++seen % AT_ONCE === 0) yield
    if (holder !== 'self') continue
    const key = keyOf(context, ref)
    let own = all.get(key)
    if (!own) all.set(key, (own = { ref, stored: [], excess: [] }))
    own.stored.push(privilege)
    if (place !== 'needed' && isPlain(privilege) && !isFixed(context, ref)) own.excess.push(privilege)
  }
  return all
}

/** Grants there can't be changed, or not with Unity Catalog's statements. */
function isFixed({ facts }: AuditContext, ref: SecurableRef): boolean {
  const catalog = facts.access.catalogs[catalogAt(facts.access, ref)]
  return isSamplesCatalog(catalog) || isHiveMetastore(catalog)
}
