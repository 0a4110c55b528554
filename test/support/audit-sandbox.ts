import { openAuditWorkspace } from '../../src/main/adapters/databricks/audit-workspace'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import { collectFacts } from '../../src/main/core/audit/collect'
import { Secret } from '../../src/main/core/secret'
import type { SignIn } from '../../src/main/core/ports/workspace'
import type { RunningSandbox } from '../../src/sandbox/wire/start-sandbox'
import type { AuditReport } from '../../src/shared/audit/audit-report'
import type { AuditFacts } from '../../src/shared/audit/facts'
import { Policy } from '../../src/shared/audit/policy'
import { runAudit } from '../../src/shared/audit/run-audit'
import { systemClock } from '../../src/main/adapters/os/clock'
import { fakeLog } from './fakes-machine'

export interface AuditOptions {
  /** Name of a token of the sandbox. */
  as?: string
  /** Key of an identity; absent: the caller itself. */
  of?: string
  principal?: string
  policy?: Partial<Policy>
  /** Name of the warehouse that is asked; default: the first. */
  asking?: string
  startWarehouse?: boolean
  tokenId?: string
  signal?: AbortSignal
  tell?: (step: string) => void
}

export const signInTo = (sandbox: RunningSandbox, name: string): SignIn => {
  const token = sandbox.ready.tokens[name]
  if (token === undefined) throw new Error(`the sandbox has no token called ${name}`)
  return { host: sandbox.ready.host, port: sandbox.ready.port, caFile: sandbox.ready.caFile, token: new Secret(token) }
}

/** Collects the facts of a sandbox over the wire, as the product does. */
export async function factsOf(sandbox: RunningSandbox, { as = 'admin', of, principal, policy, asking, startWarehouse = false, tokenId, signal = new AbortController().signal, tell = () => undefined }: AuditOptions = {}): Promise<{ facts: AuditFacts; policy: Policy }> {
  const httpPath = (asking === undefined ? Object.values(sandbox.ready.httpPaths)[0] : sandbox.ready.httpPaths[asking]) ?? ''
  const id = httpPath.split('/').at(-1) ?? ''
  const whole = Policy.parse({ catalog: sandbox.ready.catalog, schema: sandbox.ready.schema, warehouse: id, ...policy })
  const identity = of === undefined ? undefined : sandbox.state.identities.find(({ key }) => key === of)?.principal
  const facts = await collectFacts(
    { openAuditWorkspace, openSqlSession, clock: systemClock, log: fakeLog() },
    { signIn: signInTo(sandbox, as), asking: { id, httpPath }, policy: whole, principal: principal ?? identity, startWarehouse, tokenId, isTokenOfSubject: tokenId !== undefined, tell, signal },
  )
  if (!facts.ok) throw new Error(JSON.stringify(facts.diagnosis))
  return { facts: facts.value, policy: whole }
}

export async function auditOf(sandbox: RunningSandbox, options: AuditOptions = {}): Promise<AuditReport> {
  const { facts, policy } = await factsOf(sandbox, options)
  return runAudit(facts, policy)
}
