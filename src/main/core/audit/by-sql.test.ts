import { expect, it } from 'vitest'
import { fakeAuditWorkspace } from '../../../../test/support/fakes-audit'
import { fakeClock } from '../../../../test/support/fakes-machine'
import { fakeSql, rows } from '../../../../test/support/fakes-workspace'
import { Policy } from '../../../shared/audit/policy'
import { notKnown } from '../../../shared/audit/facts'
import { NO_OWNER, OBJECT_KINDS, OWNER_NOT_SEEN } from '../../../shared/unity-catalog/facts'
import { createFactsBuilder } from '../../../shared/unity-catalog/facts-builder'
import { readBySql } from './by-sql'
import { createCollection } from './collection'

const IMPORTER = '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001'
const GRANTS = [['VOLUME', 'main', 'sales', 'uploads', IMPORTER, 'READ VOLUME'], ['FUNCTION', 'main', 'sales', 'tax', IMPORTER, 'EXECUTE'], ['CONNECTION', null, null, 'postgres', IMPORTER, 'USE CONNECTION']]

/** What becomes of the owners of a volume, a function and a connection that are known by a grant only, where the caller sees everything. */
async function ownersWithout(column: string) {
  const noColumn = { sqlState: '42703', message: `[UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column, variable, or function parameter with name \`${column}\` cannot be resolved. SQLSTATE: 42703` }
  const sql = fakeSql({
    [column]: noColumn,
    'AS definition': rows(['principal', 's', 'n', 'definition'], [IMPORTER, null, null, null]),
    'privilege_type AS privilege': rows(['level', 'c', 's', 'n', 'grantee', 'privilege'], ...GRANTS),
    'AS type': rows(['level', 'c', 's', 'n', 'owner', 'type'], ['CATALOG', 'main', null, null, IMPORTER, null]),
    'row filter': rows(['kind', 's', 'n', 'field']),
  })
  const limits = { signal: new AbortController().signal, timeoutMs: 1000 }
  const session = await sql.open({} as never, { httpPath: '' }, limits)
  if (!session.ok) throw new Error('not opened')
  const collection = createCollection({ workspace: fakeAuditWorkspace()({} as never, () => undefined), signal: limits.signal, clock: fakeClock(), requests: { count: 0 }, tell: () => undefined })
  const identity = { principal: IMPORTER, kind: 'service-principal' as const }
  const builder = createFactsBuilder(identity)
  builder.facts.metastore.owner = builder.principal(IMPORTER)
  const read = await readBySql(collection, session.value, { caller: { principal: IMPORTER, as: 'self' }, callerGroups: [], identity, facts: notKnown('not asked') }, Policy.parse({ catalog: 'main' }), builder)
  expect(read.ok).toBe(true)
  const { objects, others } = builder.facts
  const word = (owner: number | undefined) => (owner === NO_OWNER ? 'somebody else' : owner === OWNER_NOT_SEEN ? 'not known' : 'seen')
  const ownerOf = (kind: (typeof OBJECT_KINDS)[number]) => word(objects.owner[objects.kind.indexOf(OBJECT_KINDS.indexOf(kind))])
  return { volume: ownerOf('VOLUME'), function: ownerOf('FUNCTION'), connection: word(others[0]?.owner), leftOut: collection.leftOut.map(({ what }) => what) }
}

it('takes what is not listed as its own for somebody else\'s', async () => {
  expect(await ownersWithout('no such column')).toEqual({ volume: 'somebody else', function: 'somebody else', connection: 'somebody else', leftOut: [] })
})

it.each([
  ['routine_owner', { volume: 'somebody else', function: 'not known', connection: 'somebody else', leftOut: ['Who owns functions'] }],
  ['volume_owner', { volume: 'not known', function: 'somebody else', connection: 'somebody else', leftOut: ['Who owns volumes'] }],
  ['connection_owner', { volume: 'somebody else', function: 'somebody else', connection: 'not known', leftOut: ['Who owns connections'] }],
])('where there is no %s, those owners are not known, and that is said', async (column, expected) => {
  expect(await ownersWithout(column)).toEqual(expected)
})
