import { type ConnectionDetails, FIELD_LABELS } from '../connection/connection'
import type { TestReport } from '../connection-test/report'
import { STAGE_TITLES } from '../connection-test/report'
import type { Profile, Validation } from '../profile/profile'
import { VALIDATION_LIFETIME_MS } from '../profile/validation'
import { canonicalJson } from './canonical-json'
import type { HandoffDocument, HandoffPreview } from './handoff'

/** Names the published schema, `resources/schema/handoff.schema.json`; it is its `$id`. */
export const HANDOFF_SCHEMA_ID = 'urn:clevertap-databricks-setup-assistant:handoff:1'

export const HANDOFF_NOTICE =
  "CleverTap's Databricks integration is a private beta and imports only: it reads tables and writes nothing back. " +
  'Enter these fields in CleverTap under Settings > Partners > Databricks > Add Database.'

export interface HandoffSource {
  profile: Profile
  /** Absent when the form has errors: the draft then shows the form as typed. */
  details: ConnectionDetails | undefined
  report: TestReport | undefined
  validation: Validation
  /** Program and computer, in words. */
  exportedBy: string
  now: number
  sha256: (text: string) => string
}

/** The exported configuration, a DRAFT unless the unchanged connection was proved within a day. Never holds the token. */
export function buildHandoff(source: HandoffSource): HandoffPreview {
  const { profile, report, validation, exportedBy, now, sha256 } = source
  const connection = connectionOf(source)
  const validated = validation === 'validated' && source.details !== undefined && report !== undefined
  const status = validated ? 'validated' : 'draft'
  const content: Omit<HandoffDocument, 'hash'> = {
    $schema: HANDOFF_SCHEMA_ID,
    kind: 'clevertap-databricks-connection',
    version: 1,
    status,
    statusReason: statusReason(validated, source),
    exportedAt: new Date(now).toISOString(),
    exportedBy,
    fields: fieldsOf(connection, report),
    connection,
    tables: profile.tables,
    // A report about other values would lend them its proof.
    test: report && validation !== 'changed' && validation !== 'never-tested' ? testOf(report) : undefined,
    notice: HANDOFF_NOTICE,
  }
  const document: HandoffDocument = { ...content, hash: sha256(canonicalJson(content)) }
  return { document, json: `${JSON.stringify(document, null, 2)}\n`, fileName: fileNameOf(connection.name, status) }
}

/** Normalised where the form is sound, else as typed, so that a half-filled form survives export and import. */
function connectionOf({ profile: { form }, details }: HandoffSource): HandoffDocument['connection'] {
  if (details) {
    const { name, host, port, httpPath, catalog, schema } = details
    return { name, host, port, httpPath, catalog, ...(schema === undefined ? {} : { schema }) }
  }
  const port = /^\d{1,5}$/.test(form.port.trim()) ? Number(form.port) : 443
  const { name, host, httpPath, catalog, schema } = form
  return { name, host, port, httpPath, catalog, ...(schema === '' ? {} : { schema }) }
}

function fieldsOf(connection: HandoffDocument['connection'], report: TestReport | undefined): HandoffDocument['fields'] {
  const whose = report?.identity ? ` of ${report.identity.displayName ?? report.identity.principal}` : ''
  return [
    { label: FIELD_LABELS.name, value: connection.name },
    { label: FIELD_LABELS.host, value: connection.host },
    { label: FIELD_LABELS.port, value: String(connection.port) },
    { label: FIELD_LABELS.httpPath, value: connection.httpPath },
    { label: FIELD_LABELS.token, note: `The token is never in this file. Enter the token${whose} in CleverTap yourself.` },
    { label: FIELD_LABELS.catalog, value: connection.catalog },
    connection.schema === undefined
      ? { label: FIELD_LABELS.schema, value: '', note: 'Left empty: CleverTap then sees every schema that the identity may read.' }
      : { label: FIELD_LABELS.schema, value: connection.schema },
  ]
}

function testOf(report: TestReport): HandoffDocument['test'] {
  const { computer, addresses, program } = report.testedFrom
  return {
    verdict: report.verdict,
    startedAt: new Date(report.startedAt).toISOString(),
    finishedAt: new Date(report.finishedAt).toISOString(),
    testedAs: report.identity,
    testedFrom: `${computer}${addresses.length > 0 ? ` (${addresses.join(', ')})` : ''}, ${program}`,
    stages: report.stages.map(({ id, state, summary, durationMs }) => ({ id, title: STAGE_TITLES[id], state, summary, durationMs })),
    notProven: report.notProven,
    validUntil: new Date(report.finishedAt + VALIDATION_LIFETIME_MS).toISOString(),
  }
}

function statusReason(validated: boolean, { details, report, validation }: HandoffSource): string {
  // For people: `2026-11-23 21:12 UTC`. The exact times stand in their own fields.
  const when = report ? `${new Date(report.finishedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''
  if (validated) return `Validated: the connection test ended "${report?.verdict.line ?? ''}" on ${when}.`
  if (!details) return 'DRAFT: the form is not complete.'
  switch (validation) {
    case 'never-tested':
      return 'DRAFT: this connection was never tested.'
    case 'changed':
      return `DRAFT: connection, tables or token changed since the last test (${when}).`
    case 'stale':
      return `DRAFT: the last successful test (${when}) is older than 24 hours.`
    case 'not-validated':
      return `DRAFT: the last test (${when}) ended "${report?.verdict.line ?? ''}".`
    case 'validated':
      return 'DRAFT: the report of the test is missing.'
  }
}

function fileNameOf(name: string, status: HandoffDocument['status']): string {
  const stem = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60)
  return `${status === 'draft' ? 'DRAFT-' : ''}clevertap-databricks${stem === '' ? '' : `-${stem}`}.json`
}
