import { type GrantList, type Known, type PrincipalFacts, valueOf, type WorkspaceFacts } from '../facts'
import type { Goal } from '../goal'
import type { Action, Obstacle, OpenItem, Poll, Value, WhoMay } from '../plan'
import { variablesOf, type Values } from '../template'
import { isApplicationId } from '../workspace-facts'

/** What every rule of the plan works on. Rules only add to it. */
export interface Planning {
  goal: Goal
  facts: WorkspaceFacts
  marker: string
  unityCatalogBy: 'sql' | 'rest'
  /** The principal as a grant spells it. */
  principal: Value
  /** Its SCIM id. */
  principalId: Value
  /** Lower-case names whose rights are yours: yourself, your groups, everyone; absent when you are not known. */
  mine: ReadonlySet<string> | undefined
  actions: Action[]
  /** Ids of all actions so far; a `needs` that is not among them is dropped. */
  ids: Set<string>
  obstacles: Obstacle[]
  openItems: OpenItem[]
  values: Values
}

export type PresentPrincipal = Extract<PrincipalFacts, { state: 'present' }>
export const presentPrincipal = ({ principal }: WorkspaceFacts): PresentPrincipal | undefined =>
  principal.known && principal.value.state === 'present' ? principal.value : undefined

/** Everyone in the account; any principal is a member. */
const EVERYONE = 'account users'

export function beginPlanning(goal: Goal, facts: WorkspaceFacts, marker: string, unityCatalogBy: 'sql' | 'rest'): Planning {
  const me = valueOf(facts.me)
  const there = presentPrincipal(facts)
  const values: Values = {}
  if (there && there.id !== '') values.principal_id = there.id
  const { kind, name } = goal.principal
  const applicationId = there?.applicationId ?? (kind === 'servicePrincipal' && isApplicationId(name) ? name : undefined)
  if (applicationId !== undefined) values.application_id = applicationId
  const principal: Value = kind === 'servicePrincipal' ? (applicationId ?? { variable: 'application_id' }) : (there?.name ?? name)
  return {
    goal,
    facts,
    marker,
    unityCatalogBy,
    principal,
    principalId: values.principal_id ?? { variable: 'principal_id' },
    mine: me && new Set([me.principal, ...me.groups, EVERYONE].map((one) => one.toLowerCase())),
    actions: [],
    ids: new Set(),
    obstacles: [],
    openItems: [],
    values,
  }
}

/** What a rule says about an action; the rest is derived. */
export type ActionParts = Omit<Action, 'uses' | 'produces' | 'needs' | 'notes' | 'mayBeRefused' | 'changesWorkspace' | 'poll' | 'compute'> &
  Partial<Pick<Action, 'produces' | 'notes' | 'mayBeRefused' | 'changesWorkspace' | 'poll' | 'compute'>> & { needs?: (string | undefined)[] }

/** Reading back a change that is seen at once, or after a moment. */
export const SOON: Poll = { forMs: 30_000, everyMs: 1_000 }
/** A new service principal is unknown to other parts of Databricks for a while. */
export const SPREADING: Poll = { forMs: 120_000, everyMs: 3_000 }
/** Pro warehouses take minutes. */
export const STARTING: Poll = { forMs: 1_200_000, everyMs: 5_000 }

export function addAction(planning: Planning, parts: ActionParts): void {
  const { ids } = planning
  ids.add(parts.id)
  planning.actions.push({
    produces: [],
    notes: [],
    mayBeRefused: false,
    changesWorkspace: true,
    poll: SOON,
    compute: 'none',
    ...parts,
    needs: knownNeeds(planning, parts.needs ?? []),
    uses: variablesOf(parts),
  })
}

/** What comes first, as far as it is in the plan. */
export const knownNeeds = ({ ids }: Planning, needs: readonly (string | undefined)[]): string[] => [...new Set(needs)].filter((id): id is string => id !== undefined && ids.has(id))

const looksLikeGroup = (name: string) => !name.includes('@') && !isApplicationId(name)

/** Whether a named principal is you, or a group that you are in. A group may have members that are not visible. */
export function isMine({ mine }: Planning, name: string | undefined): WhoMay['youCan'] {
  if (mine === undefined || name === undefined) return 'unknown'
  if (mine.has(name.toLowerCase())) return 'yes'
  return looksLikeGroup(name) ? 'unknown' : 'no'
}

/** Any way is enough: `yes` wins; `no` only when every way is known to be closed. */
export function anyOf(...ways: WhoMay['youCan'][]): WhoMay['youCan'] {
  if (ways.includes('yes')) return 'yes'
  return ways.includes('unknown') ? 'unknown' : 'no'
}
/** All are needed. */
export function allOf(...parts: WhoMay['youCan'][]): WhoMay['youCan'] {
  if (parts.includes('no')) return 'no'
  return parts.includes('unknown') ? 'unknown' : 'yes'
}

/** Who holds one of these privileges on an object. */
export const holdersOf = (grants: Known<GrantList> | undefined, ...privileges: string[]): string[] =>
  grants?.known ? [...new Set(grants.value.rows.filter((row) => privileges.includes(row.privilege)).map((row) => row.principal))] : []

/** Whether you hold one of these privileges on an object. Your own rows are always in the list, those of unseen groups are not. */
export function youHold(planning: Planning, grants: Known<GrantList> | undefined, ...privileges: string[]): WhoMay['youCan'] {
  if (!grants?.known || planning.mine === undefined) return 'unknown'
  return anyOf(...holdersOf(grants, ...privileges).map((holder) => isMine(planning, holder)))
}

export function yesNo(fact: Known<boolean> | undefined): WhoMay['youCan'] {
  if (!fact?.known) return 'unknown'
  return fact.value ? 'yes' : 'no'
}

/** Names where there are any, else the role in words. */
export const askOrRole = (names: readonly (string | undefined)[], role: string): string[] => {
  const given = [...new Set(names.filter((name): name is string => name !== undefined && name !== ''))]
  return given.length > 0 ? given : [role]
}

/** The right that most of identity and warehouse takes. */
export function workspaceAdmin({ facts }: Planning): WhoMay {
  const me = valueOf(facts.me)
  return { youCan: me ? yesNo(me.workspaceAdmin) : 'unknown', right: 'workspace admin', ask: askOrRole(valueOf(facts.workspaceAdmins) ?? [], 'a workspace admin') }
}

/** The metastore's admin; nobody with automatic enablement. */
export function metastoreAdmin({ facts }: Planning): string | undefined {
  const metastore = valueOf(facts.metastore)
  return metastore?.assigned === true ? adminBehind(metastore.owner) : undefined
}

/** Whom a metastore's owner stands for: a person or group, or nobody where Databricks itself owns it (automatic enablement, databricks.md section 12). */
export const adminBehind = (owner: string | undefined): string | undefined => (owner === undefined || /^system user$/i.test(owner) ? undefined : owner)
