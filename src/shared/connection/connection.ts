import { z } from 'zod'

/** CleverTap's form, in its order. `token` is never part of a stored form: it lives in the main process. */
export const FIELD_NAMES = ['name', 'host', 'port', 'httpPath', 'token', 'catalog', 'schema'] as const
export const FieldName = z.enum(FIELD_NAMES)
export type FieldName = z.infer<typeof FieldName>

/** CleverTap's own labels (Settings > Partners > Databricks > Add Database). */
export const FIELD_LABELS: Record<FieldName, string> = {
  name: 'Connection Name',
  host: 'Host',
  port: 'Port',
  httpPath: 'HTTP Path',
  token: 'Personal Access Token',
  catalog: 'Catalog',
  schema: 'Schema',
}

/** The form as it was typed: every field a string, possibly half-finished or wrong. Stored as it is. */
export const ConnectionForm = z.object({
  name: z.string().max(300),
  host: z.string().max(4000),
  port: z.string().max(20),
  httpPath: z.string().max(4000),
  catalog: z.string().max(1000),
  schema: z.string().max(1000),
})
export type ConnectionForm = z.infer<typeof ConnectionForm>

export const emptyConnectionForm = (): ConnectionForm => ({ name: '', host: '', port: '443', httpPath: '', catalog: '', schema: '' })

/** Connection details that passed validation. */
export const ConnectionDetails = z.object({
  name: z.string(),
  /** Host name only: no scheme, port, path or query. */
  host: z.string(),
  port: z.number().int().min(1).max(65535),
  /** With its leading slash, and with `?o=` where the user gave one (unified hosts carry the workspace there). */
  httpPath: z.string(),
  /** Last segment of the HTTP path: 16 lower-case hex digits. */
  warehouseId: z.string(),
  /** Workspace id, where the host or path tells it. */
  workspaceId: z.string().optional(),
  catalog: z.string(),
  /** Absent when the user left it empty: CleverTap's page calls it optional. */
  schema: z.string().optional(),
})
export type ConnectionDetails = z.infer<typeof ConnectionDetails>

/** Something to say at a field, and at the part of it that is wrong. */
export const FieldIssue = z.object({
  field: FieldName,
  severity: z.enum(['error', 'warning', 'info']),
  /** Stable, for tests and styling, e.g. `host.account-console`. */
  code: z.string(),
  message: z.string(),
  /** The wrong part within the typed value: offsets [start, end). */
  part: z.object({ start: z.number(), end: z.number() }).optional(),
  /** A value that would be right, offered as one click. */
  suggestion: z.string().optional(),
})
export type FieldIssue = z.infer<typeof FieldIssue>

/** Which cloud the host belongs to; `unknown` for vanity and private hosts (warned about, never refused). */
export const Cloud = z.enum(['aws', 'azure', 'gcp', 'unknown'])
export type Cloud = z.infer<typeof Cloud>
