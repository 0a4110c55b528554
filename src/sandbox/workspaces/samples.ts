import { createHash, randomBytes } from 'node:crypto'
import type { WorkspaceState } from '../state/model'
import { generatedTokens, generatedWorkspace } from './generated'
import { messyTokens, messyWorkspace } from './messy'
import { retailWorkspace } from './retail'
import { tokenPlans, type TokenPlan } from './retail-people'

interface Sample {
  name: string
  title: string
  state(now: number): WorkspaceState
  tokens(now: number): TokenPlan[]
}
const SAMPLES: readonly Sample[] = [
  { name: 'retail', title: 'Small retail shop', state: retailWorkspace, tokens: tokenPlans },
  { name: 'messy', title: 'Messy permissions', state: messyWorkspace, tokens: messyTokens },
  { name: 'large', title: '10,000 tables', state: (now) => generatedWorkspace(now, { tables: 10_000, grants: 20_000 }), tokens: generatedTokens },
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

/** The id of a token is the SHA-256 of its value, in hex. */
export const tokenId = (value: string): string => createHash('sha256').update(value).digest('hex')

/** A fresh copy of a sample, with new tokens; undefined when there is none of that name. */
export function createSample(name: string, now: number): CreatedWorkspace | undefined {
  const sample = SAMPLES.find((one) => one.name === name)
  return sample && withTokens(sample.state(now), sample.tokens(now))
}

/** A workspace with the tokens of a plan, newly made. */
export function withTokens(state: WorkspaceState, plans: readonly TokenPlan[]): CreatedWorkspace {
  const tokenValues: Record<string, string> = {}
  for (const plan of plans) {
    const value = newTokenValue()
    tokenValues[plan.name] = value
    state.tokens.push({ id: tokenId(value), ...plan.token })
  }
  return { state, tokenValues, identitiesInfo: plans.map(({ name: key, title, expect }) => ({ name: key, title, expect })) }
}
