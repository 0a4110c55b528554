import { actionForField } from './catalogue/other'
import { CATALOGUE } from './catalogue/catalogue'
import { specialEntry } from './catalogue/special'
import type { Entry } from './catalogue/entry'
import type { Category } from './category'
import { classify } from './classify'
import type { Diagnosis, DiagnosisContext, FailureSignal } from './diagnosis'
import { readEvidence } from './evidence'
import { redact } from './redact'
import { subjectOf } from './subject'

/** Headers worth showing as evidence; never one that can carry a credential or a cookie. */
const SHOWN_HEADERS = new Set([
  'x-databricks-reason-phrase', 'x-thriftserver-error-message', 'x-databricks-error-or-redirect-message', 'x-request-id', 'x-databricks-org-id', 'retry-after', 'www-authenticate',
  'location', 'server', 'content-type', 'tls-subject', 'tls-issuer', 'tls-valid-to',
])

function redacted(signal: FailureSignal): FailureSignal {
  const headers = Object.entries(signal.headers ?? {}).filter(([name]) => SHOWN_HEADERS.has(name.toLowerCase()))
  const { headers: _all, ...rest } = signal
  return {
    ...rest,
    message: redact(signal.message),
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers.map(([name, value]) => [name, redact(value)])) } : {}),
  }
}

/** Turns what was seen into what to do. Pure; never throws; the result carries no secret. */
export function explain(signal: FailureSignal, context?: DiagnosisContext): Diagnosis {
  const found = classify(signal)
  return describe(found.category, signal, context, found)
}

/** A diagnosis whose category the caller knows already (an empty schema, a stopped warehouse seen by REST). */
export function diagnose(category: Category, message: string, context?: DiagnosisContext): Diagnosis {
  return describe(category, { message }, context, { confidence: 'high', alternatives: [] })
}

/** A value of the form that can't be used; `field` is the field it stands in. */
export function invalidInput(field: string | undefined, message: string): Diagnosis {
  const action = actionForField(field)
  return {
    category: 'invalid_input',
    confidence: 'high',
    title: redact(message),
    causes: [],
    fixes: [{ text: field === undefined ? 'Correct the value.' : 'Correct this field.', ...(action === undefined ? {} : { action }) }],
    ...(field === undefined ? {} : { field }),
  }
}

/** The certificate that was refused, where the adapter saw it: who issued it usually tells whose proxy stands in between. */
function presented({ headers = {} }: FailureSignal): string[] {
  const { 'tls-issuer': issuer, 'tls-subject': owner, 'tls-valid-to': validTo } = headers
  if (issuer === undefined) return []
  return [`The certificate presented is for ${redact(owner ?? 'an unnamed host')}, issued by ${redact(issuer)}${validTo === undefined ? '' : `, valid to ${validTo}`}.`]
}

/** What begins with words of ours ("the workspace host") begins like a sentence; names keep their case. */
const capitalised = (text: string): string => (text.startsWith('the ') ? `T${text.slice(1)}` : text)

function describe(
  category: Category,
  signal: FailureSignal,
  context: DiagnosisContext | undefined,
  how: { confidence: Diagnosis['confidence']; alternatives: Category[]; note?: string },
): Diagnosis {
  const subject = subjectOf(signal, context)
  const { text, codes } = readEvidence(signal)
  const entry: Entry = { ...CATALOGUE[category], ...specialEntry(category, [text, ...codes].join(' '), subject) }
  const causes = [...presented(signal), ...entry.causes(subject)]
  return {
    category,
    confidence: how.confidence,
    title: capitalised(entry.title(subject)),
    causes: (how.note === undefined ? causes : category === 'other' ? [how.note] : [how.note, ...causes]).map(capitalised),
    fixes: entry.fixes(subject),
    ...(how.alternatives.length > 0 ? { alternatives: how.alternatives } : {}),
    evidence: redacted(signal),
  }
}
