import type { IdentityFacts, Known } from '#shared/audit/facts'
import { known, notKnown } from '#shared/audit/facts'
import { WORKSPACE_ADMINS } from '#shared/unity-catalog/facts'
import type { Identity } from '#shared/unity-catalog/facts'
import { explain } from '#shared/diagnosis/explain'
import { type Result, failed, success } from '#shared/result'
import { invalidInput } from '../invalid-input'
import type { PrincipalRecord } from '../ports/audit-workspace'
import type { Me } from '../ports/workspace'
import { type Collection, isEmail, isUuid, reasonOf, sameName } from './collection'

/** Who is audited, and by whom. */
export interface Subject {
  caller: { principal: string; name?: string; as: 'admin' | 'self' }
  callerGroups: string[]
  workspaceId?: string
  identity: Identity
  /** What the directory says about the identity. */
  facts: Known<IdentityFacts>
  /** Groups the directory shows it in; absent: not seen. */
  groups?: string[]
}

/**
 * Finds out who asks and who is meant. `wanted`: an e-mail, an application id, or the display name of one service principal;
 * absent: the caller itself.
 */
export async function findSubject(collection: Collection, wanted: string | undefined): Promise<Result<Subject>> {
  const me = await collection.call((workspace, limits) => workspace.me(limits))
  if (!me.ok) return failed(explain(me.failure))
  const caller = me.value
  const common = { callerGroups: caller.groups, workspaceId: caller.workspaceId }
  const callerName = { principal: caller.userName, name: caller.displayName }
  if (wanted === undefined || sameName(wanted, caller.userName)) {
    return success({
      ...common, caller: { ...callerName, as: 'self' }, groups: caller.groups, facts: known(identityFacts({ ...caller, active: caller.active ?? true })),
      identity: { principal: caller.userName, name: caller.displayName, kind: caller.kind },
    })
  }
  const record = await look(collection, wanted)
  if (!record.ok) return record
  const asAdmin = { ...common, caller: { ...callerName, as: 'admin' as const } }
  if ('unreadable' in record.value) {
    const kind = isUuid(wanted) ? 'service-principal' : isEmail(wanted) ? 'user' : 'unknown'
    return success({ ...asAdmin, identity: { principal: wanted, kind }, facts: notKnown(record.value.unreadable, 'Workspace admin') })
  }
  const { principal, name, kind, id, groups } = record.value
  return success({ ...asAdmin, identity: { principal, name, kind, id }, facts: known(identityFacts(record.value)), groups })
}

/** The record, or why the directory can't be read: grants can still be audited then. */
async function look(collection: Collection, wanted: string): Promise<Result<PrincipalRecord | { unreadable: string }>> {
  if (!isUuid(wanted) && !isEmail(wanted)) {
    const called = await collection.call((workspace, limits) => workspace.servicePrincipalsCalled(wanted, limits))
    const [one, ...more] = called.ok ? called.value : []
    if (one && more.length === 0) return success(one)
    if (!one && (await isGroup(collection, wanted))) {
      return failed(invalidInput(`${wanted} is a group, and an audit is about one user or service principal`, { field: 'principal', causes: [`A group has no token: CleverTap signs in as a member of it. Name that member by e-mail address or application id; what it has through ${wanted} is shown with its path.`] }))
    }
    const why = !called.ok ? `${reasonOf(called)}. Give its application id or e-mail address.` : one ? `${more.length + 1} service principals have this name. Give the application id.` : 'No service principal and no group has this name.'
    return failed(invalidInput(`It is not clear who "${wanted}" is`, { field: 'principal', causes: [why] }))
  }
  const kind = isUuid(wanted) ? 'service-principal' : 'user'
  const found = await collection.call((workspace, limits) => workspace.principal(kind, wanted, limits))
  if (!found.ok) return success({ unreadable: reasonOf(found) })
  if (found.value) return success(found.value)
  const what = kind === 'user' ? 'user' : 'service principal with the application id'
  return failed(invalidInput(`This workspace has no ${what} ${wanted}`, { field: 'principal', causes: ['It was deleted, or it is not assigned to this workspace: then its tokens do not work here either.'] }))
}

/** Whether the account's or the workspace's directory lists a group of this name. */
async function isGroup(collection: Collection, wanted: string): Promise<boolean> {
  for (const directory of ['workspace', 'account'] as const) {
    const listed = await collection.call((workspace, limits) => workspace.groups(directory, limits))
    if (listed.ok && listed.value.some(({ name }) => sameName(name, wanted))) return true
  }
  return false
}

function identityFacts({ active = true, entitlements, groups }: Pick<Me, 'active' | 'entitlements' | 'groups'>): IdentityFacts {
  return { active, entitlements: entitlements.map((name) => ({ name })), workspaceAdmin: groups.some((group) => sameName(group, WORKSPACE_ADMINS)) }
}
