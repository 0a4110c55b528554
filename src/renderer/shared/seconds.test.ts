import { describe, expect, it } from 'vitest'
import { parseSeconds, secondsText } from './seconds'

describe('parseSeconds', () => {
  it.each([['30', 30_000], ['2.5', 2500], [' 0,5 ', 500], ['3600', 3_600_000]])('reads %s', (text, ms) => {
    expect(parseSeconds(text)).toEqual({ ok: true, ms })
  })
  it.each(['', 'x', '-1', '0', '1e3', '3601', '5 s'])('says what is wrong with "%s"', (text) => {
    expect(parseSeconds(text).ok).toBe(false)
  })
})

it('writes seconds without trailing zeros', () => {
  expect([500, 30_000, 900_000, 2_540].map(secondsText)).toEqual(['0.5', '30', '900', '2.5'])
})
