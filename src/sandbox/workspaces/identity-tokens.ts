import type { WorkspaceState } from '../state/model'
import type { TokenPlan } from './retail-people'

const DAY = 86_400_000

/** One token for each identity of a workspace that can sign in, under its key. */
export const tokenPerIdentity = (state: WorkspaceState, now: number): TokenPlan[] =>
  state.identities.filter((one) => one.active && one.assigned !== false).map((one) => ({
    name: one.key, title: one.displayName, expect: '',
    token: { principal: one.principal, comment: 'Sandbox workspace', createdAt: now - DAY, expiresAt: now + 85 * DAY, scopes: ['all-apis'] },
  }))
