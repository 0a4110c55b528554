import { afterEach, describe, expect, it } from 'vitest'
import type { GoalInput } from '../../src/shared/setup/goal'
import { setupApplication } from '../support/setup-application'
import { sandboxForTest, type TestSandbox } from './sandbox-support'

let sandbox: TestSandbox | undefined
afterEach(async () => {
  await sandbox?.close()
  sandbox = undefined
})
const open = async (workspace: string, as?: string) => setupApplication((sandbox = await sandboxForTest({ workspace })).ready, { as })
const GOAL: GoalInput = { catalog: { name: 'clevertap_catalog' }, schema: { name: 'clevertap_schema' }, warehouse: { name: 'clevertap_warehouse' }, principal: { kind: 'servicePrincipal', name: 'clevertap' }, token: { lifetimeDays: 90 } }

describe('looking at a workspace', () => {
  it('knows an empty one as empty', async () => {
    const { facts, requests } = await (await open('empty')).look(GOAL)
    expect(facts).toMatchObject({
      origin: 'read', catalog: { known: true, value: { exists: false } }, schema: { known: true, value: { exists: false } }, warehouses: { known: true, value: [] },
      principal: { known: true, value: { state: 'absent' } }, metastore: { known: true, value: { assigned: true } },
      me: { known: true, value: { principal: 'admin@shop.example', workspaceAdmin: { known: true, value: true } } },
    })
    expect(requests).toBeLessThanOrEqual(16)
  })

  it('finds that the metastore has no storage, and where a catalog may lie', async () => {
    const { facts, plan } = await (await open('no-root-storage')).look(GOAL)
    expect(facts.metastore).toMatchObject({ value: { storageRoot: { known: true, value: null } } })
    expect(facts.externalLocations).toMatchObject({ known: true, value: [{ name: 'clevertap' }, { name: 'finance' }] })
    expect(plan.obstacles.map(({ id }) => id)).toEqual(['managed-location'])
  })

  it('lets the workspace admin create the catalog where nobody is metastore admin', async () => {
    const { plan } = await (await open('no-metastore-admin')).look(GOAL)
    expect(plan.actions.find(({ id }) => id === 'catalog.create')?.who.youCan).toBe('yes')
  })

  it('knows the cloud of a private host from its metastore', async () => {
    const { facts } = await (await open('azure')).look(GOAL)
    expect(facts.cloud).toBe('azure')
  })

  it('never says no for what the user may not see, and asks the same few questions for 10,000 tables', async () => {
    const locked = await open('locked-down', 'user')
    const { facts, plan } = await locked.look({ ...GOAL, catalog: { name: 'shop' }, schema: { name: 'sales' } })
    for (const fact of [facts.workspaceAdmins, facts.principal, facts.tokens.enabled, facts.tokens.permissions, facts.ipAccessLists]) expect(fact.known).toBe(false)
    expect(facts.catalog).toMatchObject({ known: true, value: { exists: true, owner: 'carl@shop.example' } })
    const grant = plan.actions.find(({ id }) => id === 'grant.use-catalog')
    expect(grant?.who).toMatchObject({ youCan: 'no', ask: expect.arrayContaining(['carl@shop.example']) as unknown })
    await sandbox?.close()

    const large = await open('large')
    const { ready } = sandbox as TestSandbox
    const all = await large.look({ ...GOAL, catalog: { name: ready.catalog }, schema: { name: ready.schema } })
    expect(all.requests).toBeLessThanOrEqual(24)
  })

  it('tells on the card what is so, and whom to ask about what can not be seen', async () => {
    const card = async (workspace: string, as?: string) => {
      const app = await open(workspace, as)
      const { rows } = await app.value('setup.preflight', { setupId: app.setupId })
      await sandbox?.close()
      return Object.fromEntries(rows.map(({ id, state }) => [id, state]))
    }
    expect(await card('empty')).toMatchObject({ 'unity-catalog': 'ok', tokens: 'ok', rights: 'ok', 'ip-access-lists': 'ok', 'account-ingress': 'could-not-check', 'private-link': 'could-not-check' })
    expect(await card('locked-down')).toMatchObject({ tokens: 'failed' })
    expect(await card('locked-down', 'user')).toMatchObject({ tokens: 'could-not-check', rights: 'warning', 'ip-access-lists': 'could-not-check' })
    // Nobody is the metastore's admin there, so a workspace admin may create catalogs.
    expect(await card('no-metastore-admin')).toMatchObject({ rights: 'ok' })
  })

  it('names who may give the right to create a catalog, and nobody for what you may do yourself', async () => {
    const app = await open('locked-down')
    const { rows } = await app.value('setup.preflight', { setupId: app.setupId })
    expect(rows.find(({ id }) => id === 'rights')?.ask).toEqual(['mia@shop.example (metastore admin)'])
    expect(rows.find(({ id }) => id === 'tokens')).toMatchObject({ state: 'failed', ask: [], whatToDo: [expect.stringMatching(/^You may switch them on/)] })
  })

  it('offers what there is to choose from', async () => {
    const owner = await open('locked-down', 'catalog-owner')
    const { setupId } = owner
    expect((await owner.value('setup.catalogs', { setupId })).map(({ name }) => name)).toContain('shop')
    expect((await owner.value('setup.schemas', { setupId, catalog: 'shop' })).map(({ name }) => name)).toContain('sales')
    expect((await owner.value('setup.tables', { setupId, catalog: 'shop', schema: 'sales' })).length).toBeGreaterThan(0)
    const admin = await setupApplication((sandbox as TestSandbox).ready)
    expect(await admin.value('setup.principals', { setupId: admin.setupId, kind: 'servicePrincipal', text: 'CLEVER' })).toMatchObject([{ displayName: 'CleverTap importer' }])
  })
})
