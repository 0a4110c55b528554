import type { Column, Table } from '../../state/model'
import { tableKey } from '../../state/lookup'
import { typeOrString, type SqlType } from '../types'

const DEFAULT_ROWS = 25
const FIRST = ['Asha', 'Ben', 'Chioma', 'Diego', 'Elif', 'Farah', 'Goran', 'Hana', 'Ivan', 'Jia', 'Kofi', 'Lena', 'Mateo', 'Noor', 'Olga', 'Priya', 'Quinn', 'Ravi', 'Sofía', 'Tomás', 'Ümit', 'Vera', 'Wei', 'Zoë']
const LAST = ['Almeida', 'Berg', 'Chen', 'Desai', 'Eze', 'Fischer', 'García', 'Haddad', 'Iyer', 'Jensen', 'Kowalski', 'Lopez', 'Müller', 'Nakamura', "O'Brien", 'Patel', 'Rossi', 'Silva', 'Tanaka', 'Yılmaz']
const CITIES = ['Berlin', 'Mumbai', 'Lagos', 'São Paulo', 'Oslo', 'Austin', 'Lyon', 'Osaka', 'Pune', 'Izmir']
const COUNTRIES = ['DE', 'IN', 'NG', 'BR', 'NO', 'US', 'FR', 'JP', 'TR']
const PRODUCTS = ['Trail shoe', 'Rain jacket', 'Water bottle', 'Wool socks', 'Backpack 20 l', 'Head torch', 'Camping stove', 'Sun hat', 'Climbing rope', 'Travel towel']
const EVENTS = ['App Launched', 'Product Viewed', 'Added To Cart', 'Charged', 'Search', 'Push Clicked', 'App Uninstalled']
const STATUS = ['new', 'paid', 'shipped', 'delivered', 'returned', 'cancelled']
const NEWEST = Date.UTC(2026, 10, 1)
const TWO_YEARS = 2 * 365 * 86_400_000

/** Rows that look like a shop's, the same for the same table at every start: the table's own name is the seed. */
export function sampleRows(table: Table): unknown[][] {
  const types = table.columns.map((column) => typeOrString(column.type))
  return Array.from({ length: table.rowCount ?? DEFAULT_ROWS }, (_row, index) => {
    const random = seeded(`${tableKey(table)}#${String(index)}`)
    return table.columns.map((column, position) => {
      const optional = column.nullable && !/(^|_)(id|key|date|ts|at|time)$/i.test(column.name)
      return optional && random() < 0.08 ? null : sampleValue(column, types[position] ?? { kind: 'simple', name: 'string' }, index, random)
    })
  })
}

type Random = () => number
const pick = <T>(from: readonly T[], random: Random, none: T): T => from[Math.floor(random() * from.length)] ?? none

function sampleValue(column: Column, type: SqlType, index: number, random: Random): unknown {
  const name = column.name.toLowerCase()
  switch (type.kind) {
    case 'decimal': {
      const digits = Math.max(0, Math.min(4, type.precision - type.scale))
      return (random() * 10 ** digits * 0.9).toFixed(type.scale)
    }
    case 'array':
      return Array.from({ length: Math.floor(random() * 4) }, () => sampleValue({ ...column, name: name.replace(/s$/, '') }, type.element, index, random))
    case 'map':
      return type.key.kind === 'simple' && type.key.name === 'string'
        ? Object.fromEntries(['source', 'campaign'].map((key) => [key, sampleValue({ ...column, name: key }, type.value, index, random)]))
        : { '1': sampleValue(column, type.value, index, random) }
    case 'struct':
      return Object.fromEntries(type.fields.map((field) => [field.name, sampleValue({ ...column, name: field.name }, field.type, index, random)]))
    case 'simple':
      return simpleValue(name, type.name, index, random)
  }
}

function simpleValue(name: string, type: string, index: number, random: Random): unknown {
  const time = new Date(NEWEST - Math.floor(random() * TWO_YEARS))
  switch (type) {
    case 'boolean':
      return random() < 0.7
    case 'tinyint':
      return Math.floor(random() * 100)
    case 'smallint':
      return Math.floor(random() * 1000)
    case 'int':
      return /quantity|count|items/.test(name) ? 1 + Math.floor(random() * 9) : /(^|_)id$/.test(name) ? index + 1 : Math.floor(random() * 10_000)
    case 'bigint':
      return /(^|_)id$/.test(name) ? 1_000_001 + index : Math.floor(random() * 1_000_000)
    case 'float':
    case 'double':
      return Math.round(random() * 10_000) / 100
    case 'date':
      return time.toISOString().slice(0, 10)
    case 'timestamp':
    case 'timestamp_ntz':
      return time.toISOString().slice(0, -1)
    case 'binary':
      return Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256))
    case 'variant':
      return JSON.stringify({ source: pick(['app', 'web', 'store'], random, 'app'), step: Math.floor(random() * 5) })
    case 'interval':
      return `${String(Math.floor(random() * 30))} days`
    default:
      return text(name, index, random)
  }
}

function text(name: string, index: number, random: Random): string {
  const [first, last] = [pick(FIRST, random, 'Asha'), pick(LAST, random, 'Berg')]
  if (name.includes('email')) return `${ascii(first)}.${ascii(last)}${String(index)}@example.com`
  if (name.includes('phone')) return `+4915550${String(100_000 + Math.floor(random() * 899_999))}`
  if (/first_name/.test(name)) return first
  if (/last_name/.test(name)) return last
  if (/identity|customer_id|user_id|profile_id/.test(name)) return `C-${String(1_000_001 + index)}`
  if (name.includes('event')) return pick(EVENTS, random, 'Charged')
  if (name.includes('product')) return pick(PRODUCTS, random, 'Backpack 20 l')
  if (/city/.test(name)) return pick(CITIES, random, 'Berlin')
  if (/country/.test(name)) return pick(COUNTRIES, random, 'DE')
  if (/status|state/.test(name)) return pick(STATUS, random, 'new')
  if (/currency/.test(name)) return pick(['EUR', 'INR', 'USD'], random, 'EUR')
  if (/zip|postal/.test(name)) return String(10_000 + Math.floor(random() * 89_999))
  if (/street|address/.test(name)) return `${last} street ${String(1 + Math.floor(random() * 99))}`
  if (/url|link/.test(name)) return `https://shop.example.com/p/${String(index + 1)}`
  if (/sku|code|id$|key$/.test(name)) return `${name.slice(0, 2).toUpperCase()}-${String(10_001 + index)}`
  if (/source|channel/.test(name)) return pick(['app', 'web', 'store', 'email'], random, 'app')
  if (/name/.test(name)) return `${first} ${last}`
  return `${name.replaceAll('_', ' ')} ${String(index + 1)}`
}

const ascii = (word: string): string =>
  word.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase()

/** Mulberry32 over a hash of the text: small, even enough, the same everywhere. */
function seeded(text: string): Random {
  let state = 2_166_136_261
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16_777_619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
