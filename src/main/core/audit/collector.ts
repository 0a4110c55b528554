import type { AuditFacts } from '#shared/audit/facts'
import type { Policy } from '#shared/audit/policy'
import type { SignInRole } from '#shared/discovery/discovery'
import type { Result } from '#shared/result'
import { bounded } from '../bounded'
import type { Ports } from '../ports/ports'
import type { OpenedProfile, ProfileAccess } from '../profiles/sign-in'
import { collectFacts } from './collect'

const ME_MS = 15_000

export interface AuditQuestion {
  profileId: string
  role: SignInRole
  /** Absent: the identity that CleverTap will use. */
  principal?: string | undefined
  policy: Policy
  startWarehouse: boolean
}
export type CollectAudit = (question: AuditQuestion, context: { signal: AbortSignal; tell: (step: string) => void }) => Promise<Result<AuditFacts>>

/** Reads, as one of a connection's sign-ins, everything that its audit looks at. Changes nothing. */
export function createCollector({ ports, access }: { ports: Pick<Ports, 'openAuditWorkspace' | 'openWorkspace' | 'openSqlSession' | 'clock' | 'log'>; access: ProfileAccess }): CollectAudit {
  /** With a second sign-in the audited identity is, unless another is named, the one that CleverTap will use. */
  async function importerPrincipal(importer: OpenedProfile, signal: AbortSignal): Promise<string | undefined> {
    const me = await bounded(ports.clock, 'sign-in', { signal, timeoutMs: ME_MS }, (limits) => ports.openWorkspace(importer.signIn).me(limits))
    return me.ok ? me.value.userName : undefined
  }

  return async ({ profileId, role, principal, policy, startWarehouse }, { signal, tell }) => {
    const opened = await access.open(profileId, role)
    if (!opened.ok) return opened
    const importer = role === 'admin' ? await access.open(profileId, 'importer') : opened
    const own = role === 'admin' && importer.ok ? await importerPrincipal(importer.value, signal) : undefined
    const wanted = principal ?? own
    // Which token the connection uses is known only where the audited identity is the one behind it.
    const isOwn = role === 'importer' || (own !== undefined && wanted?.toLowerCase() === own.toLowerCase())
    return collectFacts(ports, {
      signIn: opened.value.signIn,
      asking: opened.value.warehouse,
      policy,
      principal: wanted,
      startWarehouse,
      tokenId: importer.ok && isOwn ? access.tokenId(importer.value.signIn.token) : undefined,
      isTokenOfSubject: role === 'admin',
      signal,
      tell,
    })
  }
}
