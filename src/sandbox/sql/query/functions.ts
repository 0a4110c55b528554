import { backTicked, failed, notInSandbox, type Failed } from '../failures'
import { builtinNames } from './builtin-names'

/** Functions that Databricks has in FROM and the sandbox too. All others are unknown, among them DuckDB's that read files. */
const TABLE_FUNCTIONS = new Set(['range', 'explode', 'explode_outer', 'posexplode', 'posexplode_outer', 'inline', 'inline_outer', 'stack', 'unnest', 'generate_series', 'json_tuple'])
export const isTableFunction = (name: string): boolean => TABLE_FUNCTIONS.has(name.toLowerCase())

const isBuiltin = (name: string): boolean => builtinNames.has(name.toLowerCase())
/** DuckDB's own functions about itself, files and other queries, and whatever else no Databricks client can mean. */
export const isForeignFunction = (name: string): boolean => !isBuiltin(name)

export const noSuchRoutine = (...name: string[]): Failed =>
  failed('UNRESOLVED_ROUTINE', '42883', `Cannot resolve routine ${backTicked(...name)} on search path [\`system\`.\`builtin\`, \`system\`.\`session\`].`)

/** A function that the embedded engine does not have: one of Databricks' own that the sandbox lacks, or none at all. */
export const missingRoutine = (name: string): Failed => (isBuiltin(name) ? notInSandbox(`the function ${name}`) : noSuchRoutine(name))

export const noSuchTableFunction = (name: string): Failed =>
  failed(
    'UNRESOLVABLE_TABLE_VALUED_FUNCTION',
    '42883',
    `Could not resolve \`${name}\` to a table-valued function.\nPlease make sure that \`${name}\` is defined as a table-valued function and that all required parameters are provided correctly.\nIf \`${name}\` is not defined, please create the table-valued function before using it.`,
  )

/** Higher-order functions, which the translation leaves as they are and a macro can't stand for. */
const RENAMED: Record<string, string> = { transform: 'list_transform', filter: 'list_filter' }
export const engineName = (name: string): string => RENAMED[name.toLowerCase()] ?? name
