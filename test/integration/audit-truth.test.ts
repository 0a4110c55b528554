import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import type { SqlSession } from '../../src/main/core/ports/workspace'
import type { Grant, Table, WorkspaceState } from '../../src/sandbox/state/model'
import { generatedTokens, generatedWorkspace } from '../../src/sandbox/workspaces/generated'
import { withTokens } from '../../src/sandbox/workspaces/samples'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/wire/start-sandbox'
import { createContext, nameOf } from '../../src/shared/audit/context'
import { factsOf, signInTo } from '../support/audit-sandbox'

const limits = () => ({ signal: new AbortController().signal, timeoutMs: 20_000 })
const MAKER = 'maker@large.example'
const GROUPS = ['inner', 'outer', 'hidden', 'strangers']

/**
 * Two schemas with two tables each, views over a table, over a view, over a table of another catalog and over two of these;
 * the importer and the maker of the views may or may not be in some of the groups.
 */
function smallWorkspace(): WorkspaceState {
  const state = generatedWorkspace(Date.now(), { tables: 2, grants: 0, catalog: 'c', schema: 's' })
  const [one, two] = state.tables
  if (!one || !two) throw new Error('no tables')
  const made = { owner: one.owner, createdAt: 0, createdBy: one.owner }
  state.identities.push({ key: 'maker', kind: 'user', id: '6930000000000009', principal: MAKER, displayName: 'Mia Maker', active: true, entitlements: [], workspaceAdmin: false })
  state.catalogs.push({ name: 'd', type: 'MANAGED_CATALOG', isolation: 'OPEN', boundTo: [], ...made })
  state.schemas.push({ catalog: 'c', name: 't', ...made }, { catalog: 'd', name: 'u', ...made })
  const view = (schema: string, name: string, viewText: string): Table => ({ ...one, schema, name, kind: 'VIEW', format: 'UNKNOWN', viewText })
  state.tables = [
    { ...one, name: 'a' }, { ...two, name: 'b' }, { ...one, schema: 't', name: 'a' }, { ...two, schema: 't', name: 'b' },
    { ...one, catalog: 'd', schema: 'u', name: 'x' },
    view('s', 'v', 'SELECT * FROM c.t.a'), view('t', 'w', 'WITH v AS (SELECT * FROM c.s.v) SELECT * FROM v'), view('s', 'y', 'SELECT * FROM d.u.x'),
    view('t', 'z', 'SELECT a.* FROM a JOIN `s`.`y` b ON a.id = b.id'),
  ]
  return state
}

describe('what the audit says of a random workspace', () => {
  let sandbox: RunningSandbox
  let reader: SqlSession
  let importer = ''
  beforeAll(async () => {
    const { state, tokenValues } = withTokens(smallWorkspace(), generatedTokens(Date.now()), Date.now())
    sandbox = await startSandbox({ workspace: { state, tokens: tokenValues }, warm: true })
    importer = sandbox.state.identities.find(({ key }) => key === 'clevertap')?.principal ?? ''
    const opened = await openSqlSession(signInTo(sandbox, 'clevertap'), { httpPath: Object.values(sandbox.ready.httpPaths)[0] ?? '' }, { signal: new AbortController().signal, timeoutMs: 60_000 })
    if (!opened.ok) throw new Error(opened.failure.message)
    reader = opened.value
  }, 90_000)
  afterAll(async () => {
    await reader.close()
    await sandbox.close()
  })

  it('is what happens when the identity runs SELECT', async () => {
    const admin = sandbox.state.metastore?.owner ?? ''
    const someone = fc.constantFrom('importer', ...GROUPS, 'account users', MAKER, 'somebody@large.example')
    const place = fc.constantFrom(['CATALOG', 'c'] as const, ['SCHEMA', 'c.s'] as const, ['SCHEMA', 'c.t'] as const, ['TABLE', 'c.s.a'] as const, ['TABLE', 'c.s.v'] as const, ['TABLE', 'c.t.a'] as const, ['TABLE', 'c.t.b'] as const, ['TABLE', 'c.t.w'] as const, ['TABLE', 'd.u.x'] as const, ['CATALOG', 'd'] as const, ['SCHEMA', 'd.u'] as const)
    const grant = fc.record({ principal: someone, place, privilege: fc.constantFrom('USE CATALOG', 'USE SCHEMA', 'SELECT', 'SELECT', 'ALL PRIVILEGES', 'MANAGE', 'BROWSE', 'MODIFY', 'USAGE') })
    // So that views are read at all: half of the time the importer may read everything, and the owners have what they need.
    const often = <T>(value: T, other: T): fc.Arbitrary<T> => fc.oneof({ weight: 1, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(other) })
    const whole = (principal: string, ...catalogs: string[]): { principal: string; place: readonly ['CATALOG', string]; privilege: string }[] =>
      catalogs.map((catalog) => ({ principal, place: ['CATALOG', catalog] as const, privilege: 'ALL PRIVILEGES' }))
    const owner = fc.oneof({ weight: 5, arbitrary: fc.constant('admin') }, { weight: 1, arbitrary: someone })
    const answers = new Set<boolean>()
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(fc.array(grant, { maxLength: 9 }), often(whole('importer', 'c'), []), often(whole('admin', 'c', 'd'), []), often(whole(MAKER, 'c'), [])).map((lists) => lists.flat()),
        fc.tuple(fc.subarray(GROUPS), fc.subarray(GROUPS)), fc.record({ catalog: owner, schema: owner, table: owner, views: fc.array(fc.constantFrom('admin', 'importer', MAKER, MAKER, 'inner', 'outer'), { minLength: 4, maxLength: 4 }) }), fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
        async (grants, [memberOf, makerIn], owners, elsewhere) => {
          const named = (who: string): string => (who === 'importer' ? importer : who === 'admin' ? admin : who)
          const { state } = sandbox
          state.groups = [
            ...state.groups.filter(({ level }) => level === 'workspace'),
            ...GROUPS.map((name, index) => ({ id: String(index + 1), name, level: 'account' as const, visibleInWorkspace: name !== 'hidden', members: [...(memberOf.includes(name) ? [importer] : []), ...(makerIn.includes(name) ? [MAKER] : []), ...(name === 'outer' ? ['inner'] : []), ...(name === 'strangers' ? [admin] : [])] })),
          ]
          state.grants = [
            ...grants.map(({ principal, privilege, place: [type, securable] }): Grant => ({ principal: named(principal), privilege, type, securable, grantor: admin })),
            { principal: 'account users', privilege: 'USE CATALOG', type: 'CATALOG', securable: 'system', grantor: admin },
          ]
          for (const one of state.catalogs) {
            if (one.name !== 'c') continue
            one.owner = named(owners.catalog)
            one.isolation = elsewhere ? 'ISOLATED' : 'OPEN'
            one.boundTo = elsewhere ? ['1'] : []
          }
          for (const schema of state.schemas) schema.owner = named(owners.schema)
          const makers = [...owners.views]
          for (const table of state.tables) table.owner = named(table.kind === 'VIEW' ? (makers.pop() ?? 'admin') : owners.table)

          const { facts, policy } = await factsOf(sandbox, { of: 'clevertap', policy: { catalog: 'c', schema: undefined } })
          const context = createContext(facts, policy)
          const said = new Map(context.tables.map((at) => [nameOf(context, { level: 'OBJECT', at }), context.readable[at]]))
          for (const { catalog, schema, name } of state.tables) {
            if (catalog !== 'c') continue
            const read = await reader.query(`SELECT * FROM c.${schema}.${name} LIMIT 1`, limits())
            answers.add(read.ok)
            // A catalog that this workspace may not use hides its tables even from the admin.
            const expected = said.get(`c.${schema}.${name}`) ?? (elsewhere ? 0 : undefined)
            const why = context.tables.filter((at) => nameOf(context, { level: 'OBJECT', at }) === `c.${schema}.${name}`).map((at) => context.access.can('SELECT', { level: 'OBJECT', at }).reason)
            expect({ table: `${schema}.${name}`, read: read.ok ? 2 : 0, why }).toEqual({ table: `${schema}.${name}`, read: expected, why })
          }
        },
      ),
      { numRuns: 60 },
    )
    // Both must have come up, or this says nothing.
    expect(answers).toEqual(new Set([true, false]))
  }, 240_000)
})
