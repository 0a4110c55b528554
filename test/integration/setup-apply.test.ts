import { afterEach, expect, it } from 'vitest'
import { setupApplication } from '../support/setup-application'
import { sandboxForTest, type TestSandbox } from './sandbox-support'

let sandbox: TestSandbox | undefined
afterEach(async () => {
  await sandbox?.close()
  sandbox = undefined
})
const GOAL = {
  catalog: { name: 'clevertap_catalog' },
  schema: { name: 'clevertap_schema' },
  warehouse: { name: 'clevertap_warehouse' },
  principal: { kind: 'servicePrincipal' as const, name: 'clevertap' },
  token: { lifetimeDays: 90 },
}

it('brings an empty workspace to what the goal says, and does nothing the second time', async () => {
  sandbox = await sandboxForTest({ workspace: 'empty' })
  const app = await setupApplication(sandbox.ready)
  const report = await app.apply(GOAL)
  expect(report.line).toMatch(/^Done/)
  expect(report.actions.filter(({ state }) => state !== 'done' && state !== 'already')).toEqual([])
  expect(report.token).toBe('ready')
  const { token } = await app.value('setup.token', { setupId: app.setupId })
  expect(token).toMatch(/^dapi/)
  expect(await app.value('setup.token', { setupId: app.setupId })).toEqual({})
  expect(JSON.stringify([report, [...app.scripts.values()], app.documents.list().map((name) => app.documents.read(name))])).not.toContain(token)

  const again = await app.apply(GOAL)
  expect(again).toMatchObject({ state: 'nothing-to-do', actions: [] })
}, 60_000)

it('grants on many chosen tables with hardly more requests than grants', async () => {
  const box = (sandbox = await sandboxForTest({ workspace: 'large' }))
  const app = await setupApplication(box.ready)
  const tables = box.state.tables.filter(({ schema }) => schema === 'warehouse').slice(0, 200).map(({ name }) => name)
  const importer = box.state.identities.find(({ key }) => key === 'clevertap')?.principal ?? ''
  const goal = { catalog: { name: 'lake' }, schema: { name: 'warehouse' }, warehouse: { name: 'Lake warehouse' }, principal: { kind: 'servicePrincipal' as const, name: importer }, tables }
  const report = await app.apply(goal)
  expect(report.line).toMatch(/^Done/)
  expect(report.actions.filter(({ actionId, readBack }) => actionId.startsWith('grant.select:') && readBack?.startsWith('SELECT on table'))).toHaveLength(200)
  expect(report.requests).toBeLessThan(200 + 40)
  const granted = box.state.grants.filter(({ type, principal, privilege }) => type === 'TABLE' && principal === importer && privilege === 'SELECT').map(({ securable }) => securable)
  expect(granted.sort()).toEqual(tables.map((name) => `lake.warehouse.${name}`).sort())
  expect((await app.apply(goal)).state).toBe('nothing-to-do')
}, 120_000)
