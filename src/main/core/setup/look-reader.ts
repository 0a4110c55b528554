import type { AclEntry, GrantList, GrantRow } from '#shared/setup/facts'
import { PERMISSION_LEVELS } from '#shared/setup/facts'
import type { EffectiveAssignment, Me } from '../ports/workspace'

/** Who reads, and what follows from it. Names compare without case, as Databricks does. */
export interface Reader {
  principal: string
  admin: boolean
  /** The reader itself or a group it is in. */
  isMe(principal: string | undefined): boolean
  /** The best of the reader's own levels in an access list. */
  levelIn(entries: readonly AclEntry[]): AclEntry['level'] | undefined
  /** `owners`: of the object and its parents. */
  grants(assignments: readonly EffectiveAssignment[], owners: readonly (string | undefined)[]): GrantList
}

export const sameText = (one: string | undefined, other: string | undefined): boolean => one !== undefined && one.toLowerCase() === other?.toLowerCase()

export function createReader({ userName, groups }: Me): Reader {
  const mine = new Set([userName, ...groups, 'account users', 'users'].map((name) => name.toLowerCase()))
  const isMe = (principal: string | undefined): boolean => principal !== undefined && mine.has(principal.toLowerCase())
  return {
    principal: userName,
    admin: groups.some((group) => sameText(group, 'admins')),
    isMe,
    levelIn: (entries) => {
      const levels = entries.filter(({ principal }) => isMe(principal)).map(({ level }) => PERMISSION_LEVELS.indexOf(level))
      return levels.length > 0 ? PERMISSION_LEVELS[Math.max(...levels)] : undefined
    },
    grants(assignments, owners) {
      const rows = rowsOf(assignments)
      const manages = rows.some((row) => isMe(row.principal) && row.privilege === 'MANAGE')
      return { rows, whole: manages || owners.some(isMe) }
    },
  }
}

/** Privileges as SQL spells them. */
export const rowsOf = (assignments: readonly EffectiveAssignment[]): GrantRow[] =>
  assignments.flatMap(({ principal, privileges }) =>
    privileges.map(({ privilege, inheritedFromType, inheritedFromName }) => ({
      principal,
      privilege: privilege.replaceAll('_', ' ').toUpperCase(),
      ...(inheritedFromType === undefined ? {} : { inheritedFrom: { type: inheritedFromType, name: inheritedFromName ?? '' } }),
    })),
  )
