import { expect, it } from 'vitest'
import { contract } from './contract'
import { CALL_NAMES, RUN_NAMES } from './names'

it('lists exactly the operations of the contract for the preload', () => {
  const ofKind = (kind: string) => Object.entries(contract).filter(([, operation]) => operation.kind === kind).map(([name]) => name).sort()
  expect([...CALL_NAMES].sort()).toEqual(ofKind('call'))
  expect([...RUN_NAMES].sort()).toEqual(ofKind('run'))
})
