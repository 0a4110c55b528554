import type { Failed } from './failures'
import { invalidIdentifier, syntaxError } from './failures'
import type { Name } from './command'
import { hyphenatedName, isKeyword, type Token } from './lexer'

/** Thrown inside the parser only, and turned into a failure where parsing began. */
export class SyntaxProblem extends Error {
  constructor(readonly token: Token) {
    super('syntax')
  }
  toFailure(sql: string): Failed {
    const hyphenated = this.token.text === '-' ? hyphenatedName(sql, this.token.offset) : undefined
    return hyphenated === undefined ? syntaxError(sql, this.token.offset, this.token.text) : invalidIdentifier(sql, this.token.offset, hyphenated)
  }
}

/** Reads tokens from left to right. `expect...` stop with a syntax error at the token that is wrong. */
export class Cursor {
  #at = 0
  constructor(
    readonly sql: string,
    private readonly tokens: readonly Token[],
    private readonly parameters: Readonly<Record<string, unknown>> = {},
  ) {}

  get token(): Token {
    return this.peek(0)
  }
  peek(ahead: number): Token {
    const token = this.tokens[Math.min(this.#at + ahead, this.tokens.length - 1)]
    if (!token) throw new Error('a token list ends with an end token')
    return token
  }
  next(): Token {
    const token = this.token
    this.#at += 1
    return token
  }
  fail(): never {
    throw new SyntaxProblem(this.token)
  }
  /** Takes these keywords if all of them come next. */
  take(...words: string[]): boolean {
    if (!words.every((word, index) => isKeyword(this.peek(index), word))) return false
    this.#at += words.length
    return true
  }
  takeOneOf(...words: string[]): string | undefined {
    return words.find((word) => this.take(word))
  }
  expect(...words: string[]): void {
    for (const word of words) if (!this.take(word)) this.fail()
  }
  takeSymbol(symbol: string): boolean {
    if (this.token.kind !== 'symbol' || this.token.text !== symbol) return false
    this.#at += 1
    return true
  }
  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) this.fail()
  }
  /** The end of the statement: nothing but semicolons. */
  expectEnd(): void {
    while (this.takeSymbol(';'));
    if (this.token.kind !== 'end') this.fail()
  }
  string(): string {
    if (this.token.kind !== 'string') this.fail()
    let text = this.next().value
    // Strings that stand side by side are one, as in Spark.
    while (this.token.kind === 'string') text += this.next().value
    return text
  }
  /** A whole number without sign. */
  whole(): number {
    if (this.token.kind !== 'number' || !/^\d+$/.test(this.token.text)) this.fail()
    return Number(this.next().text)
  }
  /** A property's key: text, or words with dots between. */
  propertyKey(): string {
    if (this.token.kind === 'string') return this.string()
    const words = [this.identifier()]
    while (this.takeSymbol('.')) words.push(this.identifier())
    return words.join('.')
  }
  /** One part of a name. A name may begin with a digit, but a number is none. */
  identifier(): string {
    if (this.token.kind === 'word' || this.token.kind === 'quoted') return this.next().value
    return this.fail()
  }
  /** A name of at most `most` parts, or `IDENTIFIER('a.b')` with a string or a parameter. */
  name(most: number): Name {
    if (isKeyword(this.token, 'IDENTIFIER') && this.peek(1).text === '(') return this.identifierClause(most)
    const first = this.token
    const parts = [this.identifier()]
    while (this.takeSymbol('.')) parts.push(this.identifier())
    if (parts.length > most) throw new SyntaxProblem(first)
    return parts
  }
  /** Everything from the next token to the end, without closing semicolons. */
  rest(): string {
    return this.sql.slice(this.token.offset).replace(/[\s;]+$/, '')
  }

  /** The text up to one of these at the outermost level: a symbol, or a keyword. Never empty. */
  until(...ends: string[]): string {
    const start = this.token.offset
    let depth = 0
    for (;;) {
      const { text, kind, offset } = this.token
      const may = kind === 'word' || kind === 'symbol'
      if (kind === 'end' || (depth === 0 && may && (text === ';' || text === ')' || ends.includes(text.toUpperCase())))) {
        if (offset === start) this.fail()
        return this.sql.slice(start, offset).trimEnd()
      }
      if (kind === 'symbol' && '([{'.includes(text)) depth += 1
      if (kind === 'symbol' && ')]}'.includes(text)) depth -= 1
      // A WHEN inside CASE ... END is not one of the statement's own.
      if (kind === 'word' && text.toUpperCase() === 'CASE') depth += 1
      if (kind === 'word' && text.toUpperCase() === 'END' && depth > 0) depth -= 1
      this.next()
    }
  }

  private identifierClause(most: number): Name {
    const first = this.next()
    this.expectSymbol('(')
    let text: string
    if (this.takeSymbol(':')) {
      const bound = this.parameters[this.identifier()]
      text = typeof bound === 'string' ? bound : ''
    } else text = this.string()
    this.expectSymbol(')')
    const parts = splitName(text)
    if (!parts || parts.length > most) throw new SyntaxProblem(first)
    return parts
  }
}

/** `a.b`, `` `a`.b `` to its parts; undefined when it is no name. */
export function splitName(text: string): Name | undefined {
  const part = /\s*(?:`((?:[^`]|``)+)`|([\p{L}\p{N}_$]+))\s*(\.|$)/uy
  const parts: string[] = []
  for (;;) {
    const found = part.exec(text)
    if (!found) return undefined
    parts.push(found[1]?.replaceAll('``', '`') ?? found[2] ?? '')
    if (found[3] !== '.') return parts
  }
}
