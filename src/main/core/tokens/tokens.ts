import { cleanToken, tokenIssues } from '#shared/connection/read-token'
import type { Input } from '#shared/contract/contract'
import type { SignInRole } from '#shared/discovery/discovery'
import type { TokenState } from '#shared/profile/profile'
import { type Result, failed, success } from '#shared/result'
import { bounded } from '../bounded'
import { invalidInput } from '../invalid-input'
import type { Clock, Log } from '../ports/machine'
import type { SecretStore } from '../ports/storage'
import type { OpenWorkspace } from '../ports/workspace'
import type { ProfileStore } from '../profiles/profile-store'
import type { ProfileViews } from '../profiles/profile-views'
import { type ProfileAccess, noSuchProfile } from '../profiles/sign-in'
import { Secret } from '../secret'
import type { TokenFacts } from './token-facts'

const LOOK_UP_MS = 10_000

export interface TokensDependencies {
  store: ProfileStore
  views: ProfileViews
  access: ProfileAccess
  facts: TokenFacts
  secrets: SecretStore
  openWorkspace: OpenWorkspace
  clock: Clock
  log: Log
}

export function createTokens({ store, views, access, facts, secrets, openWorkspace, clock, log }: TokensDependencies) {
  const closing = new AbortController()
  const lookUps = new Set<Promise<void>>()

  /**
   * Looks the token up in the list of its identity's own tokens, where its scope allows to read that list. A token's id is
   * the SHA-256 of its value (sdk-go, UpdateTokenRequest). A refusal means "not known", nothing else.
   */
  async function learnExpiry(profileId: string, role: SignInRole): Promise<void> {
    const opened = await access.open(profileId, role)
    if (!opened.ok) return
    const { signIn } = opened.value
    const limits = { signal: closing.signal, timeoutMs: LOOK_UP_MS }
    const listed = await bounded(clock, 'sign-in', limits, (within) => openWorkspace(signIn).listTokens(within))
    if (!listed.ok) return
    const tokenId = access.tokenId(signIn.token)
    const expiresAt = listed.value.find((token) => token.tokenId === tokenId)?.expiresAt
    // The connection or its token may have gone while the list was under way.
    const current = await secrets.get(profileId, role)
    if (expiresAt === undefined || current?.reveal() !== signIn.token.reveal() || !store.get(profileId)) return
    facts.learn(profileId, role, tokenId, expiresAt)
  }
  /** In the background: nobody waits for it, and its failures are nobody's business but the log's. */
  function learnExpirySoon(profileId: string, role: SignInRole): void {
    const lookUp: Promise<void> = learnExpiry(profileId, role)
      .catch((error: unknown) => log.error('tokens.expiry', error))
      .finally(() => lookUps.delete(lookUp))
    lookUps.add(lookUp)
  }

  /** For tokens that never passed the window: found on this computer, or the sandbox's. */
  async function keep(profileId: string, role: SignInRole, secret: Secret, keeping: 'run' | 'os'): Promise<TokenState> {
    await secrets.put(profileId, role, secret, keeping)
    facts.forget(profileId, role)
    learnExpirySoon(profileId, role)
    return views.tokenState(profileId, role)
  }

  return {
    keep,
    learnExpirySoon,
    async put({ profileId, role, token, keep: keeping }: Input<'tokens.put'>): Promise<Result<TokenState>> {
      if (!store.get(profileId)) return failed(noSuchProfile())
      const wrong = tokenIssues(token).filter(({ severity }) => severity === 'error')
      if (wrong.length > 0) return failed(invalidInput("This can't be a personal access token", { field: 'token', causes: wrong.map(({ message }) => message) }))
      return success(await keep(profileId, role, new Secret(cleanToken(token)), keeping))
    },
    async forget({ profileId, role }: Input<'tokens.forget'>): Promise<Result<TokenState>> {
      await secrets.forget(profileId, role)
      if (store.get(profileId)) facts.forget(profileId, role)
      return success(views.tokenState(profileId, role))
    },
    async close(): Promise<void> {
      closing.abort()
      await Promise.all(lookUps)
    },
  }
}
export type Tokens = ReturnType<typeof createTokens>
