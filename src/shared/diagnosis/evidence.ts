import type { FailureSignal } from './diagnosis'
import { redact } from './redact'

/** A signal prepared for the rules: texts joined and unwrapped, names masked, codes and status collected. */
export interface Evidence {
  /** Lower case; a hint only. */
  stage: string
  /** HTTP status of the answer, or the one quoted in the text when the signal has none of its own. */
  status?: number
  /** Upper-case names: error codes, error classes (full and base), Node and OpenSSL codes found in the text. */
  codes: ReadonlySet<string>
  sqlState?: string
  /** Everything readable, in one line, with the names of objects masked. */
  text: string
}

/** Stands for the name of an object: a catalog may well be called `expired` or `ip_acl`. */
const NAME = '‹name›'

const OBJECT_NOUN =
  'catalogs?|schemas?|databases?|namespaces?|tables?|views?|relations?|columns?|volumes?|functions?|(?:SQL)?warehouses?|endpoints?|clusters?|principals?|users?|groups?|service ?principals?|metastores?|securables?|objects?|credentials?|locations?|connections?|shares?'
const AFTER_NOUN = new RegExp(`\\b(${OBJECT_NOUN})((?: name[ds]?| ids?| with (?:the )?(?:name|id))?\\s*[:=]?\\s*)(['"\`‘“])((?:(?!\\3)[^\\n’”]){1,300})(\\3|’|”)`, 'gi')
const BACKTICKED = /`(?:[^`\n]|``){0,300}`/g
/** A quoted single word. Not after `:` or `=` (there it is a value or a code), not before `:` (a JSON member). */
const QUOTED_WORD = /(^|[^\w:=\s]|[^:=\s]\s|[^:=]\s\s)(['"])([^\s'"<>(){}[\],]{1,255})\2(?!\s*:)/g
const TECHNICAL_WORD = /^(?:SELECT|USE_CATALOG|USE_SCHEMA|USAGE|BROWSE|MANAGE|MODIFY|CAN_\w+|CREATE_\w+|databricks-sql-access|token|access_token|http_?path|server_hostname|https?(?::\/\/)?|[1-5]\d\d|Microsoft\.Databricks\/.*)$/
const PRINCIPAL_NAME = /(could not find principal with name )[^\n]+?(?=$|\n|"|\. |\s+SQLSTATE)/gi

/** Headers in which Databricks repeats the reason of a refusal. */
const REASON_HEADERS = new Set(['x-thriftserver-error-message', 'x-databricks-error-or-redirect-message', 'x-databricks-reason-phrase', 'location', 'www-authenticate'])

function unescapeJson(text: string): string {
  return text.replace(/\\(["\\/nrt])/g, (_, c: string) => (c === 'n' || c === 'r' || c === 't' ? ' ' : c))
}

/** Hides names, whatever they say. Structure (nouns, verbs, codes) stays. */
export function maskNames(text: string): string {
  return text
    .replace(PRINCIPAL_NAME, `$1${NAME}`)
    .replace(AFTER_NOUN, (_, noun: string, between: string) => `${noun}${between}${NAME}`)
    .replace(BACKTICKED, NAME)
    .replace(QUOTED_WORD, (all: string, before: string, _quote: string, word: string) => (TECHNICAL_WORD.test(word) ? all : `${before}${NAME}`))
}

const STATUS_TEXTS = [
  /HTTP response code:?\s*([1-5]\d\d)/i,
  /HTTP ERROR:?\s*([1-5]\d\d)/i,
  /HTTP code ([1-5]\d\d)/i,
  /failed by code:?\s*([1-5]\d\d)/i,
  /too many ([45]\d\d) error responses/i,
  /HTTP\/[\d.]+ ([1-5]\d\d)\b/i,
  /\bHTTP ([1-5]\d\d)\b/,
  /status(?: code|code)?\s*(?:is|was|of|=|:)?\s*\(?([1-5]\d\d)\b/i,
  /\b([1-5]\d\d) (?:client|server) error\b/i,
  /returned (?:an )?error:? \(?([1-5]\d\d)\)?/i,
  /tunnel connection failed: ([1-5]\d\d)/i,
  /\b([45]\d\d) when connecting\b/i,
  /\berror:? ([45]\d\d)\b/i,
  /\b([45]\d\d)[ :,—-]+(?:unauthorized|forbidden|not found|too many requests|bad gateway|service unavailable|gateway time-?out|bad request|proxy authentication required|internal server error|method not allowed)/i,
  /\(([45]\d\d)\)/,
  /^([45]\d\d)\b/,
]

function statusOf(signal: FailureSignal, text: string): number | undefined {
  if (signal.status !== undefined && signal.status !== 200) return signal.status
  if (signal.errorCode !== undefined && /^[45]\d\d$/.test(signal.errorCode)) return Number(signal.errorCode)
  for (const pattern of STATUS_TEXTS) {
    const found = pattern.exec(text)?.[1]
    if (found !== undefined) return Number(found)
  }
  return signal.status
}

function codesOf(signal: FailureSignal, text: string): Set<string> {
  const codes = new Set<string>()
  const add = (code: string): void => {
    const upper = code.toUpperCase()
    codes.add(upper)
    const base = upper.split('.')[0]
    if (base !== undefined) codes.add(base)
  }
  if (signal.errorCode !== undefined) add(signal.errorCode)
  for (const match of text.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?:\.[A-Z][A-Z0-9_]+)?\b|\bE[A-Z]{4,}\b/g)) add(match[0])
  for (const match of text.matchAll(/"?error_?code"?\s*[=:]\s*"?([A-Za-z][\w.]+)/gi)) if (match[1] !== undefined) add(match[1])
  return codes
}

/** Terraform draws a box around its errors. */
export const unboxed = (text: string): string => text.replace(/[╷│╵]/g, ' ')

/** What a tool tried, said in front of the reason ("cannot create catalog: ..."): it names no cause, only the attempt. */
const ATTEMPT = /\b(?:cannot|failed to|could not) (?:create|read|update|delete|list|get) [a-z][\w .-]{0,60}?: (?=\S)/gi

/** Spark repeats the statement behind its error; what stands in that is no evidence. */
const ECHO = /==\s*SQL[^=\n]{0,80}==[\s\S]*$/

/** Rules look at whole texts: what a hostile server sends must not keep them busy. */
const MAX_TEXT = 20_000
export const bounded = (text: string): string => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 4000)}\n${text.slice(-4000)}`)

/** Prepares a signal for the rules. Redacts again: a signal may come from outside (`cli -- diagnose`). */
export function readEvidence(signal: FailureSignal): Evidence {
  const parts = [bounded(signal.message).replace(ECHO, '')]
  for (const [name, value] of Object.entries(signal.headers ?? {})) {
    if (REASON_HEADERS.has(name.toLowerCase())) parts.push(bounded(value))
  }
  const joined = unescapeJson(redact(unboxed(parts.join('\n')))).replace(ATTEMPT, '')
  const masked = maskNames(joined)
  const text = masked.replace(/\s+/g, ' ').trim()
  const sqlState = signal.sqlState ?? /SQLSTATE[:=]?\s*\(?([0-9A-Z]{5})\b/i.exec(text)?.[1]
  return {
    stage: (signal.stage ?? '').toLowerCase(),
    status: statusOf(signal, text),
    codes: codesOf(signal, text),
    ...(sqlState !== undefined && sqlState !== '00000' ? { sqlState: sqlState.toUpperCase() } : {}),
    text,
  }
}
