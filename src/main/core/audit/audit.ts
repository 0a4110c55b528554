import type { AuditReport } from '#shared/audit/audit-report'
import { runAudit } from '#shared/audit/run-audit'
import type { Input } from '#shared/contract/contract'
import { type Result, success } from '#shared/result'
import { bounded } from '../bounded'
import type { Ports } from '../ports/ports'
import type { OpenedProfile, ProfileAccess } from '../profiles/sign-in'
import type { RunContext } from '../run-registry'
import { collectFacts } from './collect'

const ME_MS = 15_000

/** Permissions audit: reads, judges, changes nothing. */
export function createAudit({ ports, access }: { ports: Pick<Ports, 'openAuditWorkspace' | 'openWorkspace' | 'openSqlSession' | 'clock' | 'log'>; access: ProfileAccess }) {
  /** With a second sign-in the audited identity is, unless another is named, the one that CleverTap will use. */
  async function importerPrincipal(importer: OpenedProfile, signal: AbortSignal): Promise<string | undefined> {
    const me = await bounded(ports.clock, 'sign-in', { signal, timeoutMs: ME_MS }, (limits) => ports.openWorkspace(importer.signIn).me(limits))
    return me.ok ? me.value.userName : undefined
  }

  async function run({ profileId, role, principal, policy, startWarehouse }: Input<'audit.run'>, { signal, emit }: RunContext<'audit.run'>): Promise<Result<AuditReport>> {
    const opened = await access.open(profileId, role)
    if (!opened.ok) return opened
    const importer = role === 'admin' ? await access.open(profileId, 'importer') : opened
    const wanted = principal ?? (role === 'admin' && importer.ok ? await importerPrincipal(importer.value, signal) : undefined)
    const facts = await collectFacts(ports, {
      signIn: opened.value.signIn,
      asking: opened.value.warehouse,
      policy,
      principal: wanted,
      startWarehouse,
      // Which token the connection uses is known only where the audited identity is the one behind it.
      tokenId: importer.ok && (role === 'importer' || principal === undefined) ? access.tokenId(importer.value.signIn.token) : undefined,
      isTokenOfSubject: role === 'admin',
      signal,
      tell: (step) => emit({ step }),
    })
    if (!facts.ok) return facts
    emit({ step: `Judging what was read in ${facts.value.requests} requests` })
    return success(runAudit(facts.value, policy))
  }

  return { run }
}
