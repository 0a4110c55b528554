import type { FieldIssue } from './connection'
import { coreOf, issuesOf } from './field-reading'
import { secretIn } from './secret-shape'

/** The token without what a copy brings along: spaces, quotes, line breaks at the ends, a leading `Bearer `. */
export function cleanToken(text: string): string {
  return coreOf(text).core.replace(/^(?:authorization:\s*)?bearer\s+/i, '')
}

/**
 * What can be told about a token by its look alone. Sure mistakes are errors, guesses are warnings: only the sign-in
 * decides. No message, code or suggestion holds any of its characters.
 */
export function tokenIssues(text: string): FieldIssue[] {
  const { issues, error, warn, info } = issuesOf('token')
  const { core, start, end } = coreOf(text)
  const token = cleanToken(text)
  if (token === '') {
    error('required', 'Enter a personal access token of the identity that CleverTap will use.')
    return issues
  }
  if (start > 0 || end < text.length) {
    info('surroundings', 'Spaces, quotes or line breaks around the token are left out.', start > 0 ? { start: 0, end: start } : { start: end, end: text.length })
  }
  if (token.length < core.length) warn('bearer', 'The token goes without the word Bearer; it is left out.', { start, end: end - token.length })
  const part = { start: end - token.length, end }
  const space = /\s/.exec(token)
  const illegal = /[^\x21-\x7e\s]/.exec(token)
  if (space) {
    error('white-space', 'A token has no space or line break inside. Copy it again as one piece.', { start: part.start + space.index, end: part.start + space.index + 1 })
  } else if (illegal) {
    error('characters', 'A token has only plain letters, digits and hyphens. Copy it again.', { start: part.start + illegal.index, end: part.start + illegal.index + 1 })
  } else if (/^[0-9a-f]{64}$/i.test(token)) {
    error('token-id', "This looks like a token's id (64 hex digits), not its value. The value was shown once, when the token was made; a lost one is replaced.", part)
  } else if (/^dose/.test(token)) {
    warn('oauth-secret', "This looks like a service principal's OAuth secret. CleverTap asks for a personal access token.", part)
  } else if (secretIn(token)?.kind === 'jwt') {
    warn('jwt', 'This looks like an OAuth access token, which lasts about an hour. CleverTap asks for a personal access token.', part)
  } else if (!token.startsWith('dapi')) {
    warn('shape', 'Personal access tokens begin with dapi; this one does not.', part)
  } else if (!/^dapi[0-9a-f]{32}(-\d+)?$/.test(token)) {
    warn('length', 'Personal access tokens are dapi and 32 hex digits; this one is different. Was a piece left out?', part)
  }
  return issues
}
