import { call, literalText, nameIn, nodeOf, stringLiteral, type Json, type Tree } from './syntax-tree'

/** Hold structs and maps through the translation, which knows them in some places only. */
const STRUCT_MARK = 'UC_STRUCT'
const MAP_MARK = 'UC_MAP'

/** `array(...)`, `map(...)`, `struct(...)` and `named_struct(...)`, marked so that `unmarkedCollection` finds them after the translation. */
export function markedCollection(node: Tree): Json | undefined {
  const called = nodeOf(node, 'function')
  const args = Array.isArray(called?.args) ? called.args : []
  switch (called && (nameIn(called.name) ?? '').toLowerCase()) {
    case 'array':
      return call('list_value', args)
    case 'map':
      return args.length === 0 || args.length % 2 === 1 ? undefined : call(MAP_MARK, args)
    case 'named_struct':
      return call(STRUCT_MARK, args)
    case 'struct':
      return call(STRUCT_MARK, args.flatMap((arg, index) => field(arg, index)))
    default:
      return undefined
  }
}

/** A field of `struct` is called as its alias, as its column, or by its place. */
function field(value: Json, index: number): [Json, Json] {
  const alias = nodeOf(value, 'alias')
  if (alias) return [stringLiteral(nameIn(alias.alias) ?? ''), alias.this ?? null]
  return [stringLiteral(nameIn(nodeOf(value, 'column')?.name) ?? nameIn(nodeOf(value, 'dot')?.field) ?? `col${String(index + 1)}`), value]
}

/** The embedded engine's form of what was marked. */
export function unmarkedCollection(node: Tree): Json | undefined {
  const called = nodeOf(node, 'function')
  const args = Array.isArray(called?.args) ? called.args : []
  const pairs = args.flatMap((value, index) => (index % 2 === 0 ? [[value, args[index + 1] ?? null] as const] : []))
  switch (called && nameIn(called.name)?.toUpperCase()) {
    case MAP_MARK:
      return call('map', [call('list_value', pairs.map(([key]) => key)), call('list_value', pairs.map(([, value]) => value))])
    case STRUCT_MARK:
      return call('struct_pack', pairs.map(([name, value]): Json => ({ named_argument: { name: { name: literalText(name) ?? '', quoted: true, trailing_comments: [] }, value, separator: 'ColonEq' } })))
    default:
      return undefined
  }
}
