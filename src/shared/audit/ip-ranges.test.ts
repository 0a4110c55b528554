import { describe, expect, it } from 'vitest'
import { coverage, parseRange } from './ip-ranges'

describe('address ranges', () => {
  it.each(['203.0.113.7', '203.0.113.0/24', ' 10.0.0.0/8 ', '0.0.0.0/0'])('reads %s', (text) => expect(parseRange(text)).toBeDefined())
  it.each(['', 'x', '300.0.0.1', '10.0.0.0/33', '::1', '10.0.0/8'])('refuses %j', (text) => expect(parseRange(text)).toBeUndefined())
  it('needs every address to be let in', () => {
    expect(coverage('10.0.0.0/24', ['10.0.0.0/25'], []).allowed).toBe(false)
    expect(coverage('10.0.0.0/24', ['10.0.0.128/25', '10.0.0.0/25'], []).allowed).toBe(true)
    expect(coverage('10.0.0.0/24', ['10.0.0.0/8'], []).allowed).toBe(true)
    expect(coverage('10.0.0.0/24', [], []).allowed).toBe(true)
  })
  it('lets a block list win', () => {
    expect(coverage('10.0.0.0/24', ['10.0.0.0/8'], ['10.0.0.5']).blocked).toBe(true)
    expect(coverage('10.0.0.0/24', ['10.0.0.0/8'], ['10.0.1.5']).blocked).toBe(false)
  })
})
