/** HCL text, written so that no name can become code. */

/** A quoted string. `${` and `%{` would begin a template; the `$${` that escapes one means something else after another `$`. */
export const hclString = (text: string): string => (/^[\w ./:-]*$/.test(text) ? `"${text}"` : escaped(text))

const escaped = (text: string): string =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('$', '\\u0024')
    .replaceAll('%', '\\u0025')}"`

/** An expression as it is: a reference to another block. */
export interface Reference {
  ref: string
}
export type HclValue = string | number | boolean | Reference | readonly HclValue[]

export function hclValue(value: HclValue): string {
  if (typeof value === 'string') return hclString(value)
  if (typeof value === 'object' && 'ref' in value) return value.ref
  if (typeof value === 'object') return `[${value.map(hclValue).join(', ')}]`
  return String(value)
}

/** The provider, not older than `databricks_permission` (1.100.0; `databricks_grant` came with 1.34.0). */
export const requiredProvider = (): string[] => hclBlock('terraform', {}, hclBlock('required_providers', {}, ['databricks = {', '  source  = "databricks/databricks"', '  version = ">= 1.100.0"', '}']))

/** A block with its attributes aligned, and blocks within it. */
export function hclBlock(head: string, attributes: Record<string, HclValue | undefined>, inner: string[] = []): string[] {
  const given = Object.entries(attributes).filter((entry): entry is [string, HclValue] => entry[1] !== undefined)
  const width = Math.max(0, ...given.map(([name]) => name.length))
  return [`${head} {`, ...given.map(([name, value]) => `  ${name.padEnd(width)} = ${hclValue(value)}`), ...inner.map((line) => (line === '' ? '' : `  ${line}`)), '}']
}
