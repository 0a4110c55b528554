import { grantPrivileges, revokePrivileges } from '../sql/access-statements'
import type { SecurableRef } from '../unity-catalog/facts'
import { impliedByAll } from '../unity-catalog/privileges'
import { isHiveMetastore, isSamplesCatalog } from '../unity-catalog/rules'
import type { AuditReport } from './audit-report'
import { grantsUpdate } from './cli-text'
import { createContext, nameOf, partsOf, typeOf } from './context'
import type { AuditContext } from './context'
import type { AuditFacts } from './facts'
import { holdings } from './holdings'
import { meets, needsOf } from './needs'
import type { Policy } from './policy'
import type { Remediation, RevokeUnit, ScriptStep } from './remediation'
import { renderCli, renderSql } from './script-text'
import { applySteps } from './simulate'
import { terraformText } from './terraform-text'

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

interface Target {
  ref: SecurableRef
  /** Everything stored there for the identity itself. */
  stored: string[]
  excess: string[]
}

/**
 * The scripts that mend a report. GRANTs are additive. REVOKEs are apart and only of grants made to the identity itself;
 * what comes through groups, ownership and admin roles is by hand. Give it the facts the report was made from.
 */
export function remediate(report: AuditReport, facts: AuditFacts, context = createContext(facts, policyOf(report))): Remediation {
  const needs = needsOf(context)
  const grants = needs.filter((need) => meets(context, need) === 'no').map(({ privilege, ref, reason }) => step(context, 'grant', ref, [privilege], reason))

  const needed = new Map<string, string[]>()
  for (const { ref, privilege } of needs) needed.set(keyOf(ref), [...(needed.get(keyOf(ref)) ?? []), privilege])
  const targets = targetsOf(context)
  const units: RevokeUnit[] = []
  for (const { ref, stored, excess } of targets) {
    const all = excess.includes('ALL PRIVILEGES')
    const single = excess.filter((privilege) => privilege !== 'ALL PRIVILEGES')
    const revokes: ScriptStep[] = []
    if (all) revokes.push(step(context, 'revoke', ref, ['ALL PRIVILEGES'], 'Takes away everything but what the import needs, which is granted right after.'))
    if (single.length > 0) revokes.push(step(context, 'revoke', ref, single, 'The import does not need it.'))
    const again = all ? (needed.get(keyOf(ref)) ?? []) : []
    const grantsAfter = again.length > 0 ? [step(context, 'grant', ref, again, 'Revoking ALL PRIVILEGES may have taken these too.')] : []
    const unit: RevokeUnit = { securable: nameOf(context, ref), revokes, grantsAfter }
    if (again.length > 0) unit.gap = `Between REVOKE and GRANT it has no ${again.join(' or ')} on ${nameOf(context, ref)}${stored.length > 1 ? ', unless another grant gives it' : ''}: an import that runs in that moment fails.`
    units.push(unit)
  }

  // What the import would lose by the revokes is granted before them where that leaves no gap.
  const kept = createContext({ ...facts, access: applySteps(facts.access, [...grants, ...units.flatMap((unit) => [...unit.revokes, ...unit.grantsAfter])]) }, context.policy)
  const prepare = needs
    .filter((need) => meets(kept, need) === 'no')
    .map(({ privilege, ref, reason }) => step(context, 'grant', ref, [privilege], reason))
  const rollback = rollbackOf(context, targets, [...grants, ...prepare, ...units.flatMap(({ grantsAfter }) => grantsAfter)])

  const revokeSteps = [...prepare, ...units.flatMap((unit) => [...unit.revokes, ...unit.grantsAfter])]
  return {
    grants, prepare, revokes: units, rollback,
    cliOnly: report.findings.filter(({ id }) => id === 'missing-can-use').flatMap(({ fix }) => fix.flatMap(({ text, cli }) => (cli === undefined ? [] : [{ text, cli }]))),
    byHand: report.findings.filter(({ kind, fix }) => kind !== 'information' && !fix.some(({ how }) => how === 'run')).map(({ id, securable, reason, fix }) => ({ id, securable, reason, fix })),
    sql: { grants: renderSql(grants), revokes: renderSql(revokeSteps), rollback: renderSql(rollback) },
    cli: { grants: renderCli(grants), revokes: renderCli(revokeSteps), rollback: renderCli(rollback) },
    terraform: terraformText(context, needs, targets),
  }
}

/** Every step in the order in which it would run: what to simulate. Without `revokes`, the additive part only. */
export const stepsOf = ({ grants, prepare, revokes }: Remediation, withRevokes: boolean): ScriptStep[] =>
  withRevokes ? [...grants, ...prepare, ...revokes.flatMap((unit) => [...unit.revokes, ...unit.grantsAfter])] : grants

const keyOf = ({ level, at }: SecurableRef): string => `${level} ${at}`

function step(context: AuditContext, kind: ScriptStep['kind'], ref: SecurableRef, privileges: string[], reason: string): ScriptStep {
  const { principal } = context.facts.access.subject
  const securableType = typeOf(context, ref)
  const path = partsOf(context, ref)
  const name = ref.level === 'METASTORE' ? (context.facts.access.metastore.id ?? 'METASTORE_ID') : nameOf(context, ref)
  return {
    kind, ref, securableType, securable: nameOf(context, ref), path, principal, privileges, reason,
    sql: (kind === 'grant' ? grantPrivileges : revokePrivileges)(privileges, securableType, path, principal),
    cli: grantsUpdate(securableType, name, principal, kind === 'grant' ? { add: privileges } : { remove: privileges }),
  }
}

/** The identity's own grants by securable, where at least one is too much and can be revoked. */
function targetsOf(context: AuditContext): Target[] {
  const targets = new Map<string, Target>()
  for (const { ref, privilege, holder, place } of holdings(context)) {
    if (holder !== 'self' || isFixed(context, ref)) continue
    const key = keyOf(ref)
    const target = targets.get(key) ?? { ref, stored: [], excess: [] }
    target.stored.push(privilege)
    if (place !== 'needed' && isPlain(privilege)) target.excess.push(privilege)
    targets.set(key, target)
  }
  return [...targets.values()].filter(({ excess }) => excess.length > 0)
}

/** Grants there can't be changed, or not with Unity Catalog's statements. */
function isFixed({ facts }: AuditContext, ref: SecurableRef): boolean {
  const known = facts.access
  const at = ref.level === 'CATALOG' ? ref.at : ref.level === 'SCHEMA' ? known.schemas[ref.at]?.catalog : ref.level === 'OBJECT' ? known.schemas[known.objects.schema[ref.at] ?? -1]?.catalog : undefined
  const catalog = known.catalogs[at ?? -1]
  return isSamplesCatalog(catalog) || isHiveMetastore(catalog)
}

/** Gives back what the revokes took, then takes what was new: nothing that was there before is ever missing at the end. */
function rollbackOf(context: AuditContext, targets: readonly Target[], granted: readonly ScriptStep[]): ScriptStep[] {
  const back = targets.flatMap(({ ref, stored, excess }) => {
    const lost = excess.includes('ALL PRIVILEGES') ? stored.filter((privilege) => excess.includes(privilege) || impliedByAll(privilege)) : excess
    const all = lost.includes('ALL PRIVILEGES') ? [step(context, 'grant', ref, ['ALL PRIVILEGES'], 'As it was.')] : []
    const single = lost.filter((privilege) => privilege !== 'ALL PRIVILEGES' && isPlain(privilege))
    return [...all, ...(single.length > 0 ? [step(context, 'grant', ref, single, 'As it was.')] : [])]
  })
  const storedBefore = new Map<string, Set<string>>()
  for (const { ref, privilege, holder } of holdings(context)) {
    if (holder !== 'self') continue
    const key = keyOf(ref)
    const set = storedBefore.get(key) ?? new Set()
    set.add(privilege)
    storedBefore.set(key, set)
  }
  const added = granted.flatMap(({ ref, privileges }) => {
    const fresh = privileges.filter((privilege) => !storedBefore.get(keyOf(ref))?.has(privilege))
    return fresh.length > 0 ? [step(context, 'revoke', ref, fresh, 'It was not granted before.')] : []
  })
  return [...back, ...added]
}
