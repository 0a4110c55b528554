/**
 * Databricks names and literals as SQL text. Facts: docs pages sql-ref-names, sql-ref-identifiers, sql-ref-principal and
 * data-types/string-type (see databricks.md section 3).
 */

/** One part of a name, always in backticks; a backtick inside is doubled, which is the only escape there is. */
export function quoteName(part: string): string {
  return part.includes('`') ? `\`${part.replaceAll('`', '``')}\`` : `\`${part}\``
}

/** A dotted name, each part quoted by itself: `` `c`.`s`.`t` ``. */
export function quotePath(...parts: string[]): string {
  return parts.map(quoteName).join('.')
}

/**
 * A principal as GRANT wants it: an identifier, never a string. A user's e-mail, a service principal's application id
 * (its display name is not found), or an account group's name.
 */
export function quotePrincipal(principal: string): string {
  return quoteName(principal)
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' }

/**
 * A string literal. Backslash escapes are active in Databricks, and a doubled quote joins two literals instead of
 * escaping one; so a quote becomes `\'` and a backslash `\\`.
 */
export function quoteLiteral(text: string): string {
  // NUL would end the statement in some clients.
  return `'${text.replace(/[\\'\n\r\t\0]/g, (character) => ESCAPES[character] ?? character)}'`
}

export type NamedObject = 'catalog' | 'schema' | 'table'

const MAX_NAME_LENGTH = 255
const FORBIDDEN: [RegExp, string][] = [
  [/\./, 'a dot'],
  [/\//, 'a slash'],
  [/ /, 'a space'],
  // Exactly the characters that Unity Catalog forbids.
  [/[\u0000-\u001f\u007f]/, 'a control character (such as a tab or a line break)'],
  // Half of a surrogate pair can't be sent in UTF-8 at all.
  [/\p{Surrogate}/u, 'half a character (a lone surrogate)'],
]

/**
 * Why Unity Catalog can hold no object of that name, as a sentence; `undefined` when it can.
 * Everything outside the forbidden characters is allowed, hyphens and letters of any script included.
 */
export function objectNameProblem(name: string, kind: NamedObject): string | undefined {
  if (name === '') return `A ${kind} name can't be empty.`
  const length = Array.from(name).length
  if (length > MAX_NAME_LENGTH) return `A ${kind} name has at most ${MAX_NAME_LENGTH} characters; this one has ${length}.`
  for (const [pattern, what] of FORBIDDEN) if (pattern.test(name)) return `A ${kind} name can't contain ${what}.`
  return undefined
}

/** Where the first forbidden character stands, as offsets [start, end). */
export function objectNameProblemPart(name: string): { start: number; end: number } | undefined {
  // Exactly the characters that Unity Catalog forbids.
  const at = name.search(/[. /\u0000-\u001f\u007f]/)
  return at < 0 ? undefined : { start: at, end: at + 1 }
}
