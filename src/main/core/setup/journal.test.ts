import { expect, it } from 'vitest'
import { createMemoryDocuments } from '../../adapters/storage/memory-documents'
import { Goal } from '../../../shared/setup/goal'
import { makePlan } from '../../../shared/setup/make-plan'
import { emptyWorkspaceFacts } from '../../../shared/setup/workspace-facts'
import { createJournalStore } from './journal'

const goal = Goal.parse({ catalog: { name: 'c' }, schema: { name: 's' }, warehouse: { name: 'w' }, principal: { kind: 'servicePrincipal', name: 'p' }, token: { lifetimeDays: 90 }, tables: ['a', 'b', 'd'] })
const { actions } = makePlan(goal, emptyWorkspaceFacts())
const [one, two] = actions
if (!one || !two) throw new Error('the plan of this test needs two actions')

function journal() {
  const documents = createMemoryDocuments()
  let at = 0
  return { documents, journals: createJournalStore({ documents, clock: { now: () => ++at, sleep: () => Promise.resolve() } }) }
}

it('knows of each action the last word, and of the run whether it came to its end', () => {
  const { journals } = journal()
  expect(journals.read('x')).toMatchObject({ entries: [], values: {}, finished: true })
  journals.begin('x', { text: 'undo' })
  journals.intend('x', one)
  journals.intend('x', two)
  journals.settle('x', one, 'done', { requestId: 'r1', values: { warehouse_id: 'w1' } })
  expect(journals.read('x')).toMatchObject({ finished: false, rollback: { text: 'undo' }, values: { warehouse_id: 'w1' } })
  expect(journals.read('x').entries.map(({ actionId, state }) => [actionId, state])).toEqual([[two.id, 'intended'], [one.id, 'done']])
  journals.settle('x', two, 'failed', {})
  journals.finish('x')
  expect(journals.read('x').entries.map(({ state }) => state)).toEqual(['done', 'failed'])
  expect(journals.read('x').finished).toBe(true)
  journals.remove('x')
  expect(journals.read('x').entries).toEqual([])
})

it('forgets the token and the secrets there were when it is told to', () => {
  const { journals } = journal()
  journals.token('x', { id: 't1', shown: false })
  journals.secretsBefore('x', ['s1'])
  expect(journals.read('x')).toMatchObject({ token: { id: 't1', shown: false }, secretsBefore: ['s1'] })
  journals.token('x', undefined)
  journals.secretsBefore('x', undefined)
  expect(journals.read('x').token).toBeUndefined()
  expect(journals.read('x').secretsBefore).toBeUndefined()
})

it('never writes a secret, whoever hands it over', () => {
  const { documents, journals } = journal()
  journals.settle('x', one, 'done', { values: { token_id: 't1', token: 'dapi-secret', oauth_secret: 'dose-secret' } })
  expect(journals.read('x').values).toEqual({ token_id: 't1' })
  expect(JSON.stringify(documents.readLog('setup-journal-x'))).not.toContain('secret"')
})

it('goes on from the document that an earlier version wrote', () => {
  const { documents, journals } = journal()
  documents.write('setup-journal-x', {
    version: 1, finished: false, values: { principal_id: '7' }, rollback: { text: 'undo' }, token: { id: 't1', shown: true }, secretsBefore: ['s1'],
    entries: [{ actionId: one.id, title: one.title, state: 'done', at: 1 }, { actionId: two.id, title: two.title, state: 'intended', at: 2 }],
  })
  expect(journals.read('x').entries).toHaveLength(2)
  journals.settle('x', two, 'done', { values: { warehouse_id: 'w1' } })
  expect(journals.read('x')).toMatchObject({ finished: false, values: { principal_id: '7', warehouse_id: 'w1' }, token: { id: 't1', shown: true }, secretsBefore: ['s1'] })
  expect(journals.read('x').entries.map(({ actionId, state }) => [actionId, state])).toEqual([[one.id, 'done'], [two.id, 'done']])
})

it('adds as much to the disk for the last of many actions as for the first', () => {
  const { documents, journals } = journal()
  const sizes: number[] = []
  const counted = createJournalStore({ documents: { ...documents, append: (name, value) => (sizes.push(JSON.stringify(value).length), documents.append(name, value)) }, clock: { now: () => 1, sleep: () => Promise.resolve() } })
  for (const action of Array.from({ length: 500 }, () => one)) counted.intend('x', action)
  expect(new Set(sizes).size).toBe(1)
  expect(journals.read('x').entries).toHaveLength(1)
})
