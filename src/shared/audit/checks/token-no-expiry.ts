import type { Check } from '../check'
import { TOKENS } from '../doc-links'
import { liveTokens, tokenFinding } from './tokens'

export const tokenNoExpiry: Check = {
  id: 'token-no-expiry',
  title: 'Token without expiry',
  severity: 'warning',
  kind: 'warning',
  logic: 'A live token of the identity never expires.',
  api: 'GET /api/2.0/token-management/tokens, or /api/2.0/token/list for its own',
  meaning: 'A leaked token works for ever.',
  fix: 'Make a token with an expiry date, put it into CleverTap, delete the old one.',
  docs: TOKENS,
  run(context, report) {
    for (const token of liveTokens(context)) if (token.expiresAt < 0) report.find(tokenFinding(context, token, 'It never expires.', this.fix))
  },
}
