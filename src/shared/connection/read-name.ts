import { FIELD_LABELS, type FieldIssue } from './connection'
import { coreOf, issuesOf, misplacedSecret } from './field-reading'
import { freeName, sameName } from './free-name'
import { objectNameProblem, objectNameProblemPart } from '../sql/identifiers'

const MAX_CONNECTION_NAME = 255

/** Reads a connection's name; it must be one that no other connection has (upper and lower case are the same). */
export function readConnectionName(text: string, takenNames: readonly string[]): { name?: string; issues: FieldIssue[] } {
  const { issues, error } = issuesOf('name')
  const name = text.trim()
  const whole = { start: 0, end: text.length }
  if (name === '') error('required', 'Give the connection a name, such as Databricks production.')
  else if (name.length > MAX_CONNECTION_NAME) error('length', `A name has at most ${MAX_CONNECTION_NAME} characters.`, { start: MAX_CONNECTION_NAME, end: text.length })
  else if (/[\u0000-\u001f\u007f]/.test(name)) error('characters', 'A name is one line of text.', whole)
  else {
    const secret = misplacedSecret('name', text)
    if (secret) issues.push(secret)
    else if (takenNames.some((taken) => sameName(taken, name))) {
      error('taken', 'Another connection has this name.', whole, freeName(name, takenNames))
    }
  }
  return { name: issues.length > 0 ? undefined : name, issues }
}

/**
 * Reads a catalog or schema name as typed, without backticks. `schemaFromCatalog` is set when `catalog.schema` was typed
 * into Catalog.
 */
export function readObjectName(field: 'catalog' | 'schema', text: string): { name?: string; schemaFromCatalog?: string; issues: FieldIssue[] } {
  const { issues, error, warn, info } = issuesOf(field)
  const { core, start, end } = coreOf(text)
  const whole = { start, end }
  if (core === '') {
    if (field === 'catalog') error('required', 'Enter the catalog that holds the tables (sidebar "Catalog").')
    return { issues }
  }
  const secret = misplacedSecret(field, text)
  if (secret) return { issues: [secret] }

  const dotted = splitDotted(core)
  if (dotted.length === 2) {
    const [catalog = '', schema = ''] = dotted
    if (field === 'catalog') {
      error('two-parts', `This is catalog and schema in one. The part after the dot belongs into ${FIELD_LABELS.schema}.`, { start: start + core.lastIndexOf(schema) - 1, end }, catalog)
      return { schemaFromCatalog: schema, issues }
    }
    error('two-parts', `This is catalog and schema in one. The part before the dot belongs into ${FIELD_LABELS.catalog}.`, { start, end: end - schema.length }, schema)
    return { issues }
  }
  const name = unquoted(core)
  const problem = objectNameProblem(name, field)
  if (problem) {
    const at = objectNameProblemPart(core)
    error('name', problem, at ? { start: start + at.start, end: start + at.end } : whole)
    return { issues }
  }
  if (name !== core) warn('quotes', 'The name goes without backticks; they are left out.', whole, name)
  else if (start > 0 || end < text.length) {
    info('surroundings', 'Spaces or quotes around the name are left out.', start > 0 ? { start: 0, end: start } : { start: end, end: text.length }, name)
  }
  if (field === 'catalog' && name.toLowerCase() === 'hive_metastore') {
    warn('hive', 'hive_metastore is outside Unity Catalog: its rights can be neither checked nor granted as described here.', whole)
  }
  if (field === 'schema' && name.toLowerCase() === 'information_schema') {
    warn('information-schema', 'information_schema describes the catalog; it holds no table of yours to import.', whole)
  }
  return { name, issues }
}

const unquoted = (part: string): string => (/^`(?:[^`]|``)+`$/.test(part) ? part.slice(1, -1).replaceAll('``', '`') : part)

/** The parts of a dotted name, backticks respected and removed; no parts when one of them is empty. */
function splitDotted(text: string): string[] {
  const parts = (text.match(/`(?:[^`]|``)*`|[^.`]+|\.|`/g) ?? []).filter((part) => part !== '.').map(unquoted)
  const joined = /^(?:`(?:[^`]|``)+`|[^.`]+)(?:\.(?:`(?:[^`]|``)+`|[^.`]+))*$/.test(text)
  return joined ? parts : []
}
