import { DuckDBListVector, DuckDBMapVector, type DuckDBMaterializedResult, type DuckDBVector } from '@duckdb/node-api'
import type { StatementRows } from '../engine'
import { typeText, type SqlType } from '../types'
import { fromDuckDbType, fromDuckDbValue } from './duckdb-values'

/** Elements of arrays and maps in one result: each becomes a value in memory. */
const MOST_ELEMENTS = 5_000_000

/** The result as plain values; undefined when its arrays hold more than the sandbox can carry. `voids`: columns that are a bare NULL. */
export async function toRows(result: DuckDBMaterializedResult, voids: ReadonlySet<number>): Promise<StatementRows | undefined> {
  const types = result.columnTypes().map((type, index): SqlType => (voids.has(index) ? { kind: 'simple', name: 'void' } : fromDuckDbType(type)))
  // A bare VALUES list: Databricks counts its columns from 1.
  const names = result.columnNames()
  const counted = names.every((name, index) => name === `col${String(index)}`)
  const columns = names.map((name, index) => ({ name: counted ? `col${String(index + 1)}` : name, type: typeText(types[index] ?? { kind: 'simple', name: 'string' }) }))
  if (types.some(({ kind }) => kind !== 'simple') && elementsIn(result) > MOST_ELEMENTS) return undefined
  const rows = (await result.getRows()).map((row) => row.map((value, index) => fromDuckDbValue(value, types[index] ?? { kind: 'simple', name: 'string' })))
  return { columns, rows }
}

function elementsIn(result: DuckDBMaterializedResult): number {
  let count = 0
  for (let index = 0; index < result.chunkCount && count <= MOST_ELEMENTS; index += 1) {
    const chunk = result.getChunk(index)
    for (let column = 0; column < chunk.columnCount; column += 1) count += elements(chunk.getColumnVector(column))
  }
  return count
}

function elements(vector: DuckDBVector): number {
  if (vector instanceof DuckDBMapVector) return vector.itemCount
  if (!(vector instanceof DuckDBListVector)) return 0
  return vector.childVector.itemCount + elements(vector.childVector)
}
