import { expect, it } from 'vitest'
import { checkGoal } from '#shared/setup/read-goal'
import { emptyAnswers, fieldOf, identityChoice, toGoal } from './answers'

it('wants the guide’s defaults before anything was answered', () => {
  expect(checkGoal(toGoal(emptyAnswers())).goal).toMatchObject({
    catalog: { name: 'clevertap_catalog' }, schema: { name: 'clevertap_schema' }, warehouse: { name: 'clevertap_warehouse', size: 'Small', autoStopMinutes: 10 },
    principal: { kind: 'servicePrincipal', name: 'clevertap' }, tables: 'all', token: { lifetimeDays: 90 },
  })
})

it('keeps the name of each kind of identity while the mind changes', () => {
  const answers = { ...emptyAnswers(), fields: { principalName: 'importer', userName: 'maria@shop.example' } }
  const asUser = { ...answers, principal: 'existing' as const, principalKind: 'user' as const }
  expect(toGoal(asUser).principal).toMatchObject({ kind: 'user', name: 'maria@shop.example', create: 'never' })
  expect(toGoal({ ...asUser, principal: 'new' }).principal).toMatchObject({ kind: 'servicePrincipal', name: 'importer' })
  expect(identityChoice(asUser)).toBe('user')
})

it('creates nothing that a person says exists, and does not know what he does not know', () => {
  const goal = toGoal({ ...emptyAnswers(), mode: 'script', fields: { warehouseId: '0123456789abcdef' }, script: { catalog: 'exists', schema: 'create', warehouse: 'exists' } })
  expect(goal.catalog.create).toBe('never')
  expect(goal.schema.create).toBe('always')
  expect(goal.warehouse).toEqual({ id: '0123456789abcdef' })
  expect(toGoal({ ...emptyAnswers(), mode: 'script' }).catalog.create).toBe('auto')
})

it('leaves emptiness that was typed empty, and makes no token for a group', () => {
  expect(fieldOf({ ...emptyAnswers(), fields: { catalogName: '' } }, 'catalogName')).toBe('')
  expect(toGoal({ ...emptyAnswers(), principal: 'existing', principalKind: 'group', fields: { groupName: 'importers' } }).token).toBe('none')
})
