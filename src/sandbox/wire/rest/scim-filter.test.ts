import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseScimFilter } from './scim-filter'

const ROWS = [
  { id: '1', userName: 'Asha@shop.example', active: true, emails: [{ value: 'asha@shop.example', type: 'work' }], groups: [{ display: 'admins', value: '7' }] },
  { id: '2', userName: 'ben@shop.example', active: false, displayName: 'Ben "B" O\'Brien', emails: [], groups: [] },
]
const found = (filter: string): string[] | undefined => {
  const parsed = parseScimFilter(filter)
  return parsed && ROWS.filter(parsed).map(({ id }) => id)
}

describe('a SCIM filter', () => {
  it.each([
    ['userName eq "asha@SHOP.example"', ['1']], ['username sw "B"', ['2']], ['userName co "shop"', ['1', '2']], ['userName ew "example" and active eq true', ['1']],
    ['active ne true', ['2']], ['displayName pr', ['2']], ['not (displayName pr)', ['1']], ['id eq 1 or id eq 2', ['1', '2']], ['(id eq 1 or id eq 2) and groups.display eq "admins"', ['1']],
    ['emails.value co "asha"', ['1']], ['emails eq "asha@shop.example"', ['1']], ['displayName eq "Ben \\"B\\" O\'Brien"', ['2']], ['nope eq "x"', []], ['nope ne "x"', ['1', '2']], ['id gt "1"', ['2']],
  ])('%s', (filter, ids) => expect(found(filter)).toEqual(ids))

  it.each(['', 'userName', 'userName eq', 'userName is "x"', '(id eq 1', 'id eq 1)', 'id eq 1 and', 'id eq 1 id eq 2', 'id eq "x', 'and'])('%s is none', (filter) => expect(found(filter)).toBeUndefined())

  it('never throws', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('id', ' eq ', '"1"', '(', ')', ' and ', ' or ', 'not ', 'pr', '"', '\\')).map((parts) => parts.join('')), (text) => void found(text)))
  })
})
