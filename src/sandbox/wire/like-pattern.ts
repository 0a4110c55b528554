/** The patterns of Thrift's metadata calls and of table summaries: `%` any text, `_` one character, `\` before either takes it as it is. Case is ignored. */
export function likePattern(pattern: string | null | undefined): (name: string) => boolean {
  if (pattern === null || pattern === undefined || pattern === '' || pattern === '%' || pattern === '*') return () => true
  const source = pattern.replace(/\\([%_\\])|%|_|[^\\%_]+|\\/g, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return quote(escaped)
    if (part === '%') return '.*'
    return part === '_' ? '.' : quote(part)
  })
  const expression = new RegExp(`^${source}$`, 'is')
  return (name) => expression.test(name)
}
const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
