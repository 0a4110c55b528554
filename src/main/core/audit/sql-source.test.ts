import { expect, it } from 'vitest'
import { fakeClock } from '../../../../test/support/fakes-machine'
import { fakeAuditWorkspace } from '../../../../test/support/fakes-audit'
import { fakeSql, rows } from '../../../../test/support/fakes-workspace'
import { auditObjects, auditPrincipals } from '../../../shared/sql/audit-queries'
import { createCollection } from './collection'
import { createSqlSource } from './sql-source'

async function sourceOver(replies: Parameters<typeof fakeSql>[0]) {
  const sql = fakeSql(replies)
  const limits = { signal: new AbortController().signal, timeoutMs: 1000 }
  const opened = await sql.open({} as never, { httpPath: '' }, limits)
  if (!opened.ok) throw new Error('not opened')
  const requests = { count: 0 }
  const collection = createCollection({ workspace: fakeAuditWorkspace()({} as never, () => undefined), signal: limits.signal, clock: fakeClock(), requests, tell: () => undefined })
  const unreadable: string[] = []
  return { sql, requests, unreadable, source: createSqlSource(collection, opened.value, 'main', (level) => unreadable.push(level)) }
}
const noView = { sqlState: '42P01', message: '[TABLE_OR_VIEW_NOT_FOUND] The table or view `system`.`information_schema`.`storage_credentials` cannot be found. SQLSTATE: 42P01' }

it('asks kind by kind when one view is missing, and leaves that one out from then on', async () => {
  const { sql, source, unreadable } = await sourceOver({ storage_credential: noView, 'FROM `system`': rows(['principal'], ['team']) })
  const seen: unknown[] = []
  expect((await source.overLevels(auditPrincipals, ([principal]) => seen.push(principal))).ok).toBe(true)
  expect(unreadable).toEqual(['STORAGE CREDENTIAL'])
  expect(seen).toHaveLength(source.levels.length)
  const before = sql.statements.length
  expect((await source.overLevels(auditPrincipals, () => undefined)).ok).toBe(true)
  expect(sql.statements.length - before).toBe(1)
  expect(sql.statements.at(-1)).not.toContain('storage_credential')
})

it('turns to the catalog itself when the catalog system is closed, and counts every statement and fetch', async () => {
  const closed = { sqlState: '42501', message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have USE CATALOG on Catalog 'system'. SQLSTATE: 42501" }
  const { source, unreadable, requests } = await sourceOver({ '`system`': closed, 'FROM `main`': rows(['principal'], ['team']) })
  expect((await source.overLevels(auditPrincipals, () => undefined)).ok).toBe(true)
  expect({ source: source.source, unreadable, requests: requests.count }).toEqual({ source: { kind: 'catalog', catalog: 'main' }, unreadable: [], requests: 3 })
  expect(source.levels).not.toContain('CONNECTION')
})

it('asks once more without owners that a view does not know, and leaves them out from then on', async () => {
  const noColumn = { sqlState: '42703', message: '[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `routine_owner` cannot be resolved. Did you mean one of the following? [`routine_name`, `routine_body`]. SQLSTATE: 42703; line 12 pos 7' }
  const { sql, source, unreadable, requests } = await sourceOver({ routine_owner: noColumn, 'FROM `system`': rows(['principal'], ['team']) })
  expect((await source.overLevels(auditPrincipals, () => undefined)).ok).toBe(true)
  expect({ ownerless: source.source.ownerless, unreadable, statements: sql.statements.length, requests: requests.count }).toEqual({ ownerless: ['FUNCTION'], unreadable: [], statements: 2, requests: 3 })
  // Grants on functions are read all the same.
  expect(sql.statements.at(-1)).toContain('`routine_privileges`')
  expect((await source.overLevels((from, levels) => auditObjects(from, levels, { catalog: 'main' }, ['team']), () => undefined)).ok).toBe(true)
  expect(sql.statements).toHaveLength(3)
})

it('does not do without the owner of what is listed whole: then that kind is not readable', async () => {
  const noColumn = { sqlState: '42703', message: '[UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column, variable, or function parameter with name `table_owner` cannot be resolved. SQLSTATE: 42703' }
  const { source, unreadable } = await sourceOver({ table_owner: noColumn, 'FROM `system`': rows(['principal'], ['team']) })
  expect((await source.overLevels(auditPrincipals, () => undefined)).ok).toBe(true)
  expect({ ownerless: source.source.ownerless, unreadable }).toEqual({ ownerless: undefined, unreadable: ['TABLE'] })
})
