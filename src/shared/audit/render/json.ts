import type { AuditReport } from '../audit-report'

/** Names the published schema, `resources/schema/audit.schema.json`; it is its `$id`. */
export const AUDIT_SCHEMA_ID = 'urn:clevertap-databricks-setup-assistant:audit:1'

export const renderJson = (report: AuditReport): string => `${JSON.stringify({ $schema: AUDIT_SCHEMA_ID, ...report }, null, 2)}\n`
