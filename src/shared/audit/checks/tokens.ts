import { redact } from '../../diagnosis/redact'
import { byHand } from '../check'
import type { CheckFinding } from '../check'
import { pathTo } from '../context'
import type { AuditContext } from '../context'
import type { TokenFacts } from '../facts'

export const liveTokens = ({ facts }: AuditContext): TokenFacts[] => (facts.tokens.known ? facts.tokens.value.filter(({ expiresAt }) => expiresAt < 0 || expiresAt > facts.at) : [])

/** A token is named by its comment, where some people keep the token itself, and the beginning of its id, which is a hash. */
export const nameOfToken = ({ id, comment }: Pick<TokenFacts, 'id' | 'comment'>): string => `${comment === '' ? 'without comment' : redact(comment)} (${id.slice(0, 8)})`

export function tokenFinding(context: AuditContext, token: Pick<TokenFacts, 'id' | 'comment'>, reason: string, fix: string): CheckFinding {
  const name = nameOfToken(token)
  return { securableType: 'TOKEN', securable: name, path: [...pathTo(context, context.facts.access.subject.principal), { kind: 'token', name }], reason, fix: [byHand(fix)] }
}
