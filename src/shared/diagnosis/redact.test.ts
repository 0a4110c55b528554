import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from './explain'
import { redact } from './redact'

const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const base64url = (min: number) => fc.string({ unit: fc.constantFrom(...'ABCDEFabcdef0123456789-_'), minLength: min, maxLength: min + 40 })
/** Every form in which a secret has been seen in an error text, with the part that must be gone. */
const secret = fc.oneof(
  fc.tuple(fc.constantFrom('dapi', 'dkea', 'dskea', 'dsapi', 'dose'), hex(32), fc.constantFrom('', '-2', '-3')).map(([prefix, digits, end]) => ({ text: `${prefix}${digits}${end}`, gone: digits })),
  base64url(20).map((value) => ({ text: `Authorization: Bearer x${value}`, gone: value })),
  fc.tuple(base64url(20), base64url(20), base64url(20)).map(([a, b, c]) => ({ text: `eyJ${a}.${b}.${c}`, gone: c })),
  fc.tuple(fc.constantFrom('client_secret', 'PWD', 'Auth_AccessToken', 'password', 'access_token', 'DATABRICKS_TOKEN'), base64url(16)).map(([name, value]) => ({ text: `${name}=${value};`, gone: value })),
  base64url(16).map((value) => ({ text: `{"client_secret": "${value}"}`, gone: value })),
  base64url(16).map((value) => ({ text: `https://user:${value}@proxy.example.com:8080`, gone: value })),
  base64url(16).map((value) => ({ text: `"Bearer ${value}\n" is an invalid header value`, gone: value })),
  base64url(16).map((value) => ({ text: `Invalid header value b'Bearer ${value}\\n'`, gone: value })),
)
const around = fc.constantFrom('', ' ', '\n', 'error: ', '(', 'token ', 'url?x=', '{"message":"', '_')

describe('redact', () => {
  it('removes every known form of secret, whatever stands around it', () => {
    fc.assert(
      fc.property(around, secret, around, (before, { text, gone }, after) => {
        expect(redact(before + text + after)).not.toContain(gone)
      }),
      { numRuns: 1000 },
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.array(fc.oneof(secret.map(({ text }) => text), fc.string())), (parts) => {
      const once = redact(parts.join(' '))
      expect(redact(once)).toBe(once)
    }))
  })

  it('removes a secret of unknown form that the caller knows', () => {
    expect(redact('the value hunter2-hunter2 was refused', ['hunter2-hunter2'])).toBe('the value [redacted] was refused')
  })

  it.each([
    'Invalid access token.',
    'Credential was not sent or was of an unsupported type for this API.',
    'www-authenticate: Bearer realm="DatabricksRealm"',
    'databricks: authentication error: invalid DSN: empty token: <nil>',
    "User does not have USE CATALOG on Catalog 'dose'",
    'inner token failed: oauth-m2m: dial tcp: lookup h: no such host',
    'Provided access token does not have required scopes: sql',
  ])('leaves ordinary words alone: %s', (text) => expect(redact(text)).toBe(text))

  it('keeps the first digits of a token id, which is a hash', () => {
    expect(redact(`token id ${'ab12cd34'.repeat(8)}`)).toBe('token id ab12cd34…')
  })

  it('no diagnosis carries a secret of its signal', () => {
    fc.assert(
      fc.property(around, secret, around, (before, { text, gone }, after) => {
        const message = before + text + after
        const diagnosis = explain({ message, headers: { 'x-databricks-reason-phrase': message, authorization: text, 'set-cookie': text } }, { host: 'h.example.com' })
        expect(JSON.stringify(diagnosis)).not.toContain(gone)
      }),
    )
  })
})
