import type { PermissionCheck } from '#shared/discovery/discovery'
import { type ReadPrivilege, type Securable, grant, showGrants } from '#shared/sql/statements'
import type { ObjectGrants } from './grant-facts'

export interface Subject {
  principal: string
  /** Groups it is known to be in, lower case; every account has `account users`. Account groups may be missing. */
  groups: ReadonlySet<string>
}

/** What a real read said about this privilege; it decides over whatever grants are visible. */
export type ReadProof = 'proved' | 'refused' | 'none'

/** ALL PRIVILEGES covers each of these; `USAGE` is the old spelling of both USE privileges (databricks.md section 2). */
const GIVES: Record<ReadPrivilege, readonly string[]> = {
  'USE CATALOG': ['USE CATALOG', 'ALL PRIVILEGES', 'USAGE'],
  'USE SCHEMA': ['USE SCHEMA', 'ALL PRIVILEGES', 'USAGE'],
  SELECT: ['SELECT', 'ALL PRIVILEGES'],
}

type Source = Pick<PermissionCheck, 'source' | 'via'>

/** Where the privilege comes from as far as it is visible: owner first, then the identity itself, then its groups. */
function visibleSource(privilege: ReadPrivilege, object: ObjectGrants, { principal, groups }: Subject): Source | undefined {
  const owner = object.owner?.toLowerCase()
  if (owner === principal.toLowerCase()) return { source: 'It owns the object.', via: 'owner' }
  if (owner !== undefined && groups.has(owner)) return { source: `Group ${object.owner} owns the object, and it is a member.`, via: 'owner' }
  const giving = object.grants.filter((row) => GIVES[privilege].includes(row.privilege))
  const own = giving.find((row) => row.principal.toLowerCase() === principal.toLowerCase())
  const byGroup = giving.find((row) => groups.has(row.principal.toLowerCase()))
  const found = own ?? byGroup
  if (!found) return undefined
  const what = found.privilege === privilege ? '' : ` (as ${found.privilege})`
  const where = found.inheritedFrom === undefined ? 'here' : `on ${found.inheritedFrom}`
  if (own) return { source: `Granted to it ${where}${what}.`, via: found.inheritedFrom === undefined ? 'direct' : 'inherited' }
  return { source: `Granted ${where} to group ${found.principal}${what}.`, via: 'group' }
}

/** The read worked, so it comes from somewhere: another grant in sight is the likely one, but membership is not shown. */
function provedSource(others: readonly string[]): Source {
  if (others.length === 0) return { source: 'Through a grant this sign-in may not see: the read proved it.', via: 'hidden' }
  return { source: `The read proved it. Visible grants go to ${others.join(', ')}: it must be a member of one, or have a grant this sign-in may not see.`, via: 'hidden' }
}

/** The verdict over one privilege. "Missing" takes proof: a refusal, or every grant in sight with no group left in doubt. */
function verdict(privilege: ReadPrivilege, object: ObjectGrants, subject: Subject, proof: ReadProof): Source & Pick<PermissionCheck, 'state'> {
  const visible = visibleSource(privilege, object, subject)
  const others = [...new Set(object.grants.filter((row) => GIVES[privilege].includes(row.privilege)).map((row) => row.principal))]
  // The read decides, the grants explain: one that is in sight needs no guess about where the right comes from.
  if (proof === 'proved' && visible) return { state: 'granted', source: `${visible.source} A read proved it.`, via: visible.via }
  if (proof === 'proved') return { state: 'proved', ...provedSource(others) }
  if (proof === 'refused') return { state: 'missing', source: visible ? `Databricks refused it, although: ${visible.source}` : 'Databricks refused it.', via: 'none' }
  if (visible) return { state: 'granted', ...visible }
  if (object.unreadable !== undefined) return { state: 'could-not-check', source: `The grants can't be read: ${object.unreadable}.`, via: 'unknown' }
  if (others.length > 0) return { state: 'could-not-check', source: `Granted to ${others.join(', ')}; whether it is a member is not known.`, via: 'unknown' }
  if (object.isWhole) return { state: 'missing', source: 'Nobody it could get it from has it.', via: 'none' }
  return { state: 'could-not-check', source: 'No grant is visible, but this sign-in may not see all of them.', via: 'unknown' }
}

export function judgePermission(
  { privilege, type, path, object, subject, proof }: { privilege: ReadPrivilege; type: Securable; path: readonly string[]; object: ObjectGrants; subject: Subject; proof: ReadProof },
): PermissionCheck {
  const found = verdict(privilege, object, subject, proof)
  return {
    privilege,
    securableType: type,
    securable: path.join('.'),
    ...found,
    grantStatement: found.state === 'missing' ? `${grant([privilege], type, path, subject.principal)};` : undefined,
    showStatement: `${showGrants(subject.principal, type, ...path)};`,
  }
}
