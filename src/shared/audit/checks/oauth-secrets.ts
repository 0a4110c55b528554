import type { Check } from '../check'
import { OAUTH } from '../doc-links'
import { byHand } from '../check'
import { pathTo } from '../context'
import { plural } from '../context'

export const oauthSecrets: Check = {
  id: 'oauth-secrets',
  title: 'Live OAuth secrets',
  severity: 'warning',
  kind: 'warning',
  logic: 'The identity has OAuth secrets that have not expired.',
  api: 'GET /api/2.0/accounts/servicePrincipals/{id}/credentials/secrets',
  meaning: 'Each of them signs in as the identity, beside the token, for up to two years.',
  fix: 'Delete the secrets that nobody uses.',
  docs: OAUTH,
  run(context, report) {
    const { access: { subject }, oauthSecrets, at } = context.facts
    if (!oauthSecrets.known) return
    const live = oauthSecrets.value.filter(({ expiresAt, status }) => status.toUpperCase() !== 'DELETED' && (expiresAt === undefined || expiresAt > at))
    if (live.length === 0) return
    report.find({ securableType: 'IDENTITY', securable: subject.name ?? subject.principal, path: pathTo(context, subject.principal), count: live.length, reason: `It has ${plural(live.length, 'live OAuth secret')}, each as good as a token.`, fix: [byHand('Delete the secrets that nobody uses (service principal, Secrets).')] })
  },
}
