import { expect, it } from 'vitest'
import { setupAddress } from '../shared/addresses'
import { readRoute } from './routes'

it('reads the address of a setup at a step, and of the list of setups', () => {
  expect(readRoute(setupAddress('a b', 'grants'))).toEqual({ screen: 'setup', setupId: 'a b', step: 'grants' })
  expect(readRoute(setupAddress('x'))).toEqual({ screen: 'setup', setupId: 'x' })
  expect(readRoute('#/setup')).toEqual({ screen: 'setup' })
})

it('takes anything unknown home', () => {
  expect(readRoute('#/nowhere/at/all')).toEqual({ screen: 'home' })
})
