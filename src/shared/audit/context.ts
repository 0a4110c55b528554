import { ACCOUNT_USERS, WORKSPACE_USERS } from '../unity-catalog/facts'
import type { Answer, SecurableRef } from '../unity-catalog/facts'
import { stepsTo, toAnswer } from '../unity-catalog/decision'
import type { Tri } from '../unity-catalog/decision'
import { effectiveAccess } from '../unity-catalog/effective-access'
import type { EffectiveAccess } from '../unity-catalog/effective-access'
import { foldName, foldPrincipal, isTable, kindOf, securableName, securablePath, securableType } from '../unity-catalog/names'
import type { AuditFacts, WarehouseFacts, WarehousePermission } from './facts'
import type { PathStep } from './finding'
import type { Policy } from './policy'

/** What every check looks at: the facts, the policy, and what follows from both, computed once. */
export interface AuditContext {
  facts: AuditFacts
  policy: Policy
  access: EffectiveAccess
  /** Position of the catalog in scope; undefined: not among the facts. */
  catalog?: number
  /** Positions of the schemas in scope. */
  schemas: number[]
  /** Positions of the tables and views in scope. */
  tables: number[]
  /** Per object: 0 no, 1 could not check, 2 yes. */
  readable: Uint8Array
  /** Chosen tables that are not among the facts. */
  tablesNotFound: string[]
  warehouse?: WarehouseFacts
  /** Whether single tables were chosen; else whole schemas, later tables included. */
  chosen: boolean
}

export function createContext(facts: AuditFacts, policy: Policy): AuditContext {
  const { access: known } = facts
  const access = effectiveAccess(known)
  const catalog = known.catalogs.findIndex(({ name }) => name === foldName(policy.catalog))
  const wanted = policy.schema === undefined ? undefined : foldName(policy.schema)
  const inScope = new Uint8Array(known.schemas.length)
  const schemas: number[] = []
  known.schemas.forEach((schema, at) => {
    if (schema.catalog !== catalog || schema.name === 'information_schema' || (wanted !== undefined && schema.name !== wanted)) return
    inScope[at] = 1
    schemas.push(at)
  })
  const chosenNames = new Set((policy.tables ?? []).map(foldName))
  const chosen = chosenNames.size > 0
  const tables: number[] = []
  for (let at = 0; at < known.objects.name.length; at++) {
    if (inScope[known.objects.schema[at] ?? -1] !== 1 || !isTable(kindOf(known, at))) continue
    const name = known.objects.name[at] ?? ''
    if (chosen && !chosenNames.delete(name)) continue
    tables.push(at)
  }
  const context: AuditContext = { facts, policy, access, schemas, tables, readable: access.readable(), tablesNotFound: [...chosenNames], chosen }
  if (catalog >= 0) context.catalog = catalog
  const warehouse = facts.warehouses.known ? facts.warehouses.value.find(({ id }) => id === policy.warehouse) : undefined
  if (warehouse) context.warehouse = warehouse
  return context
}

export const nameOf = ({ facts }: AuditContext, ref: SecurableRef): string => securableName(facts.access, ref)
export const typeOf = ({ facts }: AuditContext, ref: SecurableRef): string => securableType(facts.access, ref)
export const partsOf = ({ facts }: AuditContext, ref: SecurableRef): string[] => securablePath(facts.access, ref)

export const isSubject = ({ facts }: AuditContext, principal: string): boolean => foldPrincipal(principal) === foldPrincipal(facts.access.subject.principal)
/** Groups that hold everybody: what they hold is shared access, not the identity's own. */
export const isEverybody = (principal: string): boolean => [ACCOUNT_USERS, WORKSPACE_USERS].includes(foldPrincipal(principal))

/** The start of every path: the identity, and the groups to the holder. */
export const pathTo = ({ facts }: AuditContext, principal: string): PathStep[] => stepsTo(facts.access, facts.access.groups, principal)

/** Whether an entry of a warehouse's list counts for the identity. Workspace groups count here. */
export function countsForSubject(context: AuditContext, permission: WarehousePermission): Answer {
  if (isSubject(context, permission.principal)) return 'yes'
  if (permission.kind !== 'group') return 'no'
  if (foldPrincipal(permission.principal) === WORKSPACE_USERS || foldPrincipal(permission.principal) === ACCOUNT_USERS) return 'yes'
  const group = context.facts.access.groups.find(({ name }) => foldPrincipal(name) === foldPrincipal(permission.principal))
  if (group) return group.member
  if (foldPrincipal(permission.principal) === 'admins' && context.facts.identity.known) return context.facts.identity.value.workspaceAdmin ? 'yes' : 'no'
  return 'unknown'
}

export const answerOf = (tri: number): Answer => toAnswer(tri as Tri)
export const DAY = 86_400_000
export const plural = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`
