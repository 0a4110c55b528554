import { describe, expect, it } from 'vitest'
import { ageText, clockText, durationText, utcTimeText } from './time-text'

describe('durationText', () => {
  it.each([[0, '0 ms'], [8.4, '8 ms'], [999, '999 ms'], [1000, '1.0 s'], [9_949, '9.9 s'], [9_960, '10 s'], [48_200, '48 s'], [245_000, '4 min 05 s'], [59_900, '1 min 00 s']])('writes %d ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text)
  })
})

it('counts whole seconds on a running clock', () => {
  expect([0, 999, 61_999].map(clockText)).toEqual(['0 s', '0 s', '1 min 01 s'])
})

it('says how old something is, and never that it lies in the future', () => {
  const now = 1_000_000_000_000
  expect([10_000, 60_000, 300_000, 7_200_000, 172_800_000].map((age) => ageText(now - age, now))).toEqual([
    'just now', '1 minute ago', '5 minutes ago', '2 hours ago', '2 days ago',
  ])
  expect(ageText(now + 5000, now)).toBe('just now')
})

it('writes UTC for text that leaves the computer', () => {
  expect(utcTimeText(Date.UTC(2026, 10, 23, 14, 5, 10))).toBe('2026-11-23 14:05:10 UTC')
})
