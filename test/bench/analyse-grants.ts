import { known } from '#shared/audit/facts'
import type { AuditFacts } from '#shared/audit/facts'
import { Policy } from '#shared/audit/policy'
import { chosenFix, draftFix } from '#shared/audit/fix-preview'
import { EVERY_REVOKE } from '#shared/audit/revoke-choice'
import { runAudit } from '#shared/audit/run-audit'
import { createFactsBuilder } from '#shared/unity-catalog/facts-builder'
import type { Work } from '#shared/work'
import { type Bench, ms } from './measure'

const IMPORTER = '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001'
const NOW = Date.UTC(2026, 10, 23)
const PRIVILEGES = ['SELECT', 'MODIFY', 'APPLY TAG', 'MANAGE', 'ALL PRIVILEGES']

/** A workspace with many tables and ten grants on each; every tenth goes to the importer, every tenth to a group of it. */
export function manyGrants(tables: number, grants: number): AuditFacts {
  const builder = createFactsBuilder({ principal: IMPORTER, kind: 'service-principal' })
  const { facts: access } = builder
  access.workspaceId = '1'
  access.metastore = { name: 'm', owner: builder.principal('ada@example.com') }
  access.groups.push({ name: 'team', level: 'account', member: 'yes', members: [IMPORTER] })
  for (let at = 0; at < 10; at++) builder.catalog({ name: `c${at}`, kind: 'managed', isolation: 'open', owner: 'ada@example.com' })
  for (let at = 0; at < 500; at++) builder.schema({ catalog: `c${at % 10}`, name: `s${Math.floor(at / 10)}`, owner: 'ada@example.com' })
  const objects = Array.from({ length: tables }, (_, at) => builder.object({ catalog: `c${at % 10}`, schema: `s${Math.floor(at / 10) % 50}`, name: `t${at}`, kind: 'MANAGED', owner: 'ada@example.com' }))
  builder.grant('CATALOG', builder.findCatalog('c0') ?? 0, IMPORTER, 'USE CATALOG')
  for (let at = 0; at < grants; at++) {
    const grantee = at % 10 === 0 ? IMPORTER : at % 10 === 1 ? 'team' : `person${at % 997}@example.com`
    builder.grant('OBJECT', objects[Math.floor(at / 10) % tables] ?? 0, grantee, PRIVILEGES[Math.floor(at / 10) % PRIVILEGES.length] ?? 'SELECT')
  }
  return {
    at: NOW, workspace: { host: 'bench.cloud.databricks.com', id: '1', cloud: 'aws' }, caller: { principal: 'ada@example.com', as: 'admin' }, access, asked: { by: 'sql', warehouse: 'w' },
    identity: known({ active: true, entitlements: [{ name: 'databricks-sql-access' }], workspaceAdmin: false }), warehouses: known([]), tokens: known([]),
    maxTokenLifetimeDays: known(0), oauthSecrets: known([]), ipAccess: known({ enabled: false, lists: [] }), requests: 0, leftOut: [],
  }
}

const POLICY = Policy.parse({ catalog: 'c0', schema: 's0' })

export interface AnalysisTime {
  tables: number
  grants: number
  ms: number
  findings: number
  /** All memory of the process after the audit, facts included. Of the first size in a process it is that size's own. */
  processMb: number
}

/** The audit of one size, from facts to report. */
export function analyse(tables: number, grants: number): AnalysisTime {
  const facts = manyGrants(tables, grants)
  const start = performance.now()
  const report = runAudit(facts, POLICY)
  return { tables, grants, ms: performance.now() - start, findings: report.findings.length, processMb: process.memoryUsage().rss / 2 ** 20 }
}

/** Linear means that ten times the grants take about ten times as long. The largest comes first, so that its memory is its own. */
export const analyseGrants: Bench = {
  name: 'analyse-grants',
  run: () => {
    const sizes = [analyse(100_000, 1_000_000), analyse(30_000, 300_000), analyse(10_000, 100_000)]
    return Promise.resolve(
      sizes.map(({ grants, ms: taken, processMb, findings }, at) => ({
        name: `${grants.toLocaleString('en')} grants, from facts to ${findings.toLocaleString('en')} findings`,
        value: `${ms(taken)}, ${((taken * 1e6) / grants).toFixed(0)} ns a grant${at === 0 ? `, ${processMb.toFixed(0)} MB in all` : ''}`,
        target: at === 0 ? '< 3 s, < 400 MB' : 'as long for a grant',
      })),
    )
  },
}

export interface PreviewTime {
  statements: number
  /** Working it out in one go, and judging the same facts. */
  ms: number
  judgeMs: number
  /** The longest time in which the process can't answer anybody else. */
  longestMs: number
  /** What is sent to the window. */
  bytes: number
}

/** The preview of a fix, every revoke chosen, as the window gets it. Every tenth grant is one too much. */
export function previewOfMany(tables: number, grants: number): PreviewTime {
  const facts = manyGrants(tables, grants)
  const begun = performance.now()
  const report = runAudit(facts, POLICY)
  const judged = performance.now()
  let longestMs = 0
  const follow = <T>(work: Work<T>): T => {
    for (;;) {
      const from = performance.now()
      const step = work.next()
      longestMs = Math.max(longestMs, performance.now() - from)
      if (step.done) return step.value
    }
  }
  const { preview } = follow(chosenFix(follow(draftFix(report, facts)), EVERY_REVOKE))
  return { statements: preview.counts.chosen, ms: performance.now() - judged, judgeMs: judged - begun, longestMs, bytes: Buffer.byteLength(JSON.stringify(preview)) }
}
