import { type Known, type PrincipalFacts, type TokenFact, type WorkspaceFacts, isKnown, notKnown } from '#shared/setup/facts'
import { whyNot } from './asking'
import type { LookInput, Settings } from './look'
import { type Reader, sameText } from './look-reader'

interface Around {
  conf: Settings
  principal: PrincipalFacts | undefined
  byToken: boolean
}

/** Settings about personal access tokens, who may use them, and those of the goal's identity. Asked for only when the goal has a token. */
export async function lookAtTokens(input: LookInput, reader: Reader, { conf, principal, byToken }: Around): Promise<WorkspaceFacts['tokens']> {
  const { workspace, asking, goal } = input
  const settings = tokenSettings(conf, byToken)
  if (goal.token === 'none') return { ...settings, permissions: notKnown('The goal has no token.'), existing: notKnown('The goal has no token.') }
  const [acl, existing] = await Promise.all([asking.ask('who may use tokens', (limits) => workspace.acl('authorization/tokens', limits)), tokens()])
  return { ...settings, permissions: acl.ok ? isKnown(acl.value) : notKnown(whyNot(acl.failure)), existing }

  async function tokens(): Promise<Known<TokenFact[]>> {
    const name = principal?.state === 'present' ? principal.name : undefined
    if (principal?.state === 'absent') return isKnown([])
    if (!reader.admin && sameText(name, reader.principal)) {
      const own = await asking.ask('your tokens', (limits) => workspace.listTokens(limits))
      return own.ok ? isKnown(own.value.map(({ tokenId, comment, expiresAt }) => ({ tokenId, comment, expiresAt, owner: reader.principal }))) : notKnown(whyNot(own.failure))
    }
    const all = await asking.ask('tokens of the workspace', (limits) => workspace.managedTokens(limits))
    if (!all.ok) return notKnown(whyNot(all.failure))
    const id = principal?.state === 'present' ? principal.id : undefined
    return isKnown(
      all.value.map(({ tokenId, comment, expiresAt, ownerId, createdBy }) => ({ tokenId, comment, expiresAt, owner: id !== undefined && ownerId === id ? name : createdBy })),
    )
  }
}

export function tokenSettings(conf: Settings, byToken: boolean): Pick<WorkspaceFacts['tokens'], 'enabled' | 'maxLifetimeDays'> {
  const switched = conf.ok ? conf.value.enableTokensConfig : undefined
  const days = conf.ok ? Number(conf.value.maxTokenLifetimeDays ?? '0') : Number.NaN
  return {
    // A token that signs in proves that there are tokens, whatever else can be read.
    enabled: byToken ? isKnown(true) : switched !== undefined ? isKnown(switched === 'true') : notKnown(conf.ok ? 'The workspace does not say.' : conf.why),
    maxLifetimeDays: !conf.ok ? notKnown(conf.why) : Number.isFinite(days) ? isKnown(days > 0 ? days : null) : notKnown('The workspace answers something that is no number.'),
  }
}
