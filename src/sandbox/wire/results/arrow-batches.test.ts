import { expect, it } from 'vitest'
import { toArrow } from './arrow-batches'
import { loadArrow } from '../driver-modules'

const NATIVE = { timestamp: true, decimal: true, complex: false, nulls: true }

it("writes the values' buffer of a boolean column without a value, which readers in C++ insist on", () => {
  const { schema, batches } = toArrow([{ name: 'b', type: 'BOOLEAN' }], [[null], [null]], NATIVE, false)
  const batch = batches[0]?.bytes ?? Buffer.alloc(0)
  const { MessageReader, tableFromIPC } = loadArrow()
  const header = new MessageReader(batch).readMessage()?.header() as { buffers?: { length: number }[] } | undefined
  expect(header?.buffers?.map((buffer) => Number(buffer.length) > 0)).toEqual([true, true])
  expect(tableFromIPC(Buffer.concat([schema, batch])).toArray().map((row: { b: unknown }) => row.b)).toEqual([null, null])
})
