import { createHash, randomBytes } from 'node:crypto'
import type { WorkspaceState } from '../state/model'
import { tokenPerIdentity } from './identity-tokens'
import { largeWorkspace } from './large-workspace'
import { retailWorkspace } from './retail'
import { tokenPlans, type TokenPlan } from './retail-people'
import { azureWorkspace, emptyWorkspace, lockedDownWorkspace, noMetastoreAdminWorkspace, noRootStorageWorkspace } from './setup-workspaces'

interface Sample {
  name: string
  title: string
  state(now: number): WorkspaceState
  tokens(now: number, state: WorkspaceState): TokenPlan[]
}
const perIdentity = (now: number, state: WorkspaceState): TokenPlan[] => tokenPerIdentity(state, now)
const SAMPLES: readonly Sample[] = [
  { name: 'retail', title: 'Small retail shop', state: retailWorkspace, tokens: tokenPlans },
  { name: 'empty', title: 'Empty workspace', state: emptyWorkspace, tokens: perIdentity },
  { name: 'no-root-storage', title: 'Metastore without storage', state: noRootStorageWorkspace, tokens: perIdentity },
  { name: 'no-metastore-admin', title: 'No metastore admin', state: noMetastoreAdminWorkspace, tokens: perIdentity },
  { name: 'locked-down', title: 'Locked-down workspace', state: lockedDownWorkspace, tokens: perIdentity },
  { name: 'azure', title: 'Azure workspace', state: azureWorkspace, tokens: perIdentity },
  { name: 'large', title: '10,000 tables', state: largeWorkspace, tokens: perIdentity },
]

export const sampleWorkspaces: readonly { name: string; title: string }[] = SAMPLES.map(({ name, title }) => ({ name, title }))

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
  const sample = SAMPLES.find((one) => one.name === name)
  if (!sample) return undefined
  const state = sample.state(now)
  const tokenValues: Record<string, string> = {}
  const plans = sample.tokens(now, state)
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
