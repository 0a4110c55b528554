import { z } from 'zod'
import { Category } from './category'

/**
 * What was seen when something failed, before anyone interprets it. Adapters produce it, `explain` reads it.
 * It never contains a token: adapters redact before they build one.
 */
export const FailureSignal = z.object({
  /** Where it happened: a stage of the connection test, or a free word (`network`, `auth`, `warehouse`, ...). */
  stage: z.string().optional(),
  /** HTTP status, where there was an HTTP answer. SQL failures arrive with 200. */
  status: z.number().int().optional(),
  /** `error_code` of a Databricks answer, a Node or TLS error code, or the error class in brackets. */
  errorCode: z.string().optional(),
  sqlState: z.string().optional(),
  /** Response headers that matter for a diagnosis; names in any case. */
  headers: z.record(z.string(), z.string()).optional(),
  message: z.string(),
  requestId: z.string().optional(),
})
export type FailureSignal = z.infer<typeof FailureSignal>

/** Things the window can do about a failure by itself. The screen decides how each looks. */
export const FIX_ACTIONS = [
  'edit-name', 'edit-host', 'edit-port', 'edit-http-path', 'edit-token', 'edit-catalog', 'edit-schema',
  'choose-warehouse', 'choose-catalog', 'choose-schema', 'choose-tables', 'start-warehouse', 'retry',
] as const
export const FixAction = z.enum(FIX_ACTIONS)
export type FixAction = z.infer<typeof FixAction>

/** One thing to do. `text` always says it in words; the rest are ways of doing it. */
export const Fix = z.object({
  text: z.string(),
  /** Something to copy and run elsewhere, complete and correctly quoted. */
  statement: z.object({ language: z.enum(['sql', 'shell', 'http']), text: z.string() }).optional(),
  /** A page in the user's workspace or in the documentation; https only. */
  link: z.object({ label: z.string(), href: z.string() }).optional(),
  /** A button in the window that does it. */
  action: FixAction.optional(),
  /** A message ready to send to the person who has the right. */
  ask: z.object({ whom: z.string(), message: z.string() }).optional(),
})
export type Fix = z.infer<typeof Fix>

/** A failure a person can act on: what went wrong, why it probably did, and what to do now. */
export const Diagnosis = z.object({
  category: Category,
  /** high: the evidence allows one cause. medium: the likely one of a few. low: the text fits many causes. */
  confidence: z.enum(['high', 'medium', 'low']),
  title: z.string(),
  /** Likely causes, most likely first; each a full sentence. */
  causes: z.array(z.string()),
  fixes: z.array(Fix),
  /** Other categories that the same evidence can mean. */
  alternatives: z.array(Category).optional(),
  /** The raw, redacted signal, for "details" and for bug reports. */
  evidence: FailureSignal.optional(),
  /** For `invalid_input`: which field it belongs to. */
  field: z.string().optional(),
})
export type Diagnosis = z.infer<typeof Diagnosis>

/** What is known around a failure, so that statements, links and messages can name the real objects. */
export interface DiagnosisContext {
  /** Workspace host, without scheme. */
  host?: string
  port?: number
  httpPath?: string
  warehouseId?: string
  warehouseName?: string
  catalog?: string
  schema?: string
  /** Unquoted table name, without its parents. */
  table?: string
  /** The identity being tested, as GRANT wants it: e-mail, application id, or account group. */
  principal?: string
  /** What a person calls that identity. */
  principalName?: string
  principalKind?: 'user' | 'service-principal'
}
