/** What a text looks like when it is some sort of credential. Only the kind ever leaves this module, never the text. */
export type SecretKind = 'personal-access-token' | 'token-id' | 'oauth-secret' | 'jwt'

const TOKEN = /(?:dapi|dsapi|dkea|dskea)[0-9a-f]{16,}(?:-\d)?/i
const OAUTH_SECRET = /dose[0-9a-f]{32}/i
const JWT = /eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/
const TOKEN_ID = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/i

/** A credential anywhere in the text: prefixes and lengths as in databricks.md section 1. */
export function secretIn(text: string): { kind: SecretKind; start: number; end: number } | undefined {
  const kinds: [SecretKind, RegExp][] = [
    ['personal-access-token', TOKEN],
    ['oauth-secret', OAUTH_SECRET],
    ['jwt', JWT],
    ['token-id', TOKEN_ID],
  ]
  for (const [kind, pattern] of kinds) {
    const found = pattern.exec(text)
    if (found) return { kind, start: found.index, end: found.index + found[0].length }
  }
  return undefined
}

/** The text with every credential cut out of it; ids of tokens, which open nothing, stay. */
export function withoutCredentials(text: string): string {
  let left = text
  for (let secret = secretIn(left); secret && secret.kind !== 'token-id'; secret = secretIn(left)) left = left.slice(0, secret.start) + left.slice(secret.end)
  return left
}

export const SECRET_WORDS: Record<SecretKind, string> = {
  'personal-access-token': 'a personal access token',
  'oauth-secret': 'an OAuth secret',
  jwt: 'an OAuth access token',
  'token-id': 'a token id (64 hex digits)',
}
