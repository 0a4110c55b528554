import { z } from 'zod'
import type { GroupMember, GroupRecord, PrincipalRecord } from '../../core/ports/audit-workspace'
import { list, text } from './workspace'

/** SCIM resources as an audit reads them (databricks.md 5.1). */
export const PrincipalAnswer = z.object({
  id: z.string(),
  userName: text,
  applicationId: text,
  displayName: text,
  active: z.boolean().optional(),
  groups: list(z.object({ display: text })),
  entitlements: list(z.object({ value: z.string() })),
})
export const GroupAnswer = z.object({
  id: z.string(),
  displayName: z.string(),
  members: z.array(z.object({ value: z.string(), display: text, $ref: text })).optional(),
  meta: z.object({ resourceType: text }).optional(),
})

/** The list shape of every SCIM resource; items are validated one by one. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ Resources: list(item), totalResults: z.number().optional(), itemsPerPage: z.number().optional() })

export const principalRecord = (kind: PrincipalRecord['kind'], a: z.output<typeof PrincipalAnswer>): PrincipalRecord => ({
  id: a.id,
  principal: (kind === 'user' ? a.userName : a.applicationId) ?? a.userName ?? '',
  name: a.displayName,
  kind,
  active: a.active ?? true,
  entitlements: a.entitlements.map(({ value }) => value),
  groups: a.groups.flatMap(({ display }) => display ?? []),
})

const KINDS: Record<string, GroupMember['kind']> = { Users: 'user', ServicePrincipals: 'service-principal', Groups: 'group' }

export function groupRecord(directory: 'account' | 'workspace', a: z.output<typeof GroupAnswer>): GroupRecord {
  const type = a.meta?.resourceType
  const level = directory === 'account' || type === 'Group' ? 'account' : type === 'WorkspaceGroup' ? 'workspace' : 'unknown'
  const members = a.members?.map(({ value, display, $ref }): GroupMember => ({ id: value, display, kind: KINDS[$ref?.split('/').at(-2) ?? ''] ?? 'unknown' }))
  return { id: a.id, name: a.displayName, level, ...(members ? { members } : {}) }
}
