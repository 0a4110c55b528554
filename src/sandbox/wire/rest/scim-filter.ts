type Row = Record<string, unknown>
export type ScimFilter = (row: Row) => boolean

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|([()])|([^\s()"]+))/y

/**
 * A filter of RFC 7644: `eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` and `pr`, joined by `and`, `or`, `not` and brackets.
 * Attributes (also `emails.value`) and values are compared without regard to case; of several values one has to match. Undefined
 * when it is none.
 */
export function parseScimFilter(text: string): ScimFilter | undefined {
  const tokens = split(text)
  let at = 0
  const word = (): string => (tokens[at]?.kind === 'word' ? (tokens[at]?.text ?? '').toLowerCase() : '')
  const take = (wanted: string): boolean => {
    if (word() !== wanted && !(tokens[at]?.kind === 'bracket' && tokens[at]?.text === wanted)) return false
    at += 1
    return true
  }
  const either = (): ScimFilter | undefined => {
    let left = both()
    while (left && take('or')) {
      const [first, second] = [left, both()]
      left = second && ((row) => first(row) || second(row))
    }
    return left
  }
  const both = (): ScimFilter | undefined => {
    let left = one()
    while (left && take('and')) {
      const [first, second] = [left, one()]
      left = second && ((row) => first(row) && second(row))
    }
    return left
  }
  const one = (): ScimFilter | undefined => {
    if (take('not')) {
      const inner = one()
      return inner && ((row) => !inner(row))
    }
    if (take('(')) {
      const inner = either()
      return inner && take(')') ? inner : undefined
    }
    const attribute = tokens[at]?.kind === 'word' ? tokens[at]?.text : undefined
    at += 1
    const operator = word()
    at += 1
    if (attribute === undefined) return undefined
    if (operator === 'pr') return (row) => valuesAt(row, attribute).length > 0
    const compare = COMPARE[operator]
    const value = tokens[at]?.kind === 'bracket' ? undefined : tokens[at]?.text.toLowerCase()
    at += 1
    if (!compare || value === undefined) return undefined
    if (operator === 'ne') return (row) => valuesAt(row, attribute).every((have) => have !== value)
    return (row) => valuesAt(row, attribute).some((have) => compare(have, value))
  }
  const filter = tokens.length > 0 ? either() : undefined
  return at === tokens.length ? filter : undefined
}

const COMPARE: Record<string, (have: string, value: string) => boolean> = {
  eq: (have, value) => have === value, ne: (have, value) => have !== value, co: (have, value) => have.includes(value), sw: (have, value) => have.startsWith(value), ew: (have, value) => have.endsWith(value),
  gt: (have, value) => have > value, ge: (have, value) => have >= value, lt: (have, value) => have < value, le: (have, value) => have <= value,
}

interface Token {
  kind: 'word' | 'text' | 'bracket'
  text: string
}
function split(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const trimmed = text.trim()
  for (let found = TOKEN.exec(trimmed); found; found = TOKEN.exec(trimmed)) {
    const [, quoted, bracket, word] = found
    tokens.push(quoted !== undefined ? { kind: 'text', text: quoted.replace(/\\(.)/g, '$1') } : bracket !== undefined ? { kind: 'bracket', text: bracket } : { kind: 'word', text: word ?? '' })
    if (TOKEN.lastIndex >= trimmed.length) return tokens
  }
  return trimmed === '' ? [] : [{ kind: 'bracket', text: '?' }]
}

/** All values under a path, lower case; a list of objects without a further part stands for its `value`s. */
export function valuesAt(row: Row, path: string): string[] {
  const [first = '', ...rest] = path.replace(/^urn:[\w:.]+:(?=\w+$)/i, '').split('.')
  const found = Object.entries(row).find(([key]) => key.toLowerCase() === first.toLowerCase())?.[1]
  const each = Array.isArray(found) ? (found as unknown[]) : found === undefined || found === null ? [] : [found]
  return each.flatMap((value) => {
    if (typeof value !== 'object' || value === null) return rest.length === 0 ? [String(value).toLowerCase()] : []
    return valuesAt(value as Row, rest.length === 0 ? 'value' : rest.join('.'))
  })
}
