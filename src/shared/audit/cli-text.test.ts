import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grantsUpdate, shellWord } from './cli-text'
import { hclString } from '../setup/render/hcl'

const nasty = fc.array(fc.constantFrom("'", '"', '\\', '$', '`', ' ', '\n', ';', '|', '*', '~', 'a', 'é', '#', '!'), { minLength: 1 }).map((parts) => parts.join(''))

describe('a word for the shell', () => {
  it('arrives as it is, whatever is in it', () => {
    fc.assert(fc.property(fc.array(nasty, { minLength: 1, maxLength: 20 }), (texts) => {
      const out = execFileSync('sh', ['-c', `printf '%s\\0' ${texts.map(shellWord).join(' ')}`], { encoding: 'utf8' })
      expect(out.split('\0').slice(0, -1)).toEqual(texts)
    }), { numRuns: 25 })
  })
  it('leaves plain names readable', () => {
    expect(grantsUpdate('EXTERNAL LOCATION', 'landing', 'a@b.com', { remove: ['READ FILES'] })).toBe(
      `databricks grants update external_location landing --json '{"changes":[{"principal":"a@b.com","remove":["READ_FILES"]}]}'`,
    )
  })
})

describe('a string of Terraform', () => {
  it('opens no template and ends nowhere early', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('${', '%{', '$', '%', '{', '"', '\\', 'x', '\n')).map((parts) => parts.join('')), (text) => {
      const quoted = hclString(text)
      expect(quoted).not.toMatch(/[$%]\{/)
      expect(JSON.parse(quoted)).toBe(text)
    }))
  })
})
