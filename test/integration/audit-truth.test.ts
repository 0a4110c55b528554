import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import type { SqlSession } from '../../src/main/core/ports/workspace'
import type { Grant, WorkspaceState } from '../../src/sandbox/state/model'
import { generatedTokens, generatedWorkspace } from '../../src/sandbox/workspaces/generated'
import { withTokens } from '../../src/sandbox/workspaces/samples'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/wire/start-sandbox'
import { createContext, nameOf } from '../../src/shared/audit/context'
import { factsOf, signInTo } from '../support/audit-sandbox'

const limits = () => ({ signal: new AbortController().signal, timeoutMs: 20_000 })
const GROUPS = ['inner', 'outer', 'hidden', 'strangers']

/** Two schemas with two tables each and a view; the importer may or may not be in some of the groups. */
function smallWorkspace(): WorkspaceState {
  const state = generatedWorkspace(Date.now(), { tables: 2, grants: 0, catalog: 'c', schema: 's' })
  const [one, two] = state.tables
  if (!one || !two) throw new Error('no tables')
  const made = { owner: one.owner, createdAt: 0, createdBy: one.owner }
  state.schemas.push({ catalog: 'c', name: 't', ...made })
  state.tables = [
    { ...one, name: 'a' }, { ...two, name: 'b' }, { ...one, schema: 't', name: 'a' }, { ...two, schema: 't', name: 'b' },
    { ...one, name: 'v', kind: 'VIEW', format: 'UNKNOWN', viewText: 'SELECT * FROM c.t.a' },
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
    const someone = fc.constantFrom('importer', ...GROUPS, 'account users', 'somebody@large.example')
    const place = fc.constantFrom(['CATALOG', 'c'] as const, ['SCHEMA', 'c.s'] as const, ['SCHEMA', 'c.t'] as const, ['TABLE', 'c.s.a'] as const, ['TABLE', 'c.s.v'] as const, ['TABLE', 'c.t.b'] as const)
    const grant = fc.record({ principal: someone, place, privilege: fc.constantFrom('USE CATALOG', 'USE SCHEMA', 'SELECT', 'SELECT', 'ALL PRIVILEGES', 'MANAGE', 'BROWSE', 'MODIFY', 'USAGE') })
    const owner = fc.oneof({ weight: 5, arbitrary: fc.constant('admin') }, { weight: 1, arbitrary: someone })
    const answers = new Set<boolean>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(grant, { maxLength: 9 }), fc.subarray(GROUPS), fc.record({ catalog: owner, schema: owner, table: owner }), fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
        async (grants, memberOf, owners, elsewhere) => {
          const named = (who: string): string => (who === 'importer' ? importer : who === 'admin' ? admin : who)
          const { state } = sandbox
          state.groups = [
            ...state.groups.filter(({ level }) => level === 'workspace'),
            ...GROUPS.map((name, index) => ({ id: String(index + 1), name, level: 'account' as const, visibleInWorkspace: name !== 'hidden', members: [...(memberOf.includes(name) ? [importer] : []), ...(name === 'outer' ? ['inner'] : []), ...(name === 'strangers' ? [admin] : [])] })),
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
          for (const table of state.tables) table.owner = table.name === 'v' ? admin : named(owners.table)
          // The view reads with the rights of its owner, who may always read what it reads.
          state.grants.push(...(['c', 'c.t', 'c.t.a'] as const).map((securable, index): Grant => ({ principal: admin, privilege: 'ALL PRIVILEGES', type: (['CATALOG', 'SCHEMA', 'TABLE'] as const)[index] ?? 'TABLE', securable, grantor: admin })))

          const { facts, policy } = await factsOf(sandbox, { of: 'clevertap', policy: { catalog: 'c', schema: undefined } })
          const context = createContext(facts, policy)
          const said = new Map(context.tables.map((at) => [nameOf(context, { level: 'OBJECT', at }), context.readable[at]]))
          for (const { schema, name } of state.tables) {
            const read = await reader.query(`SELECT * FROM c.${schema}.${name} LIMIT 1`, limits())
            answers.add(read.ok)
            // A catalog that this workspace may not use hides its tables even from the admin.
            const expected = said.get(`c.${schema}.${name}`) ?? (elsewhere ? 0 : undefined)
            expect({ table: `${schema}.${name}`, read: read.ok ? 2 : 0 }).toEqual({ table: `${schema}.${name}`, read: expected })
          }
        },
      ),
      { numRuns: 60 },
    )
    // Both must have come up, or this says nothing.
    expect(answers).toEqual(new Set([true, false]))
  }, 240_000)
})
