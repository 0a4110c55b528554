import { cloudOf } from './cloud'
import { secretIn } from './secret-shape'
import { pasteCollector, type PastedFields } from './paste-collector'
import { type PasteKey, pasteKey } from './paste-keys'
import { plainLine, unwrapped } from './paste-wrapping'
import { readHost } from './read-host'
import { readHttpPath } from './read-http-path'
import { readJdbc } from './paste-url'

export interface ReadLines extends PastedFields {
  kind: 'connection-details' | 'databrickscfg' | 'variables' | 'yaml'
  label: string
}

interface Line {
  section?: string
  label: string
  key: PasteKey
  value: string
  style: 'assignment' | 'colon' | 'label'
}

/**
 * Labelled lines of any sort: a block copied from "Connection details", a `.databrickscfg` section, variables of a shell,
 * a dbt profile. `undefined` when the text is none of these.
 */
export function readLines(text: string): ReadLines | undefined {
  if (isEncoded(text)) return undefined
  const lines = pairsIn(dbtTarget(text) ?? text)
  const first = lines[0]
  if (!first || !isConvincing(lines)) return undefined
  // Of several profiles the first with a host counts: mixing two would make a connection that exists nowhere.
  const section = (lines.find(namesWorkspace) ?? lines.find((line) => line.key === 'host') ?? first).section
  const chosen = lines.filter((line) => line.section === section)
  const { kind, label } = nameOf(chosen, section)
  const collector = pasteCollector(`pasted ${label}`)
  const jdbc = chosen.find((line) => line.key === 'jdbcUrl')
  for (const { key, value } of chosen) collector.add(key, value)
  // Nothing but references to values elsewhere.
  if (collector.size() === 0 && !jdbc) return undefined
  const fields = collector.finish()
  if (jdbc) {
    const known = new Set(fields.values.map((value) => value.field))
    const more = readJdbc(jdbc.value, `pasted ${label}`)
    fields.values.push(...more.values.filter((value) => !known.has(value.field)))
    fields.token ??= more.token
  }
  const others = new Set(lines.filter((line) => line.key === 'host' && line.section !== section).map((line) => line.section))
  if (others.size > 0) {
    const message = `The text holds ${others.size + 1} profiles; the first one was taken.`
    fields.issues.push({ field: 'host', severity: 'warning', code: 'paste.profiles', message })
  }
  return { kind, label, ...fields }
}

/** A secret of Kubernetes holds its values in base64: none of them can be taken as it is. */
const isEncoded = (text: string): boolean => /^kind:\s*Secret\s*$/m.test(text) && /^data:/m.test(text)

/** Of the profiles of a configuration file, one may be of the account: it leads to no workspace. */
const namesWorkspace = ({ key, value }: Line): boolean => key === 'host' && readHost(value).host !== undefined

/** What the buttons and marks of a page leave between labels and values. */
const BUTTON = /^(?:copy|copied!?|copy to clipboard|show|hide|[①ⓘℹ️?*]+)$/i

/** The output of a dbt profile that its `target` names. Undefined when there is no choice to make. */
function dbtTarget(text: string): string | undefined {
  const target = /^[ \t]*target:[ \t]*["']?([\w-]+)["']?[ \t]*$/m.exec(text)?.[1]
  const lines = text.split(/\r\n|\r|\n/)
  const at = target === undefined || !/^\s*outputs:/m.test(text) ? -1 : lines.findIndex((line) => line.trim() === `${target}:`)
  if (at < 0) return undefined
  const depth = (line: string): number => line.length - line.trimStart().length
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => line.trim() !== '' && depth(line) <= depth(lines[at] ?? ''))
  return rest.slice(0, end < 0 ? undefined : end).join('\n')
}

function pairsIn(text: string): Line[] {
  const found: Line[] = []
  let section: string | undefined
  let waiting: { label: string; key: PasteKey } | undefined
  const take = (label: string, value: string, style: Line['style']): boolean => {
    const key = pasteKey(label, value)
    if (key) found.push({ section, label, key, value: cleaned(value), style })
    return key !== undefined
  }
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = plainLine(raw)
    if (line === '' || /^(#|;|\/\/|--\s)/.test(line) || BUTTON.test(line)) continue
    const header = /^\[([^\]]{1,200})\]$/.exec(line)
    if (header) {
      section = header[1]
      waiting = undefined
      continue
    }
    if (waiting) {
      const { label } = waiting
      waiting = undefined
      if (!pasteKey(line.replace(/:$/, ''))) {
        take(label, /^default\s*[:=]\s*(.+)$/.exec(line)?.[1] ?? line, 'label')
        continue
      }
    }
    if (/^\{.*\}$/.test(line)) {
      for (const [label, value] of membersOf(line)) take(label, value, 'assignment')
      continue
    }
    const variables = [...line.matchAll(/\b(DATABRICKS_\w+)=("[^"]*"|'[^']*'|\S+)/g)]
    if (variables.length > 1) {
      for (const [, label = '', value = ''] of variables) take(label, value, 'assignment')
      continue
    }
    const assignment =
      /^(?:export\s+|setx?\s+|ENV\s+|ARG\s+|-e\s+|\$env:)?["']?([a-z_][\w.-]{0,60})["']?\s*=\s*(.+)$/i.exec(line) ??
      /^(?:setx\s+|set\s+-\w+\s+)([a-z_]\w{0,60})\s+(.+)$/i.exec(line)
    if (assignment && take(assignment[1] ?? '', assignment[2] ?? '', 'assignment')) continue
    const spaced = /^([a-z][\w .]{0,40}?)(?:\s*=\s*|\s+[–—-]\s+)(\S.*)$/i.exec(line)
    if (spaced && take(spaced[1] ?? '', spaced[2] ?? '', 'colon')) continue
    const colon = /^(?:-\s+)?["']?([a-z][\w .-]{0,40}?)["']?\s*:\s*(.+)$/i.exec(line)
    if (colon && take(colon[1] ?? '', colon[2] ?? '', 'colon')) continue
    const columns = /^([a-z][\w .-]{0,40}?)(?:\t+|\s{2,})(\S.*)$/i.exec(line)
    if (columns && take(columns[1] ?? '', columns[2] ?? '', 'label')) continue
    const alone = pasteKey(line.replace(/:$/, ''))
    if (alone) waiting = { label: line.replace(/:$/, ''), key: alone }
  }
  return found
}

/** The "extra" of an Airflow connection: JSON in one of the lines. */
function membersOf(line: string): [string, string][] {
  try {
    return Object.entries(JSON.parse(line) as Record<string, unknown>).flatMap(([label, value]): [string, string][] => (typeof value === 'string' ? [[label, value]] : []))
  } catch {
    return []
  }
}

/** Pages put icons behind what can be copied. */
function withoutIcons(value: string): string {
  const characters = Array.from(value)
  const last = characters.findLastIndex((character) => !/[\p{Extended_Pictographic}\ufe0f\s]/u.test(character))
  return characters.slice(0, last + 1).join('')
}

/** The value without what its language puts around it: quotes, a trailing comma, a comment, a line continuation. */
function cleaned(value: string): string {
  const text = unwrapped(withoutIcons(value))
  const quoted = /^(["'])(.*?)\1/.exec(text)
  if (quoted) return quoted[2] ?? ''
  return text.replace(/\s+#.*$/, '').replace(/\s*\\$/, '').replace(/[,;]$/, '').trim()
}

/** One line alone could be an ordinary name with a colon in it: then its value has to look the part. */
function isConvincing(lines: readonly Line[]): boolean {
  const kinds = new Set(lines.map((line) => line.key))
  if (kinds.size >= 2) return true
  return lines.some(({ key, label, value }) => {
    if (/^databricks_/i.test(label)) return true
    if (key === 'host') return cloudOf(readHost(value).host ?? '') !== 'unknown'
    if (key === 'httpPath') return readHttpPath(value).httpPath !== undefined
    return key === 'token' && secretIn(value) !== undefined
  })
}

function nameOf(lines: readonly Line[], section: string | undefined): Pick<ReadLines, 'kind' | 'label'> {
  const labels = lines.map((line) => line.label)
  if (section !== undefined) {
    return { kind: 'databrickscfg', label: secretIn(section) ? '.databrickscfg section' : `.databrickscfg [${section}]` }
  }
  if (labels.some((label) => /^databricks_/i.test(label))) return { kind: 'variables', label: 'variables (DATABRICKS_*)' }
  if (lines.some((line) => line.style === 'label') || labels.some((label) => /\s/.test(label))) {
    return { kind: 'connection-details', label: 'connection details' }
  }
  if (lines.every((line) => line.style === 'colon')) return { kind: 'yaml', label: 'YAML profile' }
  return { kind: 'variables', label: 'settings' }
}
