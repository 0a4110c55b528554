import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import type { Documents } from '../../core/ports/storage'
import { assertDocumentName } from './document-name'
import { appendLine, readLines } from './line-file'

type Box = { document: unknown }
const EXTENSION = '.json'
const LOG_EXTENSION = '.jsonl'
const DAMAGED = /\.damaged-[^/]*$/

// conf stores one object per file; the box lets a file hold any JSON value as it is.
const open = (folder: string, name: string) =>
  new Conf<Box>({
    cwd: folder,
    configName: name,
    configFileMode: 0o600,
    clearInvalidConfig: false,
    serialize: (box) => `${JSON.stringify(box.document, undefined, 2)}\n`,
    deserialize: (text) => ({ document: JSON.parse(text) as unknown }),
  })

/**
 * Documents as files `<name>.json` in a folder that only the user may read. Writing is atomic (conf, through
 * `atomically`). A file that is not JSON is renamed aside, named in `notices`, and read as absent. Logs are files
 * `<name>.jsonl` beside them, which only grow.
 */
export function createFileDocuments(folder: string, now: () => number): Documents {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // An existing folder keeps its mode on mkdir. Windows has no such modes: there the profile folder protects it.
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
  const notices: string[] = []
  const fileOf = (name: string) => join(folder, name + EXTENSION)

  const setAside = (name: string) => {
    const aside = `${name}.damaged-${now()}${EXTENSION}`
    renameSync(fileOf(name), join(folder, aside))
    notices.push(`The file ${name}${EXTENSION} in the settings folder was damaged. It was kept as ${aside}, and its contents were left out.`)
  }
  const read = (name: string): unknown => {
    assertDocumentName(name)
    if (!existsSync(fileOf(name))) return undefined
    try {
      return open(folder, name).store.document
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      setAside(name)
      return undefined
    }
  }

  const logOf = (name: string) => {
    assertDocumentName(name)
    return join(folder, name + LOG_EXTENSION)
  }
  const readLog = (name: string): unknown[] => {
    const file = logOf(name)
    if (!existsSync(file)) return []
    const lines = readLines(file)
    const values = lines.flatMap(parsed)
    if (values.length < lines.length) {
      // The whole of it is kept under another name; what can be read goes on as the log.
      const aside = `${name}.damaged-${now()}${LOG_EXTENSION}`
      renameSync(file, join(folder, aside))
      if (values.length > 0) appendLine(file, values.map((value) => JSON.stringify(value)).join('\n'))
      notices.push(`The file ${name}${LOG_EXTENSION} in the settings folder was damaged. It was kept as ${aside}; ${lines.length - values.length} of its ${lines.length} lines could not be read and were left out.`)
    }
    return values
  }

  return {
    folder,
    notices,
    read,
    write(name, value) {
      // Also sets a damaged file aside, which would otherwise be overwritten.
      read(name)
      open(folder, name).store = { document: value }
    },
    remove(name) {
      assertDocumentName(name)
      rmSync(fileOf(name), { force: true })
      rmSync(logOf(name), { force: true })
    },
    list: () =>
      readdirSync(folder)
        .filter((file) => file.endsWith(EXTENSION))
        .map((file) => file.slice(0, -EXTENSION.length))
        .filter((name) => !DAMAGED.test(name))
        .sort(),
    readLog,
    append: (name, value) => appendLine(logOf(name), JSON.stringify(value)),
  }
}

/** One value, or none of a line that is not JSON. */
function parsed(line: string): unknown[] {
  try {
    return [JSON.parse(line) as unknown]
  } catch {
    return []
  }
}
