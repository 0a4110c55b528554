import type { Documents } from '../../core/ports/storage'
import { assertDocumentName } from './document-name'

/** Documents that last as long as the program: for the command line and for hosts without a settings folder. */
export function createMemoryDocuments(): Documents {
  const texts = new Map<string, string>()
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
    remove: (name) => void texts.delete(name),
    list: () => [...texts.keys()].sort(),
  }
}
