import { expect, test } from 'vitest'
import { bindParameters } from './parameters'

test('names question marks only where they stand for values', () => {
  const bound = bindParameters("SELECT ?, '?', `?`, \"?\" -- ?\n, /* ? */ ? FROM t", [{ type: 'INT', value: '1' }, { type: 'BIGINT', value: '9007199254740993' }])
  expect(bound.statement).toBe("SELECT :_p1, '?', `?`, \"?\" -- ?\n, /* ? */ :_p2 FROM t")
  expect(bound.parameters).toEqual({ _p1: 1, _p2: 9007199254740993n })
})

test('leaves named parameters and their statement alone', () => {
  expect(bindParameters("SELECT :a, '?'", [{ name: 'a', value: 'x' }, { name: 'b', type: 'BOOLEAN', value: 'TRUE' }, { name: 'c', value: null }])).toEqual({
    statement: "SELECT :a, '?'", parameters: { a: 'x', b: true, c: null },
  })
})
