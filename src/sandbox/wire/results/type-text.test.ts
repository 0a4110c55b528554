import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseType, sparkJson, typeText, type SqlType } from './type-text'

const simple = fc.constantFrom('INT', 'BIGINT', 'STRING', 'TIMESTAMP_NTZ', 'DATE').map((name): SqlType => ({ kind: 'simple', name }))
const { type } = fc.letrec<{ type: SqlType }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    simple,
    fc.record({ kind: fc.constant('decimal' as const), precision: fc.integer({ min: 1, max: 38 }), scale: fc.integer({ min: 0, max: 10 }) }),
    fc.record({ kind: fc.constant('array' as const), element: tie('type') }),
    fc.record({ kind: fc.constant('map' as const), key: simple, value: tie('type') }),
    fc.record({ kind: fc.constant('struct' as const), fields: fc.array(fc.record({ name: fc.stringMatching(/^[a-z]\w{0,5}$/), type: tie('type') }), { minLength: 1, maxLength: 3 }) }),
  ),
}))

test('what is written is read back', () => {
  fc.assert(fc.property(type, (one) => void expect(parseType(typeText(one))).toEqual(one)))
})

test('reads how people and Databricks write types', () => {
  expect(typeText(parseType(' decimal( 10 , 2 ) '))).toBe('DECIMAL(10,2)')
  expect(typeText(parseType('struct<`a,b`:int,c map<string,array<long>>>'))).toBe('STRUCT<a,b: INT, c: MAP<STRING, ARRAY<BIGINT>>>')
  expect(sparkJson(parseType('ARRAY<BIGINT>'))).toEqual({ type: 'array', elementType: 'long', containsNull: true })
})
