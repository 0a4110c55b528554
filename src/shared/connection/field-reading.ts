import { FIELD_LABELS, type FieldIssue, type FieldName } from './connection'
import { SECRET_WORDS, secretIn } from './secret-shape'

/** The text without the white space, quotes and invisible characters around it, and where that core begins. */
export function coreOf(text: string): { core: string; start: number; end: number } {
  const edge = /[\s"'\u200b-\u200d\u2060\ufeff\u201c\u201d\u2018\u2019]/
  let start = 0
  let end = text.length
  while (start < end && edge.test(text.charAt(start))) start++
  while (end > start && edge.test(text.charAt(end - 1))) end--
  return { core: text.slice(start, end), start, end }
}

/** Collects the remarks about one field. */
export function issuesOf(field: FieldName) {
  const issues: FieldIssue[] = []
  const add =
    (severity: FieldIssue['severity']) =>
    (code: string, message: string, part?: { start: number; end: number }, suggestion?: string): void => {
      issues.push({ field, severity, code: `${FIELD_CODES[field]}.${code}`, message, part, suggestion })
    }
  return { issues, error: add('error'), warn: add('warning'), info: add('info') }
}

const FIELD_CODES: Record<FieldName, string> = {
  name: 'name',
  host: 'host',
  port: 'port',
  httpPath: 'http-path',
  token: 'token',
  catalog: 'catalog',
  schema: 'schema',
}

/** The remark that a credential stands in a field where it would be stored in clear. It points at it and never repeats it. */
export function misplacedSecret(field: FieldName, text: string): FieldIssue | undefined {
  const secret = secretIn(text)
  if (!secret) return undefined
  const what = SECRET_WORDS[secret.kind]
  const advice =
    secret.kind === 'token-id'
      ? 'It only names a token and signs nobody in.'
      : `Put it into ${FIELD_LABELS.token}. If others could see it, replace it.`
  return {
    field,
    severity: 'error',
    code: `${FIELD_CODES[field]}.${secret.kind === 'token-id' ? 'token-id' : 'token'}`,
    message: `This contains ${what}, which doesn't belong into ${FIELD_LABELS[field]}. ${advice}`,
    part: { start: secret.start, end: secret.end },
  }
}
