import type { Check } from '../check'
import { TOKENS } from '../doc-links'
import { liveTokens, tokenFinding } from './tokens'
import { nameOfToken } from './tokens'

export const tokenScope: Check = {
  id: 'token-scope',
  title: 'Token with a wider scope than the import needs',
  severity: 'warning',
  kind: 'warning',
  threshold: 'tokenScopes',
  logic: 'A live token allows APIs other than the scopes of the threshold. A token made before scopes existed allows all.',
  api: 'GET /api/2.0/token-management/tokens, or /api/2.0/token/list for its own',
  meaning: 'A leaked token reaches more than SQL; with scope authentication it can even make other tokens.',
  fix: 'Make a token with scope sql (BI Tools) only, put it into CleverTap, delete this one.',
  docs: TOKENS,
  run(context, report) {
    const enough = new Set(context.policy.thresholds.tokenScopes)
    for (const token of liveTokens(context)) {
      if (token.scopes === undefined) {
        report.notChecked({ what: `the scopes of token ${nameOfToken(token)}`, why: 'the answer names none: made before scopes existed, or not shown' })
        continue
      }
      const wider = token.scopes.filter((scope) => !enough.has(scope))
      if (wider.length === 0) continue
      report.find(tokenFinding(context, token, `Its scope is wider than the import needs: ${wider.join(', ')}.${wider.includes('authentication') ? ' With authentication it can make tokens of any scope.' : ''}`, this.fix))
    }
  },
}
