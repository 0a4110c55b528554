import { createHash, randomUUID } from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import type { Machine } from '../../core/ports/machine'
import { version } from '../../../../package.json'

export const thisMachine: Machine = {
  computer: () => hostname(),
  addresses: () =>
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => !address.internal)
      .map((address) => address.address),
  programVersion: () => version,
  newId: () => randomUUID(),
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
}
