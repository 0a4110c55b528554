import { describe, expect, it } from 'vitest'
import { auditWorld, importerPolicy, LEAST } from '../../../test/support/audit-facts'
import type { AuditWorld } from '../../../test/support/audit-facts'
import { AuditSnapshot, compareAudits, takeSnapshot } from './compare-audits'
import type { KeptAudit } from './compare-audits'
import { runAudit } from './run-audit'

const keep = (world: AuditWorld): KeptAudit => ({ report: runAudit(world.facts, importerPolicy()), snapshot: AuditSnapshot.parse(JSON.parse(JSON.stringify(takeSnapshot(world.facts, importerPolicy())))) })

describe('two audits compared', () => {
  it('say nothing where nothing changed', () => {
    expect(compareAudits(keep(auditWorld().give(...LEAST)), keep(auditWorld().give(...LEAST))).line).toBe('Nothing changed.')
  })
  it('show new tables that are not readable, and grants lost and gained', () => {
    const before = auditWorld().give(LEAST[0], LEAST[1], 'SELECT shop.sales.orders', 'SELECT shop.sales.customers')
    const after = auditWorld().table('shop.sales.returns').give(LEAST[0], LEAST[1], 'SELECT shop.sales.orders', 'SELECT shop.hr analysts')
    const drift = compareAudits(keep(before), keep(after))
    expect(drift.newTablesNotReadable).toEqual(['shop.sales.returns'])
    expect(drift.lostTables).toEqual(['shop.sales.customers'])
    expect(drift.grantsLost).toEqual(['SELECT on table shop.sales.customers'])
    expect(drift.grantsGained).toEqual(['SELECT on schema shop.hr (analysts)'])
    expect(drift.findingsNew.map(({ id }) => id)).toEqual(['missing-select', 'missing-select', 'through-group'])
    expect(drift.line).toContain('1 new table not readable')
  })
  it('show a new owner', () => {
    const after = auditWorld().give(...LEAST).own('shop.sales.orders', 'maria@shop.example')
    expect(compareAudits(keep(auditWorld().give(...LEAST)), keep(after)).ownersChanged).toEqual([{ securable: 'shop.sales.orders', from: 'platform', to: 'maria@shop.example' }])
  })
  it('say when they are not the same question', () => {
    const audit = (change: (facts: AuditWorld['facts']) => void, policy = importerPolicy()): KeptAudit => {
      const { facts } = auditWorld().give(...LEAST)
      change(facts)
      return { report: runAudit(facts, policy), snapshot: takeSnapshot(facts, policy) }
    }
    const same = (): void => undefined
    const remark = (other: KeptAudit): string | undefined => compareAudits(audit(same), other).remark
    expect(remark(audit(same))).toBeUndefined()
    expect(remark(audit((facts) => void (facts.access.subject.principal = 'else@shop.example')))).toContain('different identities')
    expect(remark(audit((facts) => void (facts.workspace.host = 'dbc-2.cloud.databricks.com')))).toContain('different workspaces')
    expect(remark(audit(same, importerPolicy({ schema: 'hr' })))).toBe('They look at different things: shop.sales, then shop.hr.')
    expect(remark(audit(same, importerPolicy({ tables: ['orders'] })))).toContain('1 chosen table')
    expect(remark(audit((facts) => void (facts.caller = { principal: 'x', name: 'Importer', as: 'self' })))).toContain('Importer (the identity itself)')
    expect(remark(audit((facts) => void (facts.cancelled = true)))).toBe('The later audit was cancelled before it had read everything.')
    expect(remark({ ...audit(same), leftOut: 2 })).toContain('only a part')
  })
})
