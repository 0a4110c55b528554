import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../../../test/support/any-text'
import { objectNameProblem, objectNameProblemPart, quoteLiteral, quoteName, quotePath, quotePrincipal } from './identifiers'

/** Reads a literal back by the documented rules, independently of the writer. */
function readLiteral(text: string): string {
  const meanings: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', '0': '\0', Z: '\x1a' }
  let out = ''
  for (let at = 1; at < text.length - 1; at++) {
    const character = text.charAt(at)
    if (character === "'") throw new Error(`the literal ends early at ${at}`)
    if (character !== '\\') out += character
    else {
      at++
      out += meanings[text.charAt(at)] ?? text.charAt(at)
    }
  }
  return out
}

describe('quoting', () => {
  it('puts every part of a name in its own backticks', () => {
    expect(quotePath('main', 'sales-2026', 'a`b')).toBe('`main`.`sales-2026`.`a``b`')
  })

  it('writes a principal as an identifier, not as a string', () => {
    expect(quotePrincipal('account users')).toBe('`account users`')
  })

  it('keeps any name inside its backticks', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const quoted = quoteName(name)
        const inner = quoted.slice(1, -1)
        expect(inner.replaceAll('``', '')).not.toContain('`')
        expect(inner.replaceAll('``', '`')).toBe(name)
      }),
    )
  })

  it('keeps any text inside its quotes', () => {
    const nasty = fc.array(fc.constantFrom("'", '\\', '\n', '\t', '\r', '\0', 'n', 'Z', 'é', '%', '"')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(nasty, anyText), (text) => {
        expect(readLiteral(quoteLiteral(text))).toBe(text)
      }),
    )
  })
})

describe('names that Unity Catalog accepts', () => {
  it.each(['main', 'sales-2026', 'größe', '表', 'a`b', "o'neil", 'x'.repeat(255)])('accepts %s', (name) => {
    expect(objectNameProblem(name, 'catalog')).toBeUndefined()
  })

  it.each([
    ['', 'empty'],
    ['a.b', 'dot'],
    ['a/b', 'slash'],
    ['a b', 'space'],
    ['a\tb', 'control character'],
    ['a\x7f', 'control character'],
    ['x'.repeat(256), '255'],
  ])('refuses %j and names the rule', (name, word) => {
    expect(objectNameProblem(name, 'schema')).toContain(word)
  })

  it('points at the character that is wrong', () => {
    expect(objectNameProblemPart('main.sales')).toEqual({ start: 4, end: 5 })
    expect(objectNameProblemPart('main')).toBeUndefined()
  })
})
