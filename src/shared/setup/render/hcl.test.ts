import { parse } from '@cdktf/hcl2json'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../../../../test/support/any-text'
import { hclBlock, hclString, hclValue } from './hcl'

describe('HCL', () => {
  it('keeps any text as text, also what would begin a template', async () => {
    const nasty = fc.array(fc.constantFrom('$', '%', '{', '}', '"', '\\', 'u', 'n', '`', '~', 'a'), { maxLength: 8 }).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(fc.oneof(nasty, anyText.map((text) => text.replace(/[\ud800-\udfff]/g, ''))), async (text) => {
        const parsed = (await parse('x.tf', `locals {\n  a = ${hclString(text)}\n}\n`)) as { locals: { a: string }[] }
        // The parser writes back the escape of a template that is none.
        const read = parsed.locals[0]?.a.normalize('NFC').replaceAll('$${', '${').replaceAll('%%{', '%{')
        expect(read).toBe(text.normalize('NFC'))
      }),
      { numRuns: 60 },
    )
  })

  it('writes references as they are, and aligns attributes', () => {
    expect(hclValue([{ ref: 'a.b' }, 'c'])).toBe('[a.b, "c"]')
    expect(hclBlock('data "x" "y"', { name: 'n', longer: true, none: undefined })).toEqual(['data "x" "y" {', '  name   = "n"', '  longer = true', '}'])
  })
})
