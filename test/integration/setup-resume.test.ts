import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { openSetupWorkspace } from '../../src/main/adapters/databricks/setup-workspace'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import { createMemoryDocuments } from '../../src/main/adapters/storage/memory-documents'
import type { Clock } from '../../src/main/core/ports/machine'
import type { Ports } from '../../src/main/core/ports/ports'
import type { Documents } from '../../src/main/core/ports/storage'
import type { GoalInput } from '../../src/shared/setup/goal'
import { setupApplication } from '../support/setup-application'
import { sandboxForTest, type TestSandbox } from './sandbox-support'

let sandbox: TestSandbox | undefined
afterEach(async () => {
  await sandbox?.close()
  sandbox = undefined
})

const GOAL: GoalInput = {
  catalog: { name: 'clevertap_catalog' },
  schema: { name: 'clevertap_schema' },
  warehouse: { name: 'clevertap_warehouse' },
  principal: { kind: 'servicePrincipal', name: 'clevertap' },
  token: { lifetimeDays: 90 },
}

/** Waits are skipped: the sandbox of these tests has no delays. */
function hastyClock(): Clock {
  let skipped = 0
  return {
    now: () => Date.now() + skipped,
    async sleep(ms, signal) {
      // Deadlines are slept on too: they must not end before the work does.
      if (ms >= 10_000) return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
      skipped += ms
      await new Promise((resolve) => setTimeout(resolve, 2))
    },
  }
}

/** A process that ends at the n-th point: before or after a write of the journal or a change of the workspace. After that nothing of it goes on. */
function mortal(documents: Documents, dieAt: number): { ports: Partial<Ports>; documents: Documents; died: Promise<void>; isDead: () => boolean; points: () => number } {
  let at = 0
  let dead = false
  let onDeath: () => void = () => undefined
  const died = new Promise<void>((resolve) => (onDeath = resolve))
  const forever = new Promise<never>(() => undefined)
  const point = (): void => {
    if (dead || at++ === dieAt) {
      dead = true
      onDeath()
      throw new Error('the process has ended')
    }
  }
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      point()
      const value = await work()
      point()
      return value
    } catch (error) {
      if (dead) return forever
      throw error
    }
  }
  return {
    died,
    isDead: () => dead,
    points: () => at,
    documents: {
      ...documents,
      write(name, value) {
        if (dead) throw new Error('the process has ended')
        documents.write(name, value)
      },
      append(name, value) {
        point()
        documents.append(name, value)
        point()
      },
    },
    ports: {
      openSetupWorkspace: (signIn, onRequest) => {
        const workspace = openSetupWorkspace(signIn, onRequest)
        return { ...workspace, send: (change, limits) => around(() => workspace.send(change, limits)) }
      },
      openSqlSession: async (signIn, target, limits) => {
        const opened = await openSqlSession(signIn, target, limits)
        if (!opened.ok) return opened
        return { ok: true, value: { ...opened.value, query: (statement, within) => around(() => opened.value.query(statement, within)) } }
      },
    },
  }
}

/** What counts in the end: without ids and times. */
function outcome({ state }: TestSandbox) {
  const ours = state.identities.filter((one) => one.displayName === 'clevertap')
  const [id] = ours.map(({ principal }) => principal)
  return {
    identities: ours.map(({ entitlements, assigned }) => ({ entitlements, assigned: assigned !== false })),
    catalogs: state.catalogs.map(({ name }) => name).sort(),
    schemas: state.schemas.map(({ catalog, name }) => `${catalog}.${name}`).sort(),
    grants: state.grants.filter(({ principal }) => principal === id).map(({ privilege, securable }) => `${privilege} ${securable}`).sort(),
    warehouses: state.warehouses.filter(({ life }) => life !== 'DELETED').map(({ name, permissions }) => ({ name, may: permissions.filter(({ principal }) => principal === id).map(({ level }) => level) })),
    tokens: state.tokens.filter(({ principal }) => principal === id).map(({ scopes }) => scopes),
    secrets: (state.oauth?.secrets ?? []).filter(({ principal }) => principal === id).length,
  }
}

async function freshSandbox(workspace: string): Promise<TestSandbox> {
  sandbox = await sandboxForTest({ workspace })
  sandbox.state.settings = { ...sandbox.state.settings, principalDelayMs: 0, warehouseStartMs: 0 }
  return sandbox
}

/** Runs until done, the process ending at each of the given points on the way; then goes on to the end. */
async function throughDeaths(workspace: string, deaths: readonly number[]): Promise<{ points: number; final: ReturnType<typeof outcome>; held: string | undefined }> {
  const box = await freshSandbox(workspace)
  const documents = createMemoryDocuments()
  const clock = hastyClock()
  let points = 0
  for (const dieAt of [...deaths, Number.POSITIVE_INFINITY]) {
    const life = mortal(documents, dieAt)
    const app = await setupApplication(box.ready, { documents: life.documents, key: 'same', ports: { ...life.ports, clock } })
    const ran = app.apply(GOAL, { confirmations: ['token.revoke-lost'] })
    const report = await Promise.race([ran.catch((error: unknown) => (life.isDead() ? undefined : Promise.reject(error instanceof Error ? error : new Error(String(error))))), life.died.then(() => undefined)])
    points = life.points()
    if (life.isDead()) continue
    expect(report?.line).toMatch(/^(Done|Everything is as wanted)/)
    if (dieAt !== Number.POSITIVE_INFINITY && report?.state !== 'nothing-to-do') continue
    const again = await app.apply(GOAL)
    expect(again.state).toBe('nothing-to-do')
    const { token } = await app.value('setup.token', { setupId: app.setupId })
    const final = outcome(box)
    await app.application.close()
    await box.close()
    sandbox = undefined
    return { points, final, held: token }
  }
  throw new Error('the last life never ended')
}

describe.each(['empty', 'azure'])('a run in the workspace "%s" that ends anywhere', (workspace) => {
  it('goes on to the same final state, with one token and no secret left', async () => {
    const whole = await throughDeaths(workspace, [])
    expect(whole.final).toMatchObject({ tokens: [['sql']], secrets: 0, identities: [{ entitlements: ['databricks-sql-access'], assigned: true }] })
    expect(whole.held).toMatch(/^dapi/)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: whole.points - 1 }), { minLength: 1, maxLength: 2 }), async (deaths) => {
        const { final } = await throughDeaths(workspace, deaths)
        expect(final).toEqual(whole.final)
      }),
      { numRuns: 12, seed: 4 },
    )
  }, 240_000)
})
