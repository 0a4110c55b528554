import type { FailureSignal } from '#shared/diagnosis/diagnosis'

/** What a person can enter about an error. */
export interface ErrorForm {
  message: string
  status: string
  code: string
}

export const emptyErrorForm = (): ErrorForm => ({ message: '', status: '', code: '' })

/** Longest text that is sent: a stack trace fits, a log file does not. */
export const MAX_ERROR_TEXT = 20_000

/** What is wrong with the status as typed; nothing while it is empty. */
export const statusIssue = (status: string): string | undefined =>
  status.trim() !== '' && !/^[1-5]\d\d$/.test(status.trim()) ? 'An HTTP status has three digits, like 403.' : undefined

export interface ParsedForm {
  /** Nothing while the form is empty or its status wrong. */
  signal: FailureSignal | undefined
  /** Something that looks like a token was taken out. */
  redacted: boolean
  cut: boolean
}

/**
 * The signal to diagnose. The text is redacted before it goes anywhere: what leaves this function carries no token.
 * A SQLSTATE in the code field goes where it belongs.
 */
export function parseErrorForm(form: ErrorForm, redact: (text: string) => string): ParsedForm {
  const message = form.message.trim()
  const status = form.status.trim()
  const code = form.code.trim()
  const clean = redact(message)
  const cleanCode = redact(code)
  const redacted = clean !== message || cleanCode !== code
  if ((message === '' && code === '' && status === '') || statusIssue(status)) return { signal: undefined, redacted, cut: false }
  const isSqlState = /^[0-9A-Z]{5}$/.test(cleanCode) && /\d/.test(cleanCode)
  return {
    signal: {
      message: clean.slice(0, MAX_ERROR_TEXT),
      ...(status === '' ? {} : { status: Number(status) }),
      ...(cleanCode === '' ? {} : isSqlState ? { sqlState: cleanCode } : { errorCode: cleanCode }),
    },
    redacted,
    cut: clean.length > MAX_ERROR_TEXT,
  }
}

/** The form with every token in it replaced, for putting back into the field. */
export const redactedForm = (form: ErrorForm, redact: (text: string) => string): ErrorForm => ({ message: redact(form.message), status: form.status, code: redact(form.code) })

/** The rows of CleverTap's troubleshooting table, each with an answer that Databricks or a network really gives. */
export const EXAMPLES: readonly { title: string; form: ErrorForm }[] = [
  { title: 'Connection timeout', form: { message: 'connect ETIMEDOUT 203.0.113.10:443', status: '', code: 'ETIMEDOUT' } },
  { title: 'Authentication failed', form: { message: 'Invalid access token.', status: '403', code: '' } },
  {
    title: 'Warehouse not found or inactive',
    form: { message: 'PERMISSION_DENIED: You do not have permission to use the SQL Warehouse. Please contact your administrator.', status: '403', code: 'PERMISSION_DENIED' },
  },
  {
    title: 'Catalog or schema not accessible',
    form: { message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have USE SCHEMA on Schema 'retail.sales'. SQLSTATE: 42501", status: '', code: '42501' },
  },
  {
    title: 'SELECT denied',
    form: { message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have SELECT on Table 'retail.sales.orders'. SQLSTATE: 42501", status: '', code: '42501' },
  },
]
