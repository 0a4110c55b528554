import { createHash, randomBytes } from 'node:crypto'
import type { WorkspaceState } from '../state/model'
import { tokenPerIdentity } from './identity-tokens'
import { largeWorkspace } from './large-workspace'
import { messyTokens, messyWorkspace } from './messy'
import { retailWorkspace } from './retail'
import { tokenPlans, type TokenPlan } from './retail-people'
import type { SampleName } from './sample-names'
import { azureWorkspace, emptyWorkspace, lockedDownWorkspace, noMetastoreAdminWorkspace, noRootStorageWorkspace } from './setup-workspaces'

interface Sample {
  state(now: number): WorkspaceState
  tokens(now: number, state: WorkspaceState): TokenPlan[]
}
const perIdentity = (now: number, state: WorkspaceState): TokenPlan[] => tokenPerIdentity(state, now)
const SAMPLES: Readonly<Record<SampleName, Sample>> = {
  retail: { state: retailWorkspace, tokens: tokenPlans },
  empty: { state: emptyWorkspace, tokens: perIdentity },
  'no-root-storage': { state: noRootStorageWorkspace, tokens: perIdentity },
  'no-metastore-admin': { state: noMetastoreAdminWorkspace, tokens: perIdentity },
  'locked-down': { state: lockedDownWorkspace, tokens: perIdentity },
  azure: { state: azureWorkspace, tokens: perIdentity },
  messy: { state: messyWorkspace, tokens: messyTokens },
  large: { state: largeWorkspace, tokens: perIdentity },
}

/** A workspace ready to serve. The token values are known only here: the state keeps their hashes. */
export interface CreatedWorkspace {
  state: WorkspaceState
  /** Name (`admin`, `clevertap`, `expired`, ...) -> token. Several may belong to one identity. */
  tokenValues: Record<string, string>
  identitiesInfo: { name: string; title: string; expect: string }[]
}

/** As Databricks makes them: `dapi` and 32 hex digits. */
export const newTokenValue = (): string => `dapi${randomBytes(16).toString('hex')}`

/** In the form of a signed JWT; the sandbox knows its tokens by their hash and looks at nothing in them. */
const newAccessTokenValue = (): string =>
  [Buffer.from('{"typ":"at+jwt","alg":"ES256"}'), randomBytes(48), randomBytes(64)].map((part) => part.toString('base64url')).join('.')

/** The id of a token is the SHA-256 of its value, in hex. */
export const tokenId = (value: string): string => createHash('sha256').update(value).digest('hex')

/** A fresh copy of a sample, with new tokens; undefined when there is none of that name. */
export function createSample(name: string, now: number): CreatedWorkspace | undefined {
  if (!Object.hasOwn(SAMPLES, name)) return undefined
  const sample = SAMPLES[name as SampleName]
  const state = sample.state(now)
  return withTokens(state, sample.tokens(now, state), now)
}

/** A workspace with the tokens of a plan, newly made. */
export function withTokens(state: WorkspaceState, plans: readonly TokenPlan[], now: number): CreatedWorkspace {
  const tokenValues: Record<string, string> = {}
  for (const plan of plans) {
    // Where personal access tokens are switched off, people come with OAuth's.
    const value = state.settings?.tokensEnabled === false ? oauthToken(state, plan, now) : newTokenValue()
    tokenValues[plan.name] = value
    if (value.startsWith('dapi')) state.tokens.push({ id: tokenId(value), ...plan.token })
  }
  return { state, tokenValues, identitiesInfo: plans.map(({ name: key, title, expect }) => ({ name: key, title, expect })) }
}

/** Good for a day instead of Databricks' hour, so that a sandbox can be left open. */
function oauthToken(state: WorkspaceState, { token }: TokenPlan, now: number): string {
  const value = newAccessTokenValue()
  const oauth = (state.oauth ??= { secrets: [], accessTokens: [], refreshTokens: [] })
  oauth.accessTokens.push({ id: tokenId(value), principal: token.principal, scopes: ['all-apis'], createdAt: now, expiresAt: now + 86_400_000 })
  return value
}
