import type { AsOf } from '../table-versions'
import { isTree, literalText, nameIn, type Tree } from './syntax-tree'

/** `t@v3` and `t@20260101000000000`, Delta's short spelling of an older version. */
export const AT_VERSION = /@(?:v\d+|\d{17})$/i

/** `VERSION AS OF 3`, `TIMESTAMP AS OF '2026-01-01'` or the short spelling, as far as the sandbox reads it: a literal, or a cast of one. */
export function timeTravel(table: Tree, name: string): AsOf | undefined {
  const short = AT_VERSION.exec(name)?.[0].slice(1)
  if (short !== undefined) {
    if (/^v/i.test(short)) return { version: Number(short.slice(1)) }
    const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(short) ?? []
    return at(`${parts.slice(0, 3).join('-')}T${parts.slice(3, 6).join(':')}.${parts[6] ?? '0'}`)
  }
  const clause = isTree(table.version) ? table.version : undefined
  if (!clause) return undefined
  const named = isTree(clause.this) ? (nameIn(clause.this.identifier) ?? nameIn(clause.this) ?? '') : typeof clause.this === 'string' ? clause.this : ''
  const text = innermostLiteral(clause.expression ?? null) ?? ''
  return named.toUpperCase() === 'VERSION' ? { version: /^\d+$/.test(text) ? Number(text) : Number.NaN } : at(text)
}

const at = (written: string): AsOf => ({ timestamp: Date.parse(`${written.trim().replace(' ', 'T')}${/[zZ]$|[+-]\d\d:?\d\d$/.test(written) ? '' : written.trim().length <= 10 ? 'T00:00:00Z' : 'Z'}`), written })

function innermostLiteral(value: Tree[string]): string | undefined {
  const text = literalText(value)
  if (text !== undefined || !isTree(value)) return text
  for (const inner of Object.values(value)) {
    const found = isTree(inner) ? innermostLiteral(inner) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
