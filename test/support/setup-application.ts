import { oauth } from '../../src/main/adapters/databricks/oauth'
import { openSetupWorkspace } from '../../src/main/adapters/databricks/setup-workspace'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import { openWorkspace } from '../../src/main/adapters/databricks/workspace'
import { systemClock } from '../../src/main/adapters/os/clock'
import { createMemoryDocuments } from '../../src/main/adapters/storage/memory-documents'
import type { Documents } from '../../src/main/core/ports/storage'
import type { Ports } from '../../src/main/core/ports/ports'
import type { Input, Output } from '../../src/shared/contract/contract'
import type { SandboxReady } from '../../src/shared/sandbox/sandbox'
import type { WorkspaceFacts } from '../../src/shared/setup/facts'
import { Goal, type GoalInput } from '../../src/shared/setup/goal'
import { makePlan } from '../../src/shared/setup/make-plan'
import { type Plan, pending } from '../../src/shared/setup/plan'
import { fakePorts, testApplication } from './fakes-application'

type ApplyOptions = Partial<Omit<Input<'setup.apply'>, 'setupId' | 'goal'>>

/** An application with the real adapters, signed in to a sandbox as one of its identities. */
export async function setupApplication(ready: SandboxReady, { as = 'admin', documents = createMemoryDocuments(), key, ports = {} }: { as?: string; documents?: Documents; key?: string; ports?: Partial<Ports> } = {}) {
  const scripts = new Map<string, string>()
  const app = testApplication(
    fakePorts({
      clock: systemClock, documents, openWorkspace, openSetupWorkspace, openSqlSession, oauth,
      keepScript: (name, text) => {
        scripts.set(name, text)
        return `/scripts/${name}`
      },
      ...ports,
    }),
  )
  const fields = { host: ready.host, port: String(ready.port), caFile: ready.caFile }
  const { setup } = await app.value('setups.create', { answers: { name: 'Shop', fields }, key })
  const setupId = setup.id
  const token = ready.tokens[as]
  if (token === undefined) throw new Error(`the sandbox has no token called ${as}`)
  const done = await (await app.run('setup.sign-in', { setupId, signIn: { method: 'pat', token, keep: 'run' } })).done
  if (!done.ok) throw new Error(JSON.stringify(done.diagnosis))

  async function look(input: GoalInput): Promise<{ goal: Goal; facts: WorkspaceFacts; plan: Plan; requests: number }> {
    const goal = Goal.parse(input)
    const seen = await (await app.run('setup.look', { setupId, goal })).done
    if (!seen.ok) throw new Error(JSON.stringify(seen.diagnosis))
    return { goal, ...seen.value, plan: makePlan(goal, seen.value.facts, { now: Date.now() }) }
  }
  return {
    ...app, setupId, look, scripts, documents,
    /** Looks, reviews all of it, runs. */
    async apply(input: GoalInput, options: ApplyOptions = {}): Promise<Output<'setup.apply'>> {
      const { goal, plan } = await look(input)
      const run = await app.run('setup.apply', { setupId, goal, reviewed: pending(plan).map(({ id }) => id), startWarehouse: true, confirmations: [], ...options })
      const result = await run.done
      if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
      return result.value
    },
  }
}
