import type { Check } from '../check'
import { TOKENS } from '../doc-links'
import { liveTokens, tokenFinding } from './tokens'

export const tokenGone: Check = {
  id: 'token-gone',
  title: 'The token of the profile is gone',
  severity: 'error',
  kind: 'warning',
  logic: 'The token that the profile uses is not among the live tokens of the identity.',
  api: 'GET /api/2.0/token-management/tokens, or /api/2.0/token/list for its own',
  meaning: 'It was revoked or has expired: the import fails.',
  fix: 'Make a new token and put it into the profile and into CleverTap.',
  docs: TOKENS,
  run(context, report) {
    const { profileToken, tokens } = context.facts
    if (!profileToken || !tokens.known || liveTokens(context).some(({ id }) => id === profileToken.id)) return
    const expired = tokens.value.some(({ id }) => id === profileToken.id)
    report.find(tokenFinding(context, { id: profileToken.id, comment: '' }, expired ? 'It has expired.' : 'It is no longer in the list: it was revoked.', this.fix))
  },
}
