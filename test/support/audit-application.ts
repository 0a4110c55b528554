import { openAuditWorkspace } from '../../src/main/adapters/databricks/audit-workspace'
import { openSetupWorkspace } from '../../src/main/adapters/databricks/setup-workspace'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import { openWorkspace } from '../../src/main/adapters/databricks/workspace'
import { systemClock } from '../../src/main/adapters/os/clock'
import { createMemoryDocuments } from '../../src/main/adapters/storage/memory-documents'
import type { Ports } from '../../src/main/core/ports/ports'
import type { Documents } from '../../src/main/core/ports/storage'
import type { RunningSandbox } from '../../src/sandbox/wire/start-sandbox'
import type { AuditReport } from '../../src/shared/audit/audit-report'
import type { FixPreview, FixReport, FixRow } from '../../src/shared/audit/fix-view'
import type { AuditView } from '../../src/shared/audit/kept-audit'
import { Policy } from '../../src/shared/audit/policy'
import { EVERY_REVOKE, type RevokeChoice } from '../../src/shared/audit/revoke-choice'
import type { Input } from '../../src/shared/contract/contract'
import { fakePorts, testApplication } from './fakes-application'

export interface AuditApplicationOptions {
  /** Name of the importer's token in the sandbox. */
  importer: string
  /** Name of the second sign-in's token; absent: there is none. */
  admin?: string
  documents?: Documents
  /** Name of the warehouse; default: the first. */
  warehouse?: string
  ports?: Partial<Ports>
}

/** An application with the real adapters and one connection to a sandbox, ready to be audited. */
export async function auditApplication(sandbox: RunningSandbox, { importer, admin = 'admin', documents = createMemoryDocuments(), warehouse, ports = {} }: AuditApplicationOptions) {
  const { host, port, caFile, tokens, httpPaths, catalog, schema } = sandbox.ready
  const scripts = new Map<string, string>()
  const app = testApplication(
    fakePorts({
      clock: systemClock, documents, openWorkspace, openSetupWorkspace, openAuditWorkspace, openSqlSession,
      keepScript: (name, text) => {
        scripts.set(name, text)
        return `/scripts/${name}.txt`
      },
      ...ports,
    }),
  )
  const httpPath = (warehouse === undefined ? Object.values(httpPaths)[0] : httpPaths[warehouse]) ?? ''
  const form = { name: 'Shop & CRM', host, port: String(port), httpPath, catalog, schema }
  const [there] = await app.value('profiles.list', {})
  const { profile } = there ?? (await app.value('profiles.create', { form }))
  await app.value('profiles.save', { profileId: profile.id, form, caFile })
  for (const [role, name] of [['importer', importer], ['admin', admin]] as const) {
    const token = tokens[name]
    if (token === undefined) throw new Error(`the sandbox has no token called ${name}`)
    await app.value('tokens.put', { profileId: profile.id, role, token, keep: 'run' })
  }
  const profileId = profile.id
  const policy = Policy.parse({ catalog, schema, warehouse: httpPath.split('/').at(-1) })

  async function preview(auditId: string, revokes: RevokeChoice = EVERY_REVOKE): Promise<FixPreview> {
    const result = await (await app.run('audit.fix-preview', { profileId, auditId, revokes })).done
    if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
    return result.value
  }
  const fixInput = (auditId: string, options: Partial<Input<'audit.apply-fix'>> = {}): Input<'audit.apply-fix'> => ({ profileId, auditId, role: 'admin', revokes: EVERY_REVOKE, startWarehouse: false, ...options })
  async function fix(auditId: string, options: Partial<Input<'audit.apply-fix'>> = {}): Promise<FixReport> {
    const result = await (await app.run('audit.apply-fix', fixInput(auditId, options))).done
    if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
    return result.value
  }
  /** The whole report that stands behind what a screen gets of an audit. */
  const report = (audit: Pick<AuditView, 'auditId'> | undefined): Promise<AuditReport> => app.value('audit.report', { profileId, auditId: audit?.auditId ?? '' })
  return {
    ...app, report, profileId, policy, scripts, documents, preview, fix, fixInput,
    async audit(input: Partial<Input<'audit.run'>> = {}) {
      const result = await (await app.run('audit.run', { profileId, role: 'admin', policy, startWarehouse: false, ...input })).done
      if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
      return { ...result.value, report: await report(result.value) }
    },
  }
}

export const stepIds = (rows: readonly FixRow[]): string[] => rows.flatMap((row) => (row.kind === 'step' ? [row.step.id] : []))
/** Ids of everything that a preview shows; its list is short enough to come whole. */
export const everyStep = ({ rows }: FixPreview): string[] => stepIds(rows.rows)
