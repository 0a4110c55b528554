import { z } from 'zod'

export const SEVERITIES = ['error', 'warning', 'info'] as const
export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

/**
 * missing: the import needs it. excess: the identity's own, beyond what the import needs. shared: access that everybody has
 * (`account users`, `users`), counted apart. warning: not a privilege, but worth mending. information: good to know.
 */
export const FINDING_KINDS = ['missing', 'excess', 'shared', 'warning', 'information'] as const
export const FindingKind = z.enum(FINDING_KINDS)
export type FindingKind = z.infer<typeof FindingKind>

/** One link of the chain identity -> group -> grant -> parent -> object. */
export const PathStep = z.object({
  kind: z.enum(['identity', 'group', 'grant', 'owner', 'role', 'metastore', 'catalog', 'schema', 'object', 'securable', 'warehouse', 'token', 'workspace']),
  name: z.string(),
  note: z.string().optional(),
})
export type PathStep = z.infer<typeof PathStep>

/** One way to mend it. A statement is complete and correctly quoted. */
export const FindingFix = z.object({
  text: z.string(),
  /** `run`: can be run from here. `by-hand`: a person decides or clicks. */
  how: z.enum(['run', 'by-hand']),
  sql: z.string().optional(),
  cli: z.string().optional(),
  /** For excess through a group: everyone who would lose it, as far as seen. */
  affects: z.array(z.string()).optional(),
})
export type FindingFix = z.infer<typeof FindingFix>

export const Finding = z.object({
  /** Id of the check. */
  id: z.string(),
  severity: Severity,
  kind: FindingKind,
  /** As GRANT spells it (`CATALOG`, `TABLE`), or WAREHOUSE, TOKEN, IDENTITY, WORKSPACE. */
  securableType: z.string(),
  /** Dotted, unquoted name. */
  securable: z.string(),
  /** '' where the finding is not about one. */
  privilege: z.string(),
  path: z.array(PathStep),
  /** One or two sentences. */
  reason: z.string(),
  fix: z.array(FindingFix),
  /** How many objects it stands for; absent: one. */
  count: z.number().int().optional(),
})
export type Finding = z.infer<typeof Finding>

/** Names a finding across audits: same check, same thing, same privilege, same holder. */
export const findingKey = (finding: Finding): string =>
  [finding.id, finding.securableType, finding.securable, finding.privilege, finding.path.filter((step) => step.kind === 'group').map((step) => step.name).join('>')].join('|')
