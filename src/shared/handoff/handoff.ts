import { z } from 'zod'
import { StageId, StageState, TestedIdentity, Verdict } from '../connection-test/report'

/** One line of CleverTap's form, in its order. The token's value is never in a file: `value` is then absent. */
export const HandoffField = z.object({
  label: z.string(),
  value: z.string().optional(),
  note: z.string().optional(),
})

/**
 * The exported configuration. `status` is `validated` only for an unchanged connection whose test ended Ready within
 * the last 24 hours; everything else is `draft`, and `statusReason` says why.
 * Its JSON Schema is published in `resources/schema/handoff.schema.json`.
 */
export const HandoffDocument = z.object({
  $schema: z.string(),
  kind: z.literal('clevertap-databricks-connection'),
  version: z.literal(1),
  status: z.enum(['validated', 'draft']),
  statusReason: z.string(),
  exportedAt: z.string(),
  exportedBy: z.string(),
  /** In CleverTap's labels and order. */
  fields: z.array(HandoffField),
  /** The same values for machines. */
  connection: z.object({
    name: z.string(),
    host: z.string(),
    port: z.number().int(),
    httpPath: z.string(),
    catalog: z.string(),
    schema: z.string().optional(),
  }),
  tables: z.array(z.string()),
  test: z
    .object({
      verdict: Verdict,
      startedAt: z.string(),
      finishedAt: z.string(),
      testedAs: TestedIdentity.optional(),
      testedFrom: z.string(),
      stages: z.array(z.object({ id: StageId, title: z.string(), state: StageState, summary: z.string(), durationMs: z.number().optional() })),
      notProven: z.array(z.string()),
      /** When the validation goes stale. */
      validUntil: z.string(),
    })
    .optional(),
  notice: z.string(),
  /** SHA-256 over the document without this field, in canonical JSON. */
  hash: z.string(),
})
export type HandoffDocument = z.infer<typeof HandoffDocument>

export const HandoffPreview = z.object({
  document: HandoffDocument,
  /** What would be written: the document as JSON text, and a name for the file. */
  json: z.string(),
  fileName: z.string(),
})
export type HandoffPreview = z.infer<typeof HandoffPreview>
