import { createHash, randomBytes } from 'node:crypto'
import type { WorkspaceState } from '../state/model'
import { retailWorkspace } from './retail'
import { tokenPlans, type TokenPlan } from './retail-people'

interface Sample {
  name: string
  title: string
  state(now: number): WorkspaceState
  tokens(now: number): TokenPlan[]
}
const SAMPLES: readonly Sample[] = [{ name: 'retail', title: 'Small retail shop', state: retailWorkspace, tokens: tokenPlans }]

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
  if (!sample) return undefined
  const state = sample.state(now)
  const tokenValues: Record<string, string> = {}
  const plans = sample.tokens(now)
  for (const plan of plans) {
    const value = newTokenValue()
    tokenValues[plan.name] = value
    state.tokens.push({ id: tokenId(value), ...plan.token })
  }
  return { state, tokenValues, identitiesInfo: plans.map(({ name: key, title, expect }) => ({ name: key, title, expect })) }
}
