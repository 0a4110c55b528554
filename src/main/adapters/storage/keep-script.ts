import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeepScript } from '../../core/ports/setup-workspace'
import { assertDocumentName } from './document-name'

/** Scripts as files in a folder that only this user may read; written whole or not at all. */
export function createScriptFolder(folder: string): KeepScript {
  return (name, text) => {
    assertDocumentName(name)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, `${name}.txt`)
    writeFileSync(`${file}.tmp`, text, { mode: 0o600 })
    renameSync(`${file}.tmp`, file)
    return file
  }
}

/** Where nothing may be kept. */
export const noScriptFolder: KeepScript = () => undefined
