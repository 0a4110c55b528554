import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anyGoal, APPLICATION_ID, goalOf } from '../../../test/support/setup-goals'
import { Goal, GOAL_SCHEMA_ID } from './goal'
import { checkGoal, readGoal } from './read-goal'

const text = (parts: object) => JSON.stringify({ ...goalOf(), ...parts })
const fields = (file: string) => readGoal(file).issues.map(({ field, rule }) => `${field}: ${rule}`)

describe('a goal file', () => {
  it('is read with its defaults', () => {
    const { goal } = readGoal(JSON.stringify({ catalog: { name: 'c' }, schema: { name: 's' }, warehouse: { id: '0123456789abcdef' }, principal: { kind: 'group', name: 'importers' } }))
    expect(goal).toEqual({
      catalog: { name: 'c', create: 'auto' }, schema: { name: 's', create: 'auto' }, warehouse: { id: '0123456789abcdef' },
      principal: { kind: 'group', name: 'importers', create: 'auto' }, tables: 'all', token: 'none',
    })
  })

  it('survives being written and read, whatever the names', () => {
    fc.assert(fc.property(anyGoal, (goal) => {
      expect(readGoal(JSON.stringify(goal))).toEqual({ goal: JSON.parse(JSON.stringify(goal)) as Goal, issues: [] })
      expect(checkGoal(goal).issues).toEqual([])
    }))
  })

  it.each<[string, object, string]>([
    ['a name with a dot', { catalog: { name: 'a.b' } }, 'catalog.name: name'],
    ['a name with a slash', { schema: { name: 'a/b' } }, 'schema.name: name'],
    ['an empty name', { schema: { name: '' } }, 'schema.name: name'],
    ['a name that is too long', { catalog: { name: 'x'.repeat(256) } }, 'catalog.name: name'],
    ['a table name with a space', { tables: ['ok', 'a b'] }, 'tables[1]: name'],
    ['a table twice', { tables: ['Orders', 'orders'] }, 'tables[1]: twice'],
    ['no table', { tables: [] }, 'tables: empty'],
    ['a catalog of Databricks', { catalog: { name: 'HIVE_METASTORE' } }, 'catalog.name: reserved'],
    ['information_schema', { schema: { name: 'information_schema' } }, 'schema.name: reserved'],
    ['a location that is no URL', { catalog: { name: 'c', managedLocation: '/mnt/x' } }, 'catalog.managedLocation: location'],
    ['an unknown field', { catlog: {} }, 'catlog: unknown-field'],
    ['an unknown field of an object', { catalog: { name: 'c', naem: 'd' } }, 'catalog.naem: unknown-field'],
    ['a missing object', { schema: undefined }, 'schema: required'],
    ['a missing name', { warehouse: { size: 'Small' } }, 'warehouse.name: required'],
    ['a warehouse id of another form', { warehouse: { id: 'abc' } }, 'warehouse.id: name'],
    ['a warehouse size of its own', { warehouse: { name: 'w', size: 'Huge' } }, 'warehouse.size: type'],
    ['an auto stop that is too short', { warehouse: { name: 'w', autoStopMinutes: 5 } }, 'warehouse.autoStopMinutes: range'],
    ['no warehouse', { warehouse: 'x' }, 'warehouse: type'],
    ['tables that are no list', { tables: 'some' }, 'tables: type'],
    ['a user without an e-mail address', { principal: { kind: 'user', name: 'dana' } }, 'principal.name: email'],
    ['a service principal that is a person', { principal: { kind: 'servicePrincipal', name: 'a@b.c' } }, 'principal.name: name'],
    ['a group of the workspace', { principal: { kind: 'group', name: 'users' }, token: 'none' }, 'principal.name: workspace-group'],
    ['a token for a group', { principal: { kind: 'group', name: 'g' } }, 'token: group-token'],
    ['a token of negative lifetime', { token: { lifetimeDays: -1 } }, 'token.lifetimeDays: range'],
    ['a token with a lifetime in words', { token: { lifetimeDays: 'long' } }, 'token.lifetimeDays: type'],
    ['a view that reads itself', { views: [{ name: 'v', from: { catalog: 'clevertap_catalog', schema: 'clevertap_schema', table: 'V' } }] }, 'views[0].from: itself'],
    ['two views of one name', { views: [{ name: 'v', from: { catalog: 'a', schema: 'b', table: 'c' } }, { name: 'V', from: { catalog: 'a', schema: 'b', table: 'c' } }] }, 'views[1].name: twice'],
  ])('refuses %s and names the field and the rule', (_, parts, issue) => {
    expect(fields(text(parts))).toEqual([issue])
  })

  it.each<[string, object, string[]]>([
    ['beside an unknown field', { catlog: {}, catalog: { name: 'a.b' }, tables: ['ok', 'a b'] }, ['catlog: unknown-field', 'catalog.name: name', 'tables[1]: name']],
    ['in the object with the unknown field', { warehouse: { name: '', colour: 'red' } }, ['warehouse.colour: unknown-field', 'warehouse.name: name']],
    ['beside a wrong type in the same object', { warehouse: { name: '', size: 'Huge' } }, ['warehouse.size: type', 'warehouse.name: name']],
    ['beside a missing object', { schema: undefined, principal: { kind: 'user', name: 'dana' } }, ['schema: required', 'principal.name: email']],
    ['beside a list with a wrong item', { tables: ['ok', 7], catalog: { name: 'system' } }, ['tables[1]: type', 'catalog.name: reserved']],
    ['beside a part that can not be judged', { principal: 'dana', schema: { name: 'information_schema' } }, ['principal: type', 'schema.name: reserved']],
  ])('tells all problems at once: %s', (_, parts, issues) => {
    expect(fields(text(parts)).sort()).toEqual([...issues].sort())
  })

  it('that is no JSON is told so', () => {
    expect(fields('{')).toEqual([': json'])
    expect(fields('[]')).toEqual([': type'])
  })

  it('takes a serverless warehouse that stops after a minute, and an application id', () => {
    expect(fields(text({ warehouse: { name: 'w', serverless: true, autoStopMinutes: 1 }, principal: { kind: 'servicePrincipal', name: APPLICATION_ID } }))).toEqual([])
  })

  it('refuses half a character, which no request can carry', () => {
    expect(fields(text({ catalog: { name: 'a\ud800' } }))).toEqual(['catalog.name: name'])
  })

  it('has the published schema', async () => {
    const published = { ...z.toJSONSchema(Goal, { io: 'input' }), $id: GOAL_SCHEMA_ID, title: 'Goal of a setup: what shall be true in the end' }
    await expect(`${JSON.stringify(published, null, 2)}\n`).toMatchFileSnapshot('../../../resources/schema/goal.schema.json')
  })
})
