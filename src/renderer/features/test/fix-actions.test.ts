import { expect, it } from 'vitest'
import { FIX_ACTIONS } from '#shared/diagnosis/diagnosis'
import { fixDeed } from './fix-actions'

it('knows what to do for every action there is', () => {
  for (const action of FIX_ACTIONS) expect(fixDeed(action, 'schema').kind).toBeTruthy()
})

it('leads to the field that is wrong, retries from the stage that failed, and asks before it starts a warehouse', () => {
  expect(fixDeed('edit-http-path', 'warehouse')).toEqual({ kind: 'form', focus: 'httpPath' })
  expect(fixDeed('choose-schema', 'schema')).toEqual({ kind: 'form', focus: 'schema' })
  expect(fixDeed('retry', 'schema')).toEqual({ kind: 'run-from', stage: 'schema' })
  expect(fixDeed('start-warehouse', 'warehouse-awake')).toEqual({ kind: 'start-warehouse' })
})
