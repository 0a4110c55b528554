import { z } from 'zod'
import { ConnectionDetails } from '../connection/connection'
import { Diagnosis } from '../diagnosis/diagnosis'

/** The stages, in the order in which they run. */
export const STAGE_IDS = [
  'form', 'dns', 'tcp', 'tls', 'sign-in', 'warehouse', 'warehouse-awake', 'session', 'catalog', 'schema', 'tables', 'read',
] as const
export const StageId = z.enum(STAGE_IDS)
export type StageId = z.infer<typeof StageId>

export const STAGE_TITLES: Record<StageId, string> = {
  form: 'Form',
  dns: 'DNS',
  tcp: 'TCP connection',
  tls: 'TLS',
  'sign-in': 'Sign-in',
  warehouse: 'SQL warehouse found and permitted',
  'warehouse-awake': 'SQL warehouse awake',
  session: 'SQL session',
  catalog: 'Catalog',
  schema: 'Schema',
  tables: 'Tables visible',
  read: 'Read of the chosen tables',
}

/**
 * `waiting` and `running` occur only while a test runs.
 * `not-set-up`: nothing is wrong, something is just not there yet (an empty schema, a stopped warehouse without leave to start it).
 * `could-not-check`: the check itself was impossible (a scope forbids it, an earlier stage failed). It is never "fine".
 */
export const StageState = z.enum(['waiting', 'running', 'passed', 'warning', 'failed', 'not-set-up', 'could-not-check'])
export type StageState = z.infer<typeof StageState>

export const StageResult = z.object({
  id: StageId,
  state: StageState,
  /** Epoch ms; absent while waiting and for stages that never ran. */
  startedAt: z.number().optional(),
  durationMs: z.number().optional(),
  /** One line: what was found, naming the object. */
  summary: z.string(),
  /** Facts behind the summary, in order; values are plain text and carry no secrets and no table data. */
  evidence: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Set when failed, and for warnings, not-set-up and could-not-check where there is something to do. */
  diagnosis: Diagnosis.optional(),
  /** Further remarks that each count as one thing to improve. */
  improvements: z.array(Diagnosis),
  /** A `could-not-check` that a later stage proved anyway: by which one. It then no longer counts as unproven. */
  provedBy: StageId.optional(),
  /** For `warehouse-awake` while running: expected range in seconds for this type of warehouse. */
  expectedSeconds: z.tuple([z.number(), z.number()]).optional(),
})
export type StageResult = z.infer<typeof StageResult>

export const TestedIdentity = z.object({
  /** As GRANT wants it: e-mail or application id. */
  principal: z.string(),
  displayName: z.string().optional(),
  kind: z.enum(['user', 'service-principal', 'unknown']),
  /** How it was learnt: SCIM Me, or `session_user()` when the token's scope forbids SCIM. */
  learntBy: z.enum(['scim-me', 'session-user']),
})
export type TestedIdentity = z.infer<typeof TestedIdentity>

export const TableRead = z.object({
  catalog: z.string(),
  schema: z.string(),
  table: z.string(),
  state: z.enum(['passed', 'failed', 'could-not-check']),
  durationMs: z.number(),
  diagnosis: Diagnosis.optional(),
})
export type TableRead = z.infer<typeof TableRead>

/**
 * `ready`: sign-in, session, catalog, schema and a real read of at least one chosen table passed (improvements allowed).
 * `blocked`: something failed. `empty`: access is there, the schema holds no table. `not-proven`: checks could not run.
 */
export const VerdictKind = z.enum(['ready', 'blocked', 'empty', 'not-proven', 'cancelled'])
export type VerdictKind = z.infer<typeof VerdictKind>

export const Verdict = z.object({
  kind: VerdictKind,
  /** The closing line, e.g. "Ready for CleverTap", "2 things stand in the way". */
  line: z.string(),
  obstacles: z.number(),
  improvements: z.number(),
  unproven: z.number(),
})
export type Verdict = z.infer<typeof Verdict>

export const TestReport = z.object({
  /** Version of this shape, for stored reports. */
  version: z.literal(1),
  runId: z.string(),
  startedAt: z.number(),
  finishedAt: z.number(),
  /** What was tested. Absent only when the form did not pass. */
  connection: ConnectionDetails.optional(),
  /** Fingerprint of connection + tested tables + token, so that a later change makes the report stale. No secret can be read from it. */
  subjectHash: z.string(),
  identity: TestedIdentity.optional(),
  stages: z.array(StageResult),
  tables: z.object({ visible: z.number(), chosen: z.number(), reads: z.array(TableRead) }),
  verdict: Verdict,
  /** What a green report does not prove, in full sentences. */
  notProven: z.array(z.string()),
  /** The computer the test ran on. */
  testedFrom: z.object({ computer: z.string(), addresses: z.array(z.string()), program: z.string() }),
})
export type TestReport = z.infer<typeof TestReport>

export const TestOptions = z.object({
  /** Starting costs money: without leave a stopped warehouse ends the test as not proven. */
  startWarehouse: z.boolean(),
  /** Unquoted table names to read; `schema.table` when no schema is configured. Empty: a sample. */
  tables: z.array(z.string()).max(1000),
  /** Deadlines in ms per stage that differ from the defaults. */
  deadlines: z.partialRecord(StageId, z.number().int().min(100).max(3_600_000)),
  /** Retry from here: earlier stages keep their results from the last run where those still apply. */
  fromStage: StageId.optional(),
})
export type TestOptions = z.infer<typeof TestOptions>
