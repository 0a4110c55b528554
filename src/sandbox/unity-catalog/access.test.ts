import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Grant, WorkspaceState } from '../state/model'
import { createAccess } from './access'

const ME = 'me'
const made = { createdAt: 0, createdBy: 'x' }

/** One catalog, two schemas, two tables each; `inner` is in `outer`, the caller perhaps in `inner`. */
function workspace(grants: Grant[], member: boolean, owners: { catalog: string; schema: string; table: string }): WorkspaceState {
  const schemas = ['s', 't']
  return {
    name: 'w', title: 'w', workspaceId: '1', cloud: 'aws', tokens: [], warehouses: [], identities: [], grants, suggested: { catalog: 'c', schema: 's' },
    metastore: { id: '1', name: 'm', owner: 'boss', region: 'r', privilegeModelVersion: '1.0' },
    groups: [
      { id: '1', name: 'inner', level: 'account', visibleInWorkspace: false, members: member ? [ME] : [] },
      { id: '2', name: 'outer', level: 'account', visibleInWorkspace: true, members: ['inner'] },
      { id: '3', name: 'local', level: 'workspace', visibleInWorkspace: true, members: [ME] },
    ],
    catalogs: [{ name: 'c', owner: owners.catalog, type: 'MANAGED_CATALOG', isolation: 'OPEN', boundTo: [], ...made }],
    schemas: schemas.map((name) => ({ catalog: 'c', name, owner: owners.schema, ...made })),
    tables: schemas.flatMap((schema) => ['a', 'b'].map((name) => ({ catalog: 'c', schema, name, kind: 'MANAGED' as const, format: 'DELTA' as const, owner: owners.table, columns: [], ...made }))),
  }
}

/** Written from the rules alone, without looking at the code: who may SELECT from c.s.a. */
function mayRead(grants: Grant[], member: boolean, owners: { catalog: string; schema: string; table: string }): boolean {
  const mine = [ME, 'account users', ...(member ? ['inner', 'outer'] : [])]
  const has = (privilege: string, ...where: string[]): boolean =>
    grants.some((grant) => mine.includes(grant.principal) && where.includes(grant.securable) && [privilege, 'ALL PRIVILEGES'].includes(grant.privilege))
  const useCatalog = mine.includes(owners.catalog) || has('USE CATALOG', 'c')
  const useSchema = mine.includes(owners.schema) || has('USE SCHEMA', 'c', 'c.s')
  const select = mine.includes(owners.table) || has('SELECT', 'c', 'c.s', 'c.s.a')
  return useCatalog && useSchema && select
}

const principal = fc.constantFrom(ME, 'inner', 'outer', 'local', 'account users', 'stranger')
const place = fc.constantFrom(['CATALOG', 'c'] as const, ['SCHEMA', 'c.s'] as const, ['SCHEMA', 'c.t'] as const, ['TABLE', 'c.s.a'] as const, ['TABLE', 'c.s.b'] as const)
const grant = fc
  .record({ principal, place, privilege: fc.constantFrom('USE CATALOG', 'USE SCHEMA', 'SELECT', 'ALL PRIVILEGES', 'MANAGE', 'MODIFY', 'BROWSE') })
  .map(({ place: [type, securable], ...rest }): Grant => ({ ...rest, type, securable, grantor: 'x' }))
const owner = fc.oneof({ weight: 4, arbitrary: fc.constant('someone') }, { weight: 1, arbitrary: principal })

describe('access', () => {
  it('lets exactly those read whom the rules let read', () => {
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 8 }), fc.boolean(), fc.record({ catalog: owner, schema: owner, table: owner }), (grants, member, owners) => {
        const reached = createAccess(workspace(grants, member, owners), ME).reachTable('c', 's', 'a')
        const expected = mayRead(grants, member, owners)
        seen.add(expected)
        expect(reached.ok).toBe(expected)
      }),
      { numRuns: 2000 },
    )
    // Both answers must have come up, or the property says nothing.
    expect(seen).toEqual(new Set([true, false]))
  })

  it('does not take USE SCHEMA or a table right for more than it is', () => {
    const grants: Grant[] = [
      { principal: ME, privilege: 'USE SCHEMA', type: 'CATALOG', securable: 'system', grantor: 'x' },
      { principal: ME, privilege: 'USE CATALOG', type: 'CATALOG', securable: 'system', grantor: 'x' },
      { principal: ME, privilege: 'SELECT', type: 'CATALOG', securable: 'system', grantor: 'x' },
    ]
    const state = workspace(grants, false, { catalog: 'o', schema: 'o', table: 'o' })
    for (const list of [state.catalogs]) for (const entry of list) entry.name = 'system'
    for (const entry of [...state.schemas, ...state.tables]) entry.catalog = 'system'
    expect(createAccess(state, ME).reachTable('system', 's', 'a')).toEqual({ ok: false, obstacle: { kind: 'denied', privilege: 'USE SCHEMA', object: 'Schema', name: 'system.s' } })
  })
})
