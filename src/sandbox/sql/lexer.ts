/** A piece of Databricks SQL. `text` is as written; `value` is what it stands for (unquoted name, unescaped string). */
export interface Token {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end'
  text: string
  value: string
  offset: number
}
export type Lexed = { ok: true; tokens: Token[] } | { ok: false; offset: number; text: string }

const WORD = /[\p{L}_\p{N}$]+/uy
const SPACE = /\s+/y
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:bd|[lsydf])?(?![\p{L}_\p{N}])/iuy
const ESCAPES: Record<string, string> = { '0': '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\x1a', '%': '\\%', _: '\\_' }

/**
 * Splits a statement into tokens, without comments. Strings take single or double quotes, with backslash escapes unless
 * written `r'...'`; a backtick inside a back-ticked name is doubled. Ends with one token of kind `end`.
 */
export function lex(sql: string): Lexed {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(sql)?.[0]
  }
  const push = (kind: Token['kind'], end: number, value: string): void => {
    tokens.push({ kind, text: sql.slice(at, end), value, offset: at })
    at = end
  }
  while (at < sql.length) {
    const char = sql.charAt(at)
    const space = match(SPACE)
    if (space) {
      at += space.length
    } else if (sql.startsWith('--', at)) {
      const end = sql.indexOf('\n', at)
      at = end < 0 ? sql.length : end + 1
    } else if (sql.startsWith('/*', at)) {
      const end = endOfComment(sql, at)
      if (end < 0) return { ok: false, offset: at, text: '/*' }
      at = end
    } else if (char === '`') {
      const end = endOfName(sql, at)
      if (end < 0) return { ok: false, offset: at, text: '`' }
      push('quoted', end, sql.slice(at + 1, end - 1).replaceAll('``', '`'))
    } else if (char === "'" || char === '"' || (/[rR]/.test(char) && /['"]/.test(sql.charAt(at + 1)))) {
      const raw = /[rR]/.test(char)
      const end = endOfString(sql, at + (raw ? 1 : 0), raw)
      if (end < 0) return { ok: false, offset: at, text: char }
      const body = sql.slice(at + (raw ? 2 : 1), end - 1)
      push('string', end, raw ? body : unescape(body))
    } else {
      const number = match(NUMBER)
      const word = number === undefined ? match(WORD) : undefined
      const text = number ?? word ?? String.fromCodePoint(sql.codePointAt(at) ?? 0)
      push(number !== undefined ? 'number' : word !== undefined ? 'word' : 'symbol', at + text.length, text)
    }
  }
  tokens.push({ kind: 'end', text: '', value: '', offset: sql.length })
  return { ok: true, tokens }
}

/** Whether the token is this keyword: keywords are words without quotes, in any case. */
export const isKeyword = (token: Token | undefined, word: string): boolean => token?.kind === 'word' && token.text.toUpperCase() === word

/** The name with hyphens that a token belongs to, when someone left out its back-ticks: `my-catalog`. */
export function hyphenatedName(sql: string, offset: number): string | undefined {
  const name = /[\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}\p{N}_]+)+/gu
  for (const found of sql.matchAll(name)) if (found.index <= offset && offset <= found.index + found[0].length) return found[0]
  return undefined
}

/** Comments may hold comments. */
function endOfComment(sql: string, start: number): number {
  let depth = 0
  for (let at = start; at < sql.length - 1; at += 1) {
    if (sql.startsWith('/*', at)) {
      depth += 1
      at += 1
    } else if (sql.startsWith('*/', at)) {
      depth -= 1
      at += 1
      if (depth === 0) return at + 1
    }
  }
  return -1
}

function endOfName(sql: string, start: number): number {
  for (let at = start + 1; at < sql.length; at += 1) {
    if (sql.charAt(at) !== '`') continue
    if (sql.charAt(at + 1) !== '`') return at + 1
    at += 1
  }
  return -1
}

function endOfString(sql: string, start: number, raw: boolean): number {
  const quote = sql.charAt(start)
  for (let at = start + 1; at < sql.length; at += 1) {
    const char = sql.charAt(at)
    if (char === '\\' && !raw) at += 1
    else if (char === quote) return at + 1
  }
  return -1
}

const unescape = (body: string): string =>
  body.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_whole, hex: string | undefined, char: string | undefined) =>
    hex === undefined ? (ESCAPES[char ?? ''] ?? char ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
