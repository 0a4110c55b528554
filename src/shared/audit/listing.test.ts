import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finish } from '../work'
import { type Finding, FINDING_KINDS, PathStep, SEVERITIES } from './finding'
import { FindingListing, filled, listFindings, listNeeded, pathOf, rowsOf } from './listing'

// Names that are parts of each other and of the texts around them, and that hold what a format could trip over.
const name = fc.oneof(fc.constantFrom('', 'shop', 'shop.sales', 'shop.sales.orders', 'a.a.a', '.', 'a\nb.c'), fc.string())
const step = fc.record({ kind: fc.constantFrom(...PathStep.shape.kind.options), name, note: name }, { requiredKeys: ['kind', 'name'] })
const finding: fc.Arbitrary<Finding> = fc
  .record({ id: name, severity: fc.constantFrom(...SEVERITIES), kind: fc.constantFrom(...FINDING_KINDS), securableType: name, securable: name, privilege: name, around: fc.array(name, { maxLength: 3 }), path: fc.array(step, { maxLength: 4 }), count: fc.option(fc.nat(), { nil: undefined }) })
  .map(({ around, count, ...rest }) => ({ ...rest, reason: around.join(rest.securable), fix: [], ...(count === undefined ? {} : { count }) }))

describe('a listing', () => {
  it('gives back every row as it was, in order', () => {
    fc.assert(fc.property(fc.array(finding), (findings) => {
      const listing = FindingListing.parse(JSON.parse(JSON.stringify(finish(listFindings(findings)))))
      const back = rowsOf(listing, (form) => form, ({ within: _within, ...form }, securable, at) => ({ at, finding: { ...form, securable, path: pathOf(form, securable), reason: filled(form.reason, securable), fix: [] } }))
      expect(back).toEqual(findings.map((one, at) => ({ at, finding: one })))
      const needed = findings.map(({ securableType, securable, privilege, path }) => ({ securableType, securable, privilege, path }))
      expect(rowsOf(finish(listNeeded(needed)), (form) => form, ({ within: _within, ...form }, securable) => ({ ...form, securable, path: pathOf(form, securable) }))).toEqual(needed)
    }))
  })
  it('says once what a hundred thousand rows have in common', () => {
    const findings = Array.from({ length: 100_000 }, (_none, at): Finding => {
      const securable = `shop.sales.t${at}`
      return { id: 'missing-select', severity: 'error', kind: 'missing', securableType: 'TABLE', securable, privilege: 'SELECT', path: [{ kind: 'identity', name: 'importer' }, { kind: 'object', name: securable, note: 'no SELECT' }], reason: `It can't read ${securable}: no SELECT reaches it.`, fix: [] }
    })
    const { forms, runs, names } = finish(listFindings(findings))
    expect([forms.length, runs, names.at(-1)]).toEqual([1, [[0, 100_000]], 't99999'])
  })
})
