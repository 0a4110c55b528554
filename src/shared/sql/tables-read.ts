/** A table or view that a definition names: catalog, schema, name, lower case. */
export type TableName = readonly [catalog: string, schema: string, name: string]

/**
 * The tables and views that the text of a view names, names of CTEs left out; unqualified names belong to the view's own
 * catalog and schema. Undefined: this reader can't tell (a table function, a function of one's own, IDENTIFIER, a file path, no query).
 */
export function tablesRead(definition: string, home: { catalog: string; schema: string }): TableName[] | undefined {
  const tokens = tokensOf(definition)
  if (!tokens) return undefined
  const reader = new Reader(tokens, home)
  try {
    reader.whole()
  } catch (problem) {
    if (problem instanceof CannotTell) return undefined
    throw problem
  }
  return [...reader.found.values()]
}

/** Ends the reading; never leaves this module. */
class CannotTell extends Error {}

/** A bare word keeps its upper-case form to be compared with keywords; a quoted name is never a keyword. */
interface Token {
  kind: 'word' | 'quoted' | 'value' | 'symbol'
  text: string
  key: string
}

const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|(?<raw>[rR](?:'[^']*'|"[^"]*"))|(?<string>'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|`(?<quoted>(?:[^`]|``)*)`|(?<number>\d[\w.]*)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<pipe>\|>)|(?<symbol>[^\s])/gu

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    const { raw, string, quoted, number, word, pipe, symbol } = groups
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replaceAll('``', '`'), key: '' })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, key: word.toUpperCase() })
    else if (raw !== undefined || string !== undefined || number !== undefined) tokens.push({ kind: 'value', text: '', key: '' })
    else if (symbol !== undefined && /['"`]/.test(symbol)) return undefined
    else if (pipe !== undefined || symbol !== undefined) tokens.push({ kind: 'symbol', text: pipe ?? symbol ?? '', key: pipe ?? symbol ?? '' })
  }
  return tokens
}

const QUERY_STARTS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'FROM', 'VALUES', 'TABLE'])
/** After these a comma no longer separates tables. */
const ENDS_FROM: ReadonlySet<string> = new Set([
  'SELECT', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'UNION', 'EXCEPT', 'INTERSECT', 'MINUS', 'WINDOW', 'QUALIFY', 'CLUSTER', 'DISTRIBUTE', 'SORT', '|>',
])
const SET_OPERATORS: ReadonlySet<string> = new Set(['UNION', 'ALL', 'DISTINCT', 'EXCEPT', 'INTERSECT', 'MINUS'])
/** Table functions that read nothing but their arguments. */
const PLAIN_FUNCTIONS: ReadonlySet<string> = new Set(['EXPLODE', 'EXPLODE_OUTER', 'POSEXPLODE', 'POSEXPLODE_OUTER', 'INLINE', 'INLINE_OUTER', 'STACK', 'RANGE', 'JSON_TUPLE', 'VARIANT_EXPLODE', 'VARIANT_EXPLODE_OUTER'])

class Reader {
  readonly found = new Map<string, TableName>()
  #at = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly home: { catalog: string; schema: string },
  ) {}

  whole(): void {
    const first = this.tokens[this.#at]
    if (!first || !(QUERY_STARTS.has(first.key) || first.key === '(')) throw new CannotTell()
    this.block(new Set(), 'query')
    if (this.#at < this.tokens.length && !(this.key() === ';' && this.#at === this.tokens.length - 1)) throw new CannotTell()
  }

  private key(ahead = 0): string {
    return this.tokens[this.#at + ahead]?.key ?? ''
  }

  /** Reads up to the bracket that closes the block, or the end. */
  private block(outer: ReadonlySet<string>, kind: 'query' | 'tables' | 'expression'): void {
    const ctes = new Set(outer)
    let inFrom = kind === 'tables'
    if (inFrom) this.item(ctes)
    if (this.key() === 'TABLE' && kind === 'query') {
      this.#at++
      this.item(ctes)
    }
    for (; this.#at < this.tokens.length; ) {
      const key = this.key()
      if (key === ')' || key === ';') return
      const before = this.tokens[this.#at - 1]?.key ?? ''
      const named = before === '.'
      if (key === '(') this.brackets(ctes)
      else if (named) this.callAhead()
      else if (key === 'WITH' && kind === 'query' && this.startsCte()) this.ctes(ctes)
      else if ((key === 'FROM' && kind === 'query' && before !== 'DISTINCT') || (key === 'JOIN' && kind !== 'expression')) {
        this.#at++
        inFrom = true
        this.item(ctes)
      } else if (key === ',' && inFrom) {
        this.#at++
        this.item(ctes)
      } else if (key === 'TABLE' && SET_OPERATORS.has(before)) {
        this.#at++
        this.item(ctes)
      } else {
        if (ENDS_FROM.has(key) || (key === 'LATERAL' && this.key(1) === 'VIEW')) inFrom = false
        if (key === 'IDENTIFIER' && this.key(1) === '(') throw new CannotTell()
        this.#at++
      }
    }
  }

  /** Past a part of a dotted name; one that is called is a function of somebody's own, which may read anything. */
  private callAhead(): void {
    this.#at++
    if (this.key() === '(') throw new CannotTell()
  }

  private brackets(ctes: ReadonlySet<string>, inFrom = false): void {
    this.#at++
    let first = 0
    while (this.key(first) === '(') first++
    const isQuery = QUERY_STARTS.has(this.key(first))
    this.block(ctes, isQuery ? 'query' : inFrom ? 'tables' : 'expression')
    if (this.key() !== ')') throw new CannotTell()
    this.#at++
  }

  /** WITH also stands in `WITH ORDINALITY` and the like. */
  private startsCte(): boolean {
    const first = this.key(1) === 'RECURSIVE' ? 2 : 1
    return ['AS', '(', 'MAX'].includes(this.key(first + 1))
  }

  private ctes(ctes: Set<string>): void {
    this.#at++
    const recursive = this.key() === 'RECURSIVE'
    if (recursive) this.#at++
    for (;;) {
      const name = this.tokens[this.#at]?.text.toLowerCase() ?? ''
      this.#at++
      if (this.key() === '(') this.brackets(ctes)
      while (this.#at < this.tokens.length && this.key() !== '(') this.#at++
      this.brackets(recursive ? new Set([...ctes, name]) : ctes)
      ctes.add(name)
      if (this.key() !== ',') return
      this.#at++
    }
  }

  /** Rows of an inline table, whose commas separate no tables. */
  private values(ctes: ReadonlySet<string>): void {
    do {
      this.#at++
      if (this.key() === '(') this.brackets(ctes)
      else this.#at++
    } while (this.key() === ',')
  }

  private item(ctes: ReadonlySet<string>): void {
    if (this.key() === 'LATERAL') this.#at++
    if (this.key() === '(') return this.brackets(ctes, true)
    if (this.key() === 'VALUES') return this.values(ctes)
    const parts: string[] = []
    for (;;) {
      const token = this.tokens[this.#at]
      if (!token || (token.kind !== 'word' && token.kind !== 'quoted')) throw new CannotTell()
      parts.push(token.text.toLowerCase())
      this.#at++
      if (this.key() !== '.') break
      this.#at++
    }
    const [name = '', schema = this.home.schema, catalog = this.home.catalog, ...more] = [...parts].reverse()
    if (this.key() === '(') {
      if (parts.length === 1 && PLAIN_FUNCTIONS.has(name.toUpperCase())) return
      throw new CannotTell()
    }
    if (more.length > 0 || name.includes('/') || (parts.length === 1 && name === 'stream')) throw new CannotTell()
    if (parts.length === 1 && ctes.has(name)) return
    const table: TableName = [catalog.toLowerCase(), schema.toLowerCase(), name]
    this.found.set(table.join('.'), table)
  }
}
