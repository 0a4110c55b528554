import type { Check } from '../check'
import { TOKENS } from '../doc-links'
import { liveTokens, tokenFinding } from './tokens'
import { DAY, plural } from '../context'

export const tokenExpiring: Check = {
  id: 'token-expiring',
  title: 'Token expires soon',
  severity: 'warning',
  kind: 'warning',
  threshold: 'tokenExpiryDays',
  logic: 'A live token expires within the days of the threshold.',
  api: 'GET /api/2.0/token-management/tokens, or /api/2.0/token/list for its own',
  meaning: 'The import stops on that day.',
  fix: 'Make a new token and put it into CleverTap before that day.',
  docs: TOKENS,
  run(context, report) {
    const days = [...context.policy.thresholds.tokenExpiryDays].sort((one, other) => one - other)
    for (const token of liveTokens(context)) {
      if (token.expiresAt < 0) continue
      const left = (token.expiresAt - context.facts.at) / DAY
      const stage = days.findIndex((limit) => left <= limit)
      if (stage < 0) continue
      const severity = stage === days.length - 1 ? 'info' : stage <= 1 ? 'error' : 'warning'
      report.find({ ...tokenFinding(context, token, `It expires in ${plural(Math.max(0, Math.ceil(left)), 'day')}.`, this.fix), severity: days.length === 1 ? 'warning' : severity })
    }
  },
}
