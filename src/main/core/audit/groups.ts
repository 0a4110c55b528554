import { type GroupFacts, type OwnerFacts, WORKSPACE_ADMINS, WORKSPACE_USERS } from '#shared/unity-catalog/facts'
import { inParallel } from '../connection-test/in-parallel'
import type { GroupRecord, PrincipalRecord } from '../ports/audit-workspace'
import { type Collection, reasonOf, sameName } from './collection'
import type { Subject } from './subject'

const WIDTH = 8
/** Groups that are asked one by one; more would be a directory, not the groups behind a catalog. */
const MOST_GROUPS = 300

export const everybody: GroupFacts = { name: 'account users', level: 'account', member: 'yes', via: [], source: 'Everybody in the account is in it.' }

/** Owner and grantor of what Databricks made itself: nobody is in it. */
export const databricks: GroupFacts = { name: 'System user', level: 'account', member: 'no', members: [], source: 'Databricks itself.' }

/** Groups as the directory shows them, with the members of groups within them. */
export interface Directory {
  groups: GroupFacts[]
  /** Whether somebody else is in each group that was asked for: a group by its name, others by their record; what can't be seen stays unknown. */
  membershipsOf(who: { group: string } | Pick<PrincipalRecord, 'id' | 'groups'>): OwnerFacts['groups']
}
export const nobodysDirectory = (groups: GroupFacts[]): Directory => ({ groups, membershipsOf: () => [] })

/**
 * Whether the subject is in each of these account groups, from the directory: the account's where it answers, else the
 * workspace's. Lists may leave members out, so every group is asked for. A "no" of the workspace's directory counts only
 * where the identity's own record agrees; what can't be seen stays unknown. Names that are no group are left out.
 */
export async function accountGroups(collection: Collection, subject: Subject, names: readonly string[]): Promise<Directory> {
  if (names.length === 0) return nobodysDirectory([])
  let directory: 'account' | 'workspace' = 'account'
  let listed = await collection.call((workspace, limits) => workspace.groups('account', limits))
  if (!listed.ok) {
    directory = 'workspace'
    listed = await collection.call((workspace, limits) => workspace.groups('workspace', limits))
  }
  if (!listed.ok) {
    const why = reasonOf(listed)
    return nobodysDirectory(names.map((name) => ({ name, level: 'unknown', member: isShown(subject.groups, name) ? 'yes' : 'unknown', source: why })))
  }
  const byId = new Map(listed.value.map((group) => [group.id, group]))
  const wanted = names.map((name) => ({ name, record: listed.value.find((group) => sameName(group.name, name)) }))
  const seen = await withMembers(collection, directory, wanted.flatMap(({ record }) => (record ? [record] : [])), byId)

  const groups = wanted.flatMap(({ name, record }): GroupFacts[] => {
    const source = directory === 'account' ? "The account's directory." : "The workspace's directory."
    if (!record) {
      // The account's directory knows every group: a name that is missing there belongs to something else.
      if (directory === 'account') return []
      return [{ name, level: 'unknown', member: isShown(subject.groups, name) ? 'yes' : 'unknown', source: 'This group is not assigned to the workspace, so its members are not shown here.' }]
    }
    const found = search(record, seen, subject.identity.id)
    const members = [...found.members]
    const level = record.level
    if (found.via) return [{ name, level, member: 'yes', via: found.via, members, source }]
    if (isShown(subject.groups, name)) return [{ name, level, member: 'yes', members, source }]
    if (!found.whole || subject.groups === undefined || (directory === 'account' && subject.identity.id === undefined)) return [{ name, level, member: 'unknown', members, source: 'Its members could not be read whole.' }]
    return [{ name, level, member: 'no', members, source }]
  })
  return {
    groups,
    membershipsOf(who) {
      const id = 'group' in who ? listed.value.find(({ name }) => sameName(name, who.group))?.id : who.id
      const shown = 'group' in who ? undefined : who.groups
      return wanted.map(({ name, record }) => {
        if (isShown(shown, name)) return { name, member: 'yes' }
        if (!record || id === undefined) return { name, member: 'unknown' }
        const found = search(record, seen, id)
        return { name, member: found.via ? 'yes' : found.whole ? 'no' : 'unknown' }
      })
    },
  }
}

const isShown = (groups: readonly string[] | undefined, group: string): boolean => groups?.some((name) => sameName(name, group)) ?? false

/** The groups with their members, groups within them included. A group that can't be read is absent. */
async function withMembers(collection: Collection, directory: 'account' | 'workspace', start: readonly GroupRecord[], byId: ReadonlyMap<string, GroupRecord>): Promise<Map<string, GroupRecord>> {
  const read = new Map<string, GroupRecord>()
  const asked = new Set<string>()
  for (let next = [...start]; next.length > 0; ) {
    const round = next.filter(({ id }) => !asked.has(id)).slice(0, MOST_GROUPS - asked.size)
    for (const { id } of round) asked.add(id)
    const answers = await inParallel(round, WIDTH, ({ id }) => collection.call((workspace, limits) => workspace.group(directory, id, limits)))
    next = []
    for (const answer of answers) {
      if (!answer.ok) continue
      read.set(answer.value.id, answer.value)
      for (const member of answer.value.members ?? []) {
        const nested = byId.get(member.id)
        if (nested && (member.kind === 'group' || member.kind === 'unknown') && !asked.has(nested.id)) next.push(nested)
      }
    }
    if (round.length === 0) break
  }
  return read
}

interface Found {
  /** Groups between the one looked for and the group, nearest the former first; absent: not in it as far as was seen. */
  via?: string[]
  members: Set<string>
  /** Whether every group within it could be read. */
  whole: boolean
}

function search(top: GroupRecord, seen: ReadonlyMap<string, GroupRecord>, wanted: string | undefined): Found {
  const found: Found = { members: new Set(), whole: true }
  const visited = new Set([top.id])
  let level: { id: string; above: string[] }[] = [{ id: top.id, above: [] }]
  while (level.length > 0) {
    const below: typeof level = []
    for (const { id, above } of level) {
      const group = seen.get(id)
      if (!group?.members) {
        found.whole = false
        continue
      }
      for (const member of group.members) {
        if (member.id === wanted) found.via ??= above
        if (member.kind === 'group' || seen.has(member.id)) {
          if (visited.has(member.id)) continue
          visited.add(member.id)
          below.push({ id: member.id, above: [seen.get(member.id)?.name ?? member.display ?? member.id, ...above] })
        } else {
          found.members.add(member.display ?? member.id)
        }
      }
    }
    level = below
  }
  return found
}

/** Groups on warehouse permissions: those of the workspace, and account groups that are assigned to it. */
export function workspaceGroups(subject: Subject, names: readonly string[], known: readonly GroupFacts[]): GroupFacts[] {
  const isKnown = (name: string): boolean => known.some((group) => sameName(group.name, name))
  return [...new Set(names)].filter((name) => !isKnown(name)).map((name) => {
    if (sameName(name, WORKSPACE_USERS)) return { name, level: 'workspace', member: 'yes', via: [], source: 'Everybody in the workspace is in it.' }
    const level = sameName(name, WORKSPACE_ADMINS) ? ('workspace' as const) : ('unknown' as const)
    if (subject.groups === undefined) return { name, level, member: 'unknown', source: "The identity's record could not be read." }
    return { name, level, member: isShown(subject.groups, name) ? 'yes' : 'no', source: "The identity's record in the workspace." }
  })
}
