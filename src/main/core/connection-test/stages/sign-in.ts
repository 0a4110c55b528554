import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { type Stage, fact } from '../stage'
import type { TestContext } from '../test-context'
import { isNoAnswer, isRestOnly } from '../undecided'

const SOON_MS = 14 * 86_400_000
const date = (ms: number) => new Date(ms).toISOString().slice(0, 10)

function expiry(context: TestContext): { evidence: ReturnType<typeof fact>[]; improvements: Diagnosis[] } {
  const { tokenExpiresAt: at } = context
  if (at === undefined) return { evidence: [], improvements: [] }
  if (at < 0) return { evidence: [fact('Token', 'never expires')], improvements: [] }
  const evidence = [fact('Token expires', date(at))]
  if (at - context.clock.now() > SOON_MS) return { evidence, improvements: [] }
  return {
    evidence,
    improvements: [
      {
        category: 'other',
        confidence: 'high',
        title: `The token expires on ${date(at)}`,
        causes: ['When it expires, every import fails until CleverTap has a new one.'],
        fixes: [{ text: 'Make a new token for the same identity, test it, and replace it in CleverTap before that day.', action: 'edit-token' }],
        field: 'token',
      },
    ],
  }
}

/** Who is this token: SCIM Me. Where its scope forbids that, the SQL session answers later. */
export const signInStage: Stage = {
  id: 'sign-in',
  startsAfter: ['form'],
  needs: ['tls'],
  async run(context, { limits }) {
    const answer = await context.ask('sign-in', limits, (within) => context.workspace.me(within))
    if (!answer.ok) {
      const diagnosis = context.explain(answer.failure)
      if (isRestOnly(diagnosis.category) || diagnosis.category === 'service_unavailable' || diagnosis.category === 'rate_limited') {
        const why =
          diagnosis.category === 'token_scope'
            ? "The token's scope doesn't let it ask who it is. That does not matter for the import: the SQL session tells it."
            : 'REST did not tell who the token belongs to. The SQL session does, if it opens.'
        return { state: 'could-not-check', summary: why, diagnosis: isNoAnswer(diagnosis.category) ? { ...diagnosis, confidence: 'low' } : diagnosis }
      }
      return { state: 'failed', summary: 'The workspace did not accept the token.', diagnosis }
    }
    const me = answer.value
    context.facts.identity = { principal: me.userName, displayName: me.displayName, kind: me.kind, learntBy: 'scim-me' }
    context.facts.groups = me.groups
    if (me.active === false) {
      return {
        state: 'failed',
        summary: `${me.userName} is switched off in this workspace.`,
        diagnosis: {
          category: 'identity_disabled',
          confidence: 'high',
          title: `${me.displayName ?? me.userName} is not active`,
          causes: ['The identity was switched off in this workspace. Its tokens stay, but open nothing.'],
          fixes: [{ text: 'A workspace admin makes it active again under Settings, Identity and access.', ask: { whom: 'a workspace admin', message: `Please make ${me.userName} active in workspace ${context.details.host}.` } }],
        },
      }
    }
    const { evidence, improvements } = expiry(context)
    const kind = me.kind === 'service-principal' ? 'service principal' : 'user'
    return {
      state: 'passed',
      summary: `Signed in as ${kind} ${me.displayName ?? me.userName}.`,
      evidence: [
        fact('Principal', me.userName),
        fact('Kind', kind),
        ...(me.groups.length > 0 ? [fact('Groups shown by the workspace', me.groups.join(', '))] : []),
        ...(me.workspaceId === undefined ? [] : [fact('Workspace id', me.workspaceId)]),
        ...evidence,
      ],
      improvements,
    }
  },
}
