import { describe, expect, it } from 'vitest'
import { fakePorts, savedConnection, testApplication } from '../../../../test/support/fakes-application'
import { REFUSALS, fakeSql, fakeWorkspace, opens, refused, rows, runningWarehouse } from '../../../../test/support/fakes-workspace'
import { success } from '../../../shared/result'
import type { Workspace } from '../ports/workspace'

const hidden: Partial<Workspace> = { listCatalogs: refused(REFUSALS.scope), listSchemas: refused(REFUSALS.scope), listTables: refused(REFUSALS.scope) }

async function scene(workspace: Partial<Workspace>, sql = fakeSql({ 'SHOW CATALOGS': rows(['catalog'], ['retail'], ['samples']) })) {
  const app = testApplication(fakePorts({ openWorkspace: opens(fakeWorkspace(workspace)), openSqlSession: sql.open }))
  return { app, sql, profileId: await savedConnection(app) }
}

describe('discovery', () => {
  it('asks REST first and opens nothing', async () => {
    const { app, sql, profileId } = await scene({})
    expect(await app.value('discover.catalogs', { profileId, role: 'importer', wakeWarehouse: false })).toMatchObject({ route: 'rest', items: [{ name: 'retail' }] })
    expect(sql.opened).toBe(0)
  })

  it('asks by SQL where the scope hides REST and the warehouse runs, and says so', async () => {
    const { app, sql, profileId } = await scene(hidden)
    const answer = await app.value('discover.catalogs', { profileId, role: 'importer', wakeWarehouse: false })
    expect(answer.items.map(({ name }) => name)).toEqual(['retail', 'samples'])
    expect(answer.route).toBe('sql')
    expect(answer.remark).toContain('REST refused')
    expect(sql.closed).toBe(1)
  })

  it.each<[string, Partial<Workspace>]>([
    ['a stopped one', { getWarehouse: async () => success({ ...runningWarehouse, state: 'STOPPED' as const }) }],
    ['one whose state is hidden', { getWarehouse: refused(REFUSALS.scope) }],
  ])('never wakes a warehouse unasked: %s', async (_what, warehouse) => {
    const { app, sql, profileId } = await scene({ ...hidden, ...warehouse })
    const answer = await app.call('discover.catalogs', { profileId, role: 'importer', wakeWarehouse: false })
    expect(answer).toMatchObject({ ok: false, diagnosis: { category: 'warehouse_stopped', fixes: [{ action: 'start-warehouse' }] } })
    expect(sql.opened).toBe(0)
    expect((await app.call('discover.catalogs', { profileId, role: 'importer', wakeWarehouse: true })).ok).toBe(true)
  })

  it('does not try SQL with a token that REST calls invalid', async () => {
    const { app, sql, profileId } = await scene({ listCatalogs: refused(REFUSALS.badToken) })
    expect(await app.call('discover.catalogs', { profileId, role: 'importer', wakeWarehouse: true })).toMatchObject({ ok: false, diagnosis: { category: 'token_invalid' } })
    expect(sql.opened).toBe(0)
  })

  it('counts the tables of each schema by SQL', async () => {
    const sql = fakeSql({
      'count(*)': rows(['table_schema', 'tables'], ['sales', '12']),
      schemata: rows(['schema_name', 'schema_owner'], ['landing', 'ada'], ['sales', 'ada']),
    })
    const { app, profileId } = await scene(hidden, sql)
    const { items } = await app.value('discover.schemas', { profileId, role: 'importer', wakeWarehouse: false, catalog: 'retail' })
    expect(items.map(({ name, tables }) => [name, tables])).toEqual([['landing', 0], ['sales', 12]])
  })

  it("tells the caller's own right on each warehouse: by name, through a group, or that it is below CAN MANAGE", async () => {
    const listWarehouses = async () => success(['mine', 'ours', 'theirs'].map((id) => ({ ...runningWarehouse, id, name: id })))
    const warehousePermissions: Workspace['warehousePermissions'] = async (id) => {
      if (id === 'theirs') return refused(REFUSALS.noWarehouse)()
      const principal = id === 'mine' ? 'ADA@example.com' : 'Importers'
      return success([{ principal, levels: ['CAN_USE', 'CAN_MANAGE'] }, { principal: 'someone else', levels: ['IS_OWNER'] }])
    }
    const me: Workspace['me'] = async () => success({ userName: 'ada@example.com', kind: 'user' as const, groups: ['importers'], entitlements: [] })
    const { app, profileId } = await scene({ listWarehouses, warehousePermissions, me })
    const { items } = await app.value('discover.warehouses', { profileId, role: 'importer' })
    expect(items.map(({ name, right }) => [name, right])).toEqual([['mine', 'CAN_MANAGE'], ['ours', 'CAN_MANAGE'], ['theirs', 'BELOW_CAN_MANAGE']])
  })

  it('asks for the token first when there is none', async () => {
    const { app, profileId } = await scene({})
    expect(await app.call('discover.warehouses', { profileId, role: 'admin' })).toMatchObject({ ok: false, diagnosis: { field: 'token' } })
  })
})
