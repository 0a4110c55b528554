import { beforeEach, describe, expect, it } from 'vitest'
import { takeSnapshot } from '../../../shared/audit/compare-audits'
import { runAudit } from '../../../shared/audit/run-audit'
import { auditWorld, importerPolicy } from '../../../../test/support/audit-facts'
import { createMemoryDocuments } from '../../adapters/storage/memory-documents'
import type { Documents } from '../ports/storage'
import { type AuditStore, createAuditStore } from './audit-store'

const LEAST = ['USE CATALOG shop', 'USE SCHEMA shop.sales', 'SELECT shop.sales']
const kept = (...grants: string[]) => {
  const { facts } = auditWorld().give(...LEAST, ...grants)
  return { report: runAudit(facts, importerPolicy()), snapshot: takeSnapshot(facts, importerPolicy()) }
}

let documents: Documents
let store: AuditStore
beforeEach(() => {
  documents = createMemoryDocuments()
  store = createAuditStore({ documents })
})

describe('kept audits', () => {
  it('come back whole, newest first', () => {
    store.put('p', 'a', kept())
    store.put('p', 'b', kept('MODIFY shop.sales'))
    expect(store.list('p').map(({ auditId, verdict }) => [auditId, verdict.state])).toEqual([['b', 'too-much'], ['a', 'least-privilege']])
    expect(createAuditStore({ documents }).get('p', 'a')).toEqual(kept())
    expect(store.list('q')).toEqual([])
  })
  it('are the newest twenty', () => {
    for (let at = 0; at < 25; at++) store.put('p', `a${at}`, kept())
    expect(store.list('p').map(({ auditId }) => auditId)).toEqual(Array.from({ length: 20 }, (_none, at) => `a${24 - at}`))
    expect(documents.list()).toHaveLength(21)
  })
  it('never open a file that the list does not name', () => {
    store.put('p', 'a', kept())
    documents.write('audit-p-other', kept())
    for (const name of ['other', '../settings', 'a/../a', '']) expect(store.get('p', name)).toBeUndefined()
  })
  it('say what changed since the one before, also when that one is deleted', () => {
    store.put('p', 'a', kept())
    expect(store.drift('p')).toBeUndefined()
    store.put('p', 'b', kept('MODIFY shop.sales'))
    store.put('p', 'c', kept())
    expect(store.drift('p')).toBe('1 grant lost, 1 finding gone.')
    store.remove('p', 'b')
    expect(store.drift('p')).toBe('Nothing changed.')
    store.remove('p', 'a')
    expect(store.drift('p')).toBeUndefined()
    store.remove('p', 'c')
    expect(store.list('p')).toEqual([])
  })
  it('keep a part of an endless report, and say so', () => {
    const audit = kept('MODIFY shop.sales')
    const [finding] = audit.report.findings
    if (!finding) throw new Error('no finding')
    const many = Array.from({ length: 20_003 }, (_none, at) => ({ ...finding, securable: `shop.sales.t${at}` }))
    store.put('p', 'a', { ...audit, report: { ...audit.report, findings: many } })
    const back = store.get('p', 'a')
    expect(back?.report.findings).toHaveLength(20_000)
    expect(back?.report.notChecked.map(({ what }) => what)).toContain('3 more rows of this report')
    expect(back?.leftOut).toBe(3)
    store.put('p', 'b', audit)
    expect(store.drift('p')).toContain('only a part')
  })
  it('survive a document that is not theirs', () => {
    documents.write('audits-p', { version: 1, audits: [{ nothing: true }] })
    expect(store.list('p')).toEqual([])
    store.put('p', 'a', kept())
    expect(store.list('p')).toHaveLength(1)
  })
  it('go all at once', () => {
    store.put('p', 'a', kept())
    store.put('q', 'b', kept())
    store.removeAll('p')
    expect(documents.list().filter((name) => name.includes('-p'))).toEqual([])
    expect(store.list('q')).toHaveLength(1)
  })
})
