import { createRequire } from 'node:module'
import type Int64Class from 'node-int64'
import type thriftModule from 'thrift'
import type * as arrowModule from 'apache-arrow' with { 'resolution-mode': 'require' }

/**
 * The libraries that the Databricks driver brings: taken from its own place, so that there is one copy of each, and at run
 * time, so that no bundler copies them. Loaded when first asked for: the first query needs Thrift, the first rows Arrow.
 */
export type ArrowModule = typeof arrowModule
export type { Data, DataType, Field } from 'apache-arrow' with { 'resolution-mode': 'require' }

const here = createRequire(import.meta.url)
let driver: NodeJS.Require | undefined
const fromDriver = (name: string): unknown => (driver ??= createRequire(here.resolve('@databricks/sql')))(name)

export const loadThrift = (): typeof thriftModule => fromDriver('thrift') as typeof thriftModule
export const loadService = (): unknown => here('@databricks/sql/thrift/TCLIService.js')
let arrow: ArrowModule | undefined
export function loadArrow(): ArrowModule {
  if (!arrow) {
    arrow = fromDriver('apache-arrow') as ArrowModule
    writeEmptyBooleans()
  }
  return arrow
}
export const loadInt64 = (): typeof Int64Class => fromDriver('node-int64') as typeof Int64Class

export interface Lz4 {
  compressFrameSync(data: Buffer): Buffer
}
let lz4: Lz4 | null | undefined
/** An optional package of the driver: null where it is missing, and then nothing is compressed. */
export function loadLz4(): Lz4 | null {
  if (lz4 === undefined) {
    try {
      lz4 = fromDriver('lz4-napi') as Lz4
    } catch {
      lz4 = null
    }
  }
  return lz4
}

/**
 * Arrow's writer leaves out the buffer of a boolean column without a value, and readers in C++ (the Python client's) refuse such
 * a batch. It is told that there are values, so that it writes what is there.
 */
function writeEmptyBooleans(): void {
  const { VectorAssembler } = fromDriver('apache-arrow/visitor/vectorassembler') as { VectorAssembler: { prototype: { visitBool: (this: unknown, data: object) => unknown } } }
  const write = VectorAssembler.prototype.visitBool
  VectorAssembler.prototype.visitBool = function (data) {
    return write.call(this, Object.create(data, { nullCount: { value: 0 } }) as object)
  }
}
