import type { Check } from '../check'
import { TOKENS } from '../doc-links'
import { liveTokens, tokenFinding } from './tokens'

export const tokenSeveral: Check = {
  id: 'token-several',
  title: 'Several tokens for one integration',
  severity: 'info',
  kind: 'information',
  logic: 'The identity has more than one live token.',
  api: 'GET /api/2.0/token-management/tokens, or /api/2.0/token/list for its own',
  meaning: 'Nobody can say which one CleverTap uses, and each of them opens the same data.',
  fix: 'Delete the tokens that nobody uses. During a rotation two are right.',
  docs: TOKENS,
  run(context, report) {
    const live = liveTokens(context)
    const [first] = live
    if (first && live.length > 1) report.find({ ...tokenFinding(context, first, `The identity has ${live.length} live tokens.`, this.fix), securable: `${live.length} tokens`, count: live.length })
  },
}
