import { type Outcome, failure, success } from '#shared/result'
import { type WorkspaceFacts, isKnown, valueOf } from '#shared/setup/facts'
import { setupMarker } from '#shared/setup/marker'
import type { Goal } from '#shared/setup/goal'
import type { SetupWorkspace } from '../ports/setup-workspace'
import type { Asking } from './asking'
import type { JournalStore, StoredJournal } from './journal'
import { sameText } from './look-reader'

export const TOKEN_ACTION = 'token.create'
export const SECRET_ACTION = 'token.secret'
const SECRET_DELETE_ACTION = 'token.secret-delete'
/** The question of a run that finds a token whose value nobody has. */
export const REVOKE_LOST = 'token.revoke-lost'

/** Tokens of this setup whose value was lost: its run made them, and ended before anybody had the value. */
export function lostTokens(goal: Goal, facts: WorkspaceFacts, journal: StoredJournal, held: boolean): string[] {
  if (held || journal.token?.shown === true || !journal.entries.some(({ actionId }) => actionId === TOKEN_ACTION)) return []
  const mark = `[${setupMarker(goal)}]`
  return (valueOf(facts.tokens.existing) ?? []).filter(({ comment }) => comment?.includes(mark) === true).map(({ tokenId }) => tokenId)
}

/** The same facts without these tokens, so that a plan makes a new one. */
export function withoutTokens(facts: WorkspaceFacts, ids: readonly string[]): WorkspaceFacts {
  const existing = valueOf(facts.tokens.existing)
  if (ids.length === 0 || existing === undefined) return facts
  return { ...facts, tokens: { ...facts.tokens, existing: isKnown(existing.filter(({ tokenId }) => !ids.includes(tokenId))) } }
}

/** Deletes tokens by id and looks whether they are gone. Own ones by their own endpoint, others by the admin's. */
export async function deleteTokens(ids: readonly string[], { workspace, asking, own }: { workspace: SetupWorkspace; asking: Asking; own: boolean }): Promise<Outcome<void>> {
  for (const id of ids) {
    const change = own ? { method: 'POST' as const, path: '/api/2.0/token/delete', body: { token_id: id } } : { method: 'DELETE' as const, path: `/api/2.0/token-management/tokens/${encodeURIComponent(id)}` }
    const sent = await asking.ask('deleting a token', (limits) => workspace.send(change, limits))
    if (!sent.ok && sent.failure.status !== 404 && sent.failure.errorCode !== 'RESOURCE_DOES_NOT_EXIST') return sent
  }
  const left = await asking.ask('tokens', (limits) => (own ? workspace.listTokens(limits) : workspace.managedTokens(limits)))
  if (!left.ok) return left
  return left.value.some(({ tokenId }) => ids.includes(tokenId)) ? failure({ errorCode: 'STILL_THERE', message: 'The token is still listed after it was deleted.' }) : success(undefined)
}

/** Ids of OAuth secrets that a run of this setup made and did not delete. `undefined`: the workspace did not say which there are. */
export async function leftoverSecrets(setupId: string, principalId: string | undefined, { journals, workspace, asking }: { journals: JournalStore; workspace: SetupWorkspace; asking: Asking }): Promise<string[] | undefined> {
  const journal = journals.read(setupId)
  const entry = (id: string) => journal.entries.find(({ actionId }) => actionId === id)
  const made = entry(SECRET_ACTION)
  const removed = entry(SECRET_DELETE_ACTION)
  const id = principalId ?? journal.values.principal_id
  if (!made || id === undefined || journal.secretsBefore === undefined || (removed?.state === 'done' && removed.at >= made.at)) return []
  const there = await asking.ask('OAuth secrets', (limits) => workspace.secrets(id, limits))
  if (!there.ok) return undefined
  const known = journal.values.secret_id
  return there.value.map((secret) => secret.id).filter((one) => (made.state === 'done' && known !== undefined ? one === known : journal.secretsBefore?.includes(one) === false))
}

/** Deletes what a run left of its short-lived secret, and sees it gone. Answers what is left. */
export async function removeSecrets(setupId: string, principalId: string | undefined, deps: { journals: JournalStore; workspace: SetupWorkspace; asking: Asking }): Promise<string[] | undefined> {
  const { journals, workspace, asking } = deps
  const ids = await leftoverSecrets(setupId, principalId, deps)
  const id = principalId ?? journals.read(setupId).values.principal_id
  if (ids === undefined || id === undefined || ids.length === 0) return ids
  for (const one of ids) {
    await asking.ask('deleting an OAuth secret', (limits) => workspace.send({ method: 'DELETE', path: `/api/2.0/accounts/servicePrincipals/${encodeURIComponent(id)}/credentials/secrets/${encodeURIComponent(one)}` }, limits))
  }
  const left = await leftoverSecrets(setupId, principalId, deps)
  if (left?.length === 0) journals.secretsBefore(setupId, undefined)
  return left
}

export const isOwnToken = (goal: Goal, me: string): boolean => goal.principal.kind === 'user' && sameText(goal.principal.name, me)
