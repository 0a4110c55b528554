import { FIELD_NAMES, type FieldName } from './connection'
import { pasteCollector, type PastedFields } from './paste-collector'
import { pasteKey } from './paste-keys'
import { unwrapped } from './paste-wrapping'
import { secretIn } from './secret-shape'

/**
 * Rows of a sheet or of a wiki's table, with tabs or bars between the cells: a row of labels with the values under it, labels and
 * values side by side, or one row in the order of CleverTap's form. Undefined when it is none of these.
 */
export function readTable(text: string): PastedFields | undefined {
  const lines = withoutTags(text).split(/\r\n|\r|\n/)
  const mark = separatorOf(lines)
  const rows = lines.map((line) => cellsOf(line, mark)).filter((cells) => cells.length >= 2 && !cells.every((cell) => /^:?-*:?$/.test(cell)))
  if (rows.length === 0) return undefined
  const collector = pasteCollector('pasted table')
  const labels = rows.findIndex((cells) => cells.filter((cell) => pasteKey(cell) !== undefined).length >= 2)
  const values = rows[labels + 1]
  if (labels >= 0 && values?.length === rows[labels]?.length) {
    rows[labels]?.forEach((label, index) => {
      const key = pasteKey(label)
      if (key) collector.add(key, values?.[index] ?? '')
    })
  } else if (rows.length === 1 && (rows[0]?.length ?? 0) >= 4) inFormOrder(rows[0] ?? [], collector.add)
  else {
    for (const [label = '', value = '', ...more] of rows) {
      const key = more.length === 0 ? pasteKey(label) : undefined
      if (key) collector.add(key, value)
    }
  }
  return collector.size() >= 2 ? collector.finish() : undefined
}

/** The source of a table of a web page, as rows with tabs. */
const withoutTags = (text: string): string =>
  /<t[dh][\s>]/i.test(text) ? text.replace(/<\/t[dh]>\s*(?=<t[dh])/gi, '\t').replace(/<\/tr>/gi, '\n').replace(/<[^<>]{1,300}>/g, '') : text

/** A file of comma or semicolon separated values: known by its row of labels, or by a label in front of each line. */
function separatorOf(lines: readonly string[]): string | undefined {
  const filled = lines.filter((line) => line.trim() !== '')
  return [',', ';'].find((mark) => {
    const first = filled[0]?.split(mark) ?? []
    if (filled.length < 2 || first.length < 2) return false
    if (first.every((cell) => /^["']?[\w .-]{1,40}["']?$/.test(cell.trim()))) return first.filter((cell) => pasteKey(cell) !== undefined).length >= 2 || first.length === 2
    return filled.every((line) => line.split(mark).length === 2 && /^["']?[\w .-]{1,40}["']?$/.test(line.split(mark)[0] ?? ''))
  })
}

function cellsOf(line: string, mark: string | undefined): string[] {
  const cells = line.includes('\t') ? line.split('\t') : /^\s*\|.*\|\s*$/.test(line) ? line.trim().slice(1, -1).split('|') : mark === undefined ? [] : line.split(mark)
  return cells.map((cell) => unwrapped(cell))
}

const HOST = /^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+){2,}\/?$/
const PATH = /^\/?sql\/1\.0\//i

/** Name, host, port and path; then the token, where it is there, catalog and schema. What is not where it belongs is left alone. */
function inFormOrder(cells: readonly string[], add: (key: FieldName, value: string) => void): void {
  const host = cells.findIndex((cell) => HOST.test(cell))
  if (host < 0 || host > 1) return
  let at = host === 1 ? 0 : 1
  for (const cell of cells) {
    const field = FIELD_NAMES[at]
    if (field === 'port' && !/^\d{1,5}$/.test(cell)) at += 1
    if (FIELD_NAMES[at] === 'token' && secretIn(cell) === undefined && cell !== '') at += 1
    const wanted = FIELD_NAMES[at]
    if (wanted === undefined || (wanted === 'httpPath' && !PATH.test(cell))) return
    add(wanted, cell)
    at += 1
  }
}
