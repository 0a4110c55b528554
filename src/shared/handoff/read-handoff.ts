import type { ConnectionForm } from '../connection/connection'
import { secretIn } from '../connection/secret-shape'
import type { Diagnosis } from '../diagnosis/diagnosis'
import { failed, type Result, success } from '../result'
import { canonicalJson } from './canonical-json'
import { HandoffDocument } from './handoff'

export interface ReadHandoff {
  form: ConnectionForm
  tables: string[]
  document: HandoffDocument
  /** Things to know that don't forbid the import: full sentences. */
  remarks: string[]
}

/**
 * Reads an exported configuration back. Its proof does not travel: the imported connection has no token and has to be
 * tested here. A file that was edited by hand (its hash differs) is imported all the same, with a remark.
 */
export function readHandoff(text: string, sha256: (text: string) => string): Result<ReadHandoff> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return failed(notAHandoff('This is not JSON.', 'The file was cut off, or it is of another kind.'))
  }
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'clevertap-databricks-connection') {
    return failed(notAHandoff('This is not an exported configuration.', 'The file is JSON, but another program wrote it.'))
  }
  if (!('version' in value) || value.version !== 1) {
    return failed(notAHandoff('This configuration has a version that is not known here.', 'A newer version of the assistant wrote it.'))
  }
  const parsed = HandoffDocument.safeParse(value)
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? ''
    return failed(notAHandoff('This configuration is not complete.', `The member "${where}" is missing or wrong: the file was edited or damaged.`))
  }
  const document = parsed.data
  const { hash, ...content } = value as Record<string, unknown>
  const { name, host, port, httpPath, catalog, schema = '' } = document.connection
  const remarks: string[] = []
  if (hash !== sha256(canonicalJson(content))) remarks.push('The file was changed after its export: its hash does not match. Check every field.')
  if (document.status === 'draft') remarks.push(document.statusReason)
  if (secretIn(text)?.kind === 'personal-access-token') remarks.push('The file holds what looks like a token. It was not taken over; replace that token if others could read the file.')
  remarks.push('The token is not in the file: enter it, then test the connection.')
  return success({ form: { name, host, port: String(port), httpPath, catalog, schema }, tables: document.tables, document, remarks })
}

function notAHandoff(title: string, cause: string): Diagnosis {
  return {
    category: 'invalid_input',
    confidence: 'high',
    title,
    causes: [cause],
    fixes: [{ text: 'Choose a JSON file that "Export" of this assistant wrote.' }],
  }
}
