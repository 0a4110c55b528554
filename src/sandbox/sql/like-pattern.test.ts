import { expect, it } from 'vitest'
import { matchesDriverPattern, matchesPattern } from './like-pattern'

it.each([
  ['cust*', 'customer_data', true],
  ['CUST*', 'customer_data', true],
  ['customer.data', 'customer_data', true],
  ['customer.data', 'customer__data', false],
  ['a|b*', 'beta', true],
  ['a|b*', 'alpha', false],
  ['a+b', 'a+b', true],
])('LIKE %s against %s: %s', (pattern, name, expected) => {
  expect(matchesPattern(pattern)(name)).toBe(expected)
})

it("takes the drivers' percent sign too", () => {
  expect(matchesDriverPattern('cust%')('customers')).toBe(true)
  expect(matchesDriverPattern(undefined)('anything')).toBe(true)
})
