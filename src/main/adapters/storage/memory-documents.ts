import type { Documents } from '../../core/ports/storage'
import { assertDocumentName } from './document-name'

/** Documents that last as long as the program: for the command line and for hosts without a settings folder. */
export function createMemoryDocuments(): Documents {
  const texts = new Map<string, string>()
  const logs = new Map<string, string[]>()
  return {
    folder: '(memory)',
    notices: [],
    read(name) {
      const text = texts.get(name)
      return text === undefined ? undefined : (JSON.parse(text) as unknown)
    },
    write(name, value) {
      assertDocumentName(name)
      texts.set(name, JSON.stringify(value))
    },
    remove(name) {
      texts.delete(name)
      logs.delete(name)
    },
    list: () => [...texts.keys()].sort(),
    readLog: (name) => (logs.get(name) ?? []).map((line) => JSON.parse(line) as unknown),
    append(name, value) {
      assertDocumentName(name)
      const line = JSON.stringify(value)
      const lines = logs.get(name)
      if (lines) lines.push(line)
      else logs.set(name, [line])
    },
  }
}
