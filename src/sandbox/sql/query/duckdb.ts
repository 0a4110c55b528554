import type { DuckDBConnection, DuckDBInstance, DuckDBMaterializedResult } from '@duckdb/node-api'
import type { Table } from '../../state/model'
import { duckDbType, quoteForDuckDb, typeOrString } from '../types'
import { duckDbLiteral } from './duckdb-values'
import { ARITHMETIC_MACROS } from './arithmetic'
import { PHYSICAL_SCHEMA } from './rewrite'
import { sampleRows } from './sample-rows'
import { STAND_IN_MACROS } from './stand-ins'

const ROWS_PER_INSERT = 500
const INTERRUPT_EVERY_MS = 50
/** The engine's own limit does not count what single functions make: a statement under which the process grows by more is ended. */
const MOST_GROWTH_BYTES = 2_000_000_000
const LOOK_EVERY_MS = 100
/** A result becomes JavaScript values whole: larger ones are refused. */
export const MOST_ROWS = 500_000

/**
 * The embedded engine: in memory, without files, network or extensions, its settings locked. Every statement runs on a
 * connection of its own, so statements side by side don't meet; a table is made when it is first read.
 */
export class EmbeddedEngine {
  #instance: Promise<DuckDBInstance> | undefined
  readonly #names = new WeakMap<Table, string>()
  readonly #made = new WeakMap<Table, { from: string; rows: unknown; ready: Promise<void> }>()
  #count = 0

  start(): Promise<DuckDBInstance> {
    this.#instance ??= create()
    return this.#instance
  }

  physicalName(table: Table): string {
    let name = this.#names.get(table)
    if (name === undefined) {
      name = `t${String((this.#count += 1))}`
      this.#names.set(table, name)
    }
    return name
  }

  /** Makes the physical table, once for each shape and set of rows. */
  async ensure(table: Table): Promise<void> {
    const from = JSON.stringify([table.columns.map((column) => [column.name, column.type]), table.rowCount])
    const made = this.#made.get(table)
    if (made?.from === from && made.rows === table.rows) return made.ready
    const ready = (made?.ready ?? Promise.resolve()).then(() => this.#make(table))
    this.#made.set(table, { from, rows: table.rows, ready })
    return ready
  }

  /** Runs work on a fresh connection; aborting interrupts what runs on it. */
  async withConnection<T>(signal: AbortSignal, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await (await this.start()).connect()
    // An interrupt that comes between two steps of the work is lost: it is repeated until the work has ended.
    let again: NodeJS.Timeout | undefined
    const interrupt = (): void => {
      connection.interrupt()
      again = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS)
    }
    signal.addEventListener('abort', interrupt, { once: true })
    const before = process.memoryUsage.rss()
    let grown = false
    const watch = setInterval(() => {
      grown ||= process.memoryUsage.rss() - before > MOST_GROWTH_BYTES
      if (grown) connection.interrupt()
    }, LOOK_EVERY_MS)
    try {
      signal.throwIfAborted()
      return await work(connection)
    } catch (problem) {
      throw grown ? new Error('Out of Memory Error: the statement was ended', { cause: problem }) : problem
    } finally {
      clearInterval(watch)
      signal.removeEventListener('abort', interrupt)
      clearInterval(again)
      connection.closeSync()
    }
  }

  /** The last gate: one statement, and it only reads. Undefined when it is something else. */
  async read(connection: DuckDBConnection, sql: string): Promise<DuckDBMaterializedResult | undefined> {
    const extracted = await connection.extractStatements(sql)
    if (extracted.count !== 1) return undefined
    const prepared = await extracted.prepare(0)
    try {
      const { StatementType } = await import('@duckdb/node-api')
      return prepared.statementType === StatementType.SELECT ? await prepared.run() : undefined
    } finally {
      prepared.destroySync()
    }
  }

  async close(): Promise<void> {
    const instance = this.#instance
    this.#instance = undefined
    ;(await instance?.catch(() => undefined))?.closeSync()
  }

  async #make(table: Table): Promise<void> {
    const name = `${PHYSICAL_SCHEMA}.${this.physicalName(table)}`
    const types = table.columns.map((column) => typeOrString(column.type))
    const columns = table.columns.map((column, index) => `${quoteForDuckDb(column.name)} ${duckDbType(types[index] ?? { kind: 'simple', name: 'string' })}`)
    const rows = table.rows ?? sampleRows(table)
    await this.withConnection(new AbortController().signal, async (connection) => {
      await connection.run(`CREATE OR REPLACE TABLE ${name} (${columns.join(', ')})`)
      for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
        const values = rows.slice(start, start + ROWS_PER_INSERT).map((row) => `(${types.map((type, index) => duckDbLiteral(row[index], type)).join(', ')})`)
        await connection.run(`INSERT INTO ${name} VALUES ${values.join(', ')}`)
      }
    })
  }
}

async function create(): Promise<DuckDBInstance> {
  const duckdb = await import('@duckdb/node-api')
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    // A large query fails rather than write rows to the folder that the sandbox was started in. First, for it is locked by the next.
    temp_directory: '',
    enable_external_access: 'false',
    autoload_known_extensions: 'false',
    autoinstall_known_extensions: 'false',
    allow_community_extensions: 'false',
    memory_limit: '1GB',
    threads: '2',
  })
  const connection = await instance.connect()
  await connection.run(`CREATE SCHEMA ${PHYSICAL_SCHEMA}; ${[...STAND_IN_MACROS, ...ARITHMETIC_MACROS].map((macro) => `CREATE MACRO ${macro};`).join(' ')} SET GLOBAL TimeZone = 'UTC'; SET GLOBAL lock_configuration = true;`)
  connection.closeSync()
  return instance
}
