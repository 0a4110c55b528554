import type { FieldIssue, FieldName } from './connection'
import { coreOf, misplacedSecret } from './field-reading'
import { pasteCollector, type PastedValue } from './paste-collector'
import { readJson } from './paste-json'
import { readLines } from './paste-lines'
import { isDsn, readScattered } from './paste-scattered'
import { readTable } from './paste-table'
import { isAddress, isOdbc, readAddress, readAddresses, readJdbc, readOdbc } from './paste-url'
import { unwrapped } from './paste-wrapping'
import { cleanToken } from './read-token'
import { secretIn } from './secret-shape'

export type PasteKind =
  | 'plain' | 'browser-url' | 'warehouse-url' | 'explore-url' | 'jdbc' | 'odbc' | 'connection-details' | 'databrickscfg'
  | 'variables' | 'yaml' | 'json' | 'sandbox' | 'handoff' | 'http-path' | 'token' | 'text'

export interface PasteReading {
  /** `plain`: an ordinary value; pasting goes its ordinary way and the other members are empty. */
  kind: PasteKind
  /** What it was recognised as, in words: "JDBC URL". Holds nothing of a token. */
  label: string
  /** Normalised where possible, else as written, so that the field's own check points at what is wrong. Never the token. */
  values: PastedValue[]
  /** To be handed over at once and kept nowhere. */
  token?: string
  /** Tables that the text names. */
  tables?: string[]
  /** A certificate authority file that the text names. */
  caFile?: string
  issues: FieldIssue[]
}

const MAX_LENGTH = 200_000
const plain = (issues: FieldIssue[] = []): PasteReading => ({ kind: 'plain', label: '', values: [], issues })

/** Recognises connection data in a pasted text, whichever field it was pasted into. Never throws. */
export function readPaste(written: string, intoField?: FieldName): PasteReading {
  const text = plainSpaces(written)
  const core = coreOf(unwrapped(coreOf(text).core)).core
  if (core === '' || core.length > MAX_LENGTH) return plain()
  if (/^[{[]/.test(core)) {
    const json = readJson(core)
    if (json) return json
  }
  if (/^jdbc:(databricks|spark):\/\//i.test(core)) {
    // A mail program breaks a long URL where a property ends.
    const url = core.replace(/;\s+(?=\w+=)/g, ';')
    if (!/\s/.test(url)) return { kind: 'jdbc', label: 'JDBC URL', ...readJdbc(url) }
  }
  if (isOdbc(core)) return { kind: 'odbc', label: 'ODBC string', ...readOdbc(core) }
  if (isAddress(core)) return readAddress(core)
  const addresses = readAddresses(core)
  if (addresses) return addresses
  const table = readTable(text)
  if (table) return { kind: 'connection-details', label: 'table', ...table }
  return (isDsn(core) ? scattered(core) : undefined) ?? readLines(text) ?? scattered(core) ?? readSingle(core, intoField)
}

/** Web pages, office programs and chats put these where a plain space or nothing is meant. */
const plainSpaces = (text: string): string => text.replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u200b-\u200d\u2060\ufeff]/g, '')

function scattered(core: string): PasteReading | undefined {
  const found = readScattered(core)
  return found && { kind: 'text', label: 'text with connection data', ...found }
}

/** A single value is plain unless it clearly belongs into another field. */
function readSingle(core: string, intoField: FieldName | undefined): PasteReading {
  if (intoField === undefined) return plain()
  const token = cleanToken(core)
  const secret = secretIn(token)
  if (intoField !== 'token' && secret?.kind === 'personal-access-token' && !/\s/.test(token)) {
    // Within other text only the token is meant; one that is too long is left for its own field to say so.
    return { kind: 'token', label: 'personal access token', values: [], token: secret.start === 0 ? token : token.slice(secret.start, secret.end), issues: [] }
  }
  if (intoField !== 'token' && secret) {
    const issue = misplacedSecret(intoField, core)
    return plain(issue ? [{ ...issue, part: undefined }] : [])
  }
  if (intoField !== 'httpPath' && /^\/?sql\/1\.0\/(warehouses|endpoints)\/[\w-]+(\?o=\d+)?$/.test(core)) {
    const collector = pasteCollector('pasted HTTP path')
    collector.add('httpPath', core)
    return { kind: 'http-path', label: 'HTTP path', ...collector.finish() }
  }
  return plain()
}
