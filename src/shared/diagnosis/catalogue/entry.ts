import type { Fix } from '../diagnosis'
import { askMessage, type Subject, UNKNOWN_PRINCIPAL } from '../subject'

/** What the assistant says about one category. */
export interface Entry {
  title: (subject: Subject) => string
  /** Most likely first; full sentences. */
  causes: (subject: Subject) => string[]
  /** Best first. */
  fixes: (subject: Subject) => Fix[]
}

export const workspaceAdmin = 'a workspace admin'
export const networkAdmin = 'your network administrator'

/** `retry` closes most lists. */
export const retry = (text: string): Fix => ({ text, action: 'retry' })

/** A statement to run, and the same in a message to whoever has the right to. */
export function sqlFix(subject: Subject, text: string, sql: string, whom: string, what: string, extra: Pick<Fix, 'link'> = {}): Fix {
  const hint = subject.granteeKnown ? '' : ` Put the application id (for a person: the e-mail address) where it says ${UNKNOWN_PRINCIPAL}.`
  const statement = `${sql};`
  return { text: text + hint, statement: { language: 'sql', text: statement }, ask: { whom, message: askMessage(subject, what, statement) }, ...extra }
}

export const quoted = (name: string | undefined, fallback: string): string => (name === undefined ? fallback : `\`${name}\``)
