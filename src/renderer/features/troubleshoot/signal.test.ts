import { describe, expect, it } from 'vitest'
import { redact } from '#shared/diagnosis/redact'
import { EXAMPLES, MAX_ERROR_TEXT, parseErrorForm, statusIssue } from './signal'

const TOKEN = 'dapi0123456789abcdef0123456789abcdef'

describe('parseErrorForm', () => {
  it('takes a token out before the text goes anywhere, and says so', () => {
    const parsed = parseErrorForm({ message: `401 for Bearer ${TOKEN}`, status: '401', code: '' }, redact)
    expect(JSON.stringify(parsed.signal)).not.toContain(TOKEN)
    expect(parsed.redacted).toBe(true)
  })
  it('leaves text without a token as it is', () => {
    expect(parseErrorForm({ message: ' Invalid access token. ', status: '403', code: '' }, redact)).toEqual({ signal: { message: 'Invalid access token.', status: 403 }, redacted: false, cut: false })
  })
  it('tells a SQLSTATE from an error code', () => {
    expect(parseErrorForm({ message: 'x', status: '', code: '42501' }, redact).signal).toEqual({ message: 'x', sqlState: '42501' })
    expect(parseErrorForm({ message: 'x', status: '', code: 'ETIMEDOUT' }, redact).signal).toEqual({ message: 'x', errorCode: 'ETIMEDOUT' })
  })
  it('asks nothing for an empty form or a status that is none', () => {
    expect(parseErrorForm({ message: ' ', status: '', code: '' }, redact).signal).toBeUndefined()
    expect(parseErrorForm({ message: 'x', status: '4033', code: '' }, redact)).toMatchObject({ signal: undefined })
    expect(statusIssue('4033')).toContain('three digits')
    expect(statusIssue('')).toBeUndefined()
  })
  it('cuts a whole log and says so', () => {
    const parsed = parseErrorForm({ message: 'x '.repeat(MAX_ERROR_TEXT), status: '', code: '' }, redact)
    expect([parsed.cut, parsed.signal?.message.length]).toEqual([true, MAX_ERROR_TEXT])
  })
})

it('has one example per row of CleverTap’s troubleshooting table, each of which can be asked', () => {
  expect(EXAMPLES).toHaveLength(5)
  for (const { form } of EXAMPLES) expect(parseErrorForm(form, redact)).toMatchObject({ redacted: false, signal: expect.anything() as object })
})
