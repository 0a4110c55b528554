import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likePattern } from './like-pattern'

test.each([
  ['cust%', 'Customers', true],
  ['c_stomers', 'customers', true],
  ['customer\\_data', 'customerxdata', false],
  ['customer\\_data', 'customer_data', true],
  ['a.b', 'axb', false],
])('%s matches %s: %s', (pattern, name, expected) => expect(likePattern(pattern)(name)).toBe(expected))

test('a name with its signs escaped matches itself', () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), (name) => void expect(likePattern(name.replace(/[%_\\]/g, '\\$&'))(name)).toBe(true)))
})
