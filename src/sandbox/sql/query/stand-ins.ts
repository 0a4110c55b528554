import { call, isTree, literalText, nameIn, nodeOf, stringLiteral, type Json, type Tree } from './syntax-tree'

/**
 * Databricks' functions that the translator leaves as they are, or gives another type or meaning than Databricks: macros of the
 * embedded engine take their place. A name with several bodies is one with several numbers of arguments.
 */
const BODIES = [
  // Dates: whole numbers are INT, and a date plus days stays a date.
  'date_add(d, n) AS CAST(d AS DATE) + CAST(n AS INTEGER)', 'dateadd(d, n) AS CAST(d AS DATE) + CAST(n AS INTEGER)', 'date_sub(d, n) AS CAST(d AS DATE) - CAST(n AS INTEGER)',
  'add_months(d, n) AS CAST(CAST(d AS DATE) + to_months(CAST(n AS INTEGER)) AS DATE)',
  "datediff(a, b) AS CAST(date_diff('day', CAST(b AS DATE), CAST(a AS DATE)) AS INTEGER)", "date_diff(a, b) AS CAST(date_diff('day', CAST(b AS DATE), CAST(a AS DATE)) AS INTEGER)",
  "trunc(d, f) AS CAST(date_trunc(CASE upper(f) WHEN 'YYYY' THEN 'year' WHEN 'YY' THEN 'year' WHEN 'MON' THEN 'month' WHEN 'MM' THEN 'month' ELSE lower(f) END, CAST(d AS DATE)) AS DATE)",
  ...['year', 'month', 'day', 'dayofmonth', 'dayofyear', 'weekofyear', 'quarter'].map((part) => `${part}(d) AS CAST(${part}(CAST(d AS DATE)) AS INTEGER)`),
  ...['hour', 'minute', 'second'].map((part) => `${part}(t) AS CAST(${part}(CAST(t AS TIMESTAMP)) AS INTEGER)`),
  'dayofweek(d) AS CAST(dayofweek(CAST(d AS DATE)) + 1 AS INTEGER)', 'weekday(d) AS CAST(isodow(CAST(d AS DATE)) - 1 AS INTEGER)',
  'dayname(d) AS left(dayname(CAST(d AS DATE)), 3)', 'monthname(d) AS left(monthname(CAST(d AS DATE)), 3)',
  'strftime(t, f) AS strftime(CAST(t AS TIMESTAMP), f)',
  'unix_timestamp() AS CAST(epoch(current_timestamp) AS BIGINT)', 'unix_timestamp(t) AS CAST(epoch(CAST(t AS TIMESTAMP)) AS BIGINT)', 'to_unix_timestamp(t) AS CAST(epoch(CAST(t AS TIMESTAMP)) AS BIGINT)',
  "from_unixtime(n) AS strftime(make_timestamp(CAST(n AS BIGINT) * 1000000), '%Y-%m-%d %H:%M:%S')",
  'timestamp_seconds(n) AS make_timestamp(CAST(n * 1000000 AS BIGINT))', 'timestamp_millis(n) AS make_timestamp(CAST(n AS BIGINT) * 1000)', 'timestamp_micros(n) AS make_timestamp(CAST(n AS BIGINT))',
  'unix_seconds(t) AS CAST(epoch(CAST(t AS TIMESTAMP)) AS BIGINT)', 'unix_millis(t) AS epoch_ms(CAST(t AS TIMESTAMP))', 'unix_micros(t) AS epoch_us(CAST(t AS TIMESTAMP))',
  "unix_date(d) AS CAST(CAST(d AS DATE) - DATE '1970-01-01' AS INTEGER)", "date_from_unix_date(n) AS DATE '1970-01-01' + CAST(n AS INTEGER)",
  "from_utc_timestamp(t, z) AS timezone(z, timezone('UTC', CAST(t AS TIMESTAMP)))", "to_utc_timestamp(t, z) AS timezone('UTC', timezone(z, CAST(t AS TIMESTAMP)))",
  'convert_timezone(z, t) AS timezone(z, timezone(\'UTC\', CAST(t AS TIMESTAMP)))', 'convert_timezone(f, z, t) AS timezone(z, timezone(f, CAST(t AS TIMESTAMP)))',
  // Text.
  ...['length', 'len', 'char_length', 'character_length'].map((name) => `${name}(s) AS CAST(length(s) AS INTEGER)`),
  "initcap(s) AS array_to_string(list_transform(string_split(s, ' '), lambda w: upper(left(w, 1)) || lower(substr(w, 2))), ' ')",
  'charindex(s, t) AS instr(t, s)', "space(n) AS repeat(' ', uc_most_text(n, n))", 'repeat(s, n) AS repeat(s, uc_most_text(length(s) * CAST(n AS BIGINT), n))',
  ...['lpad', 'rpad'].flatMap((name) => [`${name}(s, n) AS ${name}(s, CAST(uc_most_text(n, n) AS INTEGER), ' ')`, `${name}(s, n, p) AS ${name}(s, CAST(uc_most_text(n, n) AS INTEGER), p)`]), 'btrim(s) AS trim(s)', 'btrim(s, c) AS trim(s, c)',
  "format_number(n, d) AS format('{:,.' || d || 'f}', CAST(n AS DOUBLE))",
  'substring_index(s, d, n) AS CASE WHEN n > 0 THEN array_to_string(list_slice(string_split(s, d), 1, n), d) ELSE array_to_string(list_slice(string_split(s, d), n, -1), d) END',
  "find_in_set(s, l) AS CAST(coalesce(list_position(string_split(l, ','), s), 0) AS INTEGER)",
  'regexp_count(s, p) AS CAST(len(regexp_extract_all(s, p)) AS INTEGER)', "regexp_substr(s, p) AS nullif(regexp_extract(s, p), '')",
  'regexp_instr(s, p) AS CASE WHEN regexp_matches(s, p) THEN CAST(strpos(s, regexp_extract(s, p)) AS INTEGER) ELSE 0 END',
  'sha2(s, n) AS sha256(s)', 'get_json_object(j, p) AS json_extract_string(j, p)', 'json_object_keys(j) AS json_keys(j)', 'to_variant_object(v) AS to_json(v)',
  // Arrays and maps.
  'size(a) AS CAST(len(a) AS INTEGER)', 'cardinality(a) AS CAST(len(a) AS INTEGER)', 'array_size(a) AS CAST(len(a) AS INTEGER)',
  'element_at(a, i) AS a[i]', 'try_element_at(a, i) AS a[i]', 'get(a, i) AS a[i + 1]',
  'array_join(a, s) AS array_to_string(a, s)', 'array_join(a, s, n) AS array_to_string(list_transform(a, lambda x: coalesce(x, n)), s)',
  'array_distinct(a) AS list_filter(a, lambda x, i: list_position(a, x) = i)', 'array_union(a, b) AS list_filter(list_concat(a, b), lambda x, i: list_position(list_concat(a, b), x) = i)',
  'array_append(a, x) AS list_append(a, x)', 'array_prepend(a, x) AS list_prepend(x, a)', 'array_compact(a) AS list_filter(a, lambda x: x IS NOT NULL)',
  'array_repeat(x, n) AS list_transform(range(uc_most_elements(n, n)), lambda i: x)', 'arrays_overlap(a, b) AS list_has_any(a, b)', 'slice(a, s, n) AS list_slice(a, s, s + n - 1)',
  'sequence(a, b) AS CASE WHEN a <= b THEN generate_series(a, uc_most_elements(b - a, b)) ELSE generate_series(a, uc_most_elements(a - b, b), -1) END',
  'sequence(a, b, s) AS generate_series(a, uc_most_elements((b - a) / s, b), s)',
  'map_keys(m) AS map_keys(m)', 'map_values(m) AS map_values(m)', 'map_contains_key(m, k) AS map_contains(m, k)',
  "str_to_map(t) AS map_from_entries(list_transform(string_split(t, ','), lambda p: struct_pack(k := split_part(p, ':', 1), v := split_part(p, ':', 2))))",
  'map_from_arrays(k, v) AS map(k, v)', 'array_insert(a, i, x) AS list_concat(list_append(list_slice(a, 1, i - 1), x), list_slice(a, i, len(a)))',
  // Numbers.
  'try_divide(a, b) AS a / nullif(b, 0)', 'try_add(a, b) AS try(a + b)', 'try_subtract(a, b) AS try(a - b)', 'try_multiply(a, b) AS try(a * b)',
  'bround(x) AS round_even(x, 0)', 'bround(x, n) AS round_even(x, n)', 'pmod(a, b) AS ((a % b) + b) % b', 'signum(x) AS CAST(sign(x) AS DOUBLE)', 'e() AS exp(1)', 'hypot(a, b) AS sqrt(a * a + b * b)',
  'shiftleft(a, n) AS a << n', 'shiftright(a, n) AS a >> n', 'positive(x) AS x', 'negative(x) AS -x', 'nanvl(a, b) AS CASE WHEN isnan(CAST(a AS DOUBLE)) THEN b ELSE a END',
  'width_bucket(v, a, b, n) AS CAST(CASE WHEN v < a THEN 0 WHEN v >= b THEN n + 1 ELSE floor((v - a) / (b - a) * n) + 1 END AS BIGINT)',
  // Conditions, aggregates and what is left.
  'isnull(x) AS x IS NULL', 'isnotnull(x) AS x IS NOT NULL', "assert_true(x) AS CASE WHEN x THEN NULL ELSE error('USER_RAISED_EXCEPTION') END",
  "raise_error(x) AS error('USER_RAISED_EXCEPTION ' || x)", 'some(x) AS bool_or(x)', 'try_sum(x) AS sum(x)', 'try_avg(x) AS avg(x)', "input_file_name() AS ''", 'spark_partition_id() AS 0',
  "typeof(x) AS CASE typeof(x) WHEN 'INTEGER' THEN 'int' WHEN 'VARCHAR' THEN 'string' WHEN 'BLOB' THEN 'binary' WHEN 'TIMESTAMP WITH TIME ZONE' THEN 'timestamp' WHEN '\"NULL\"' THEN 'void' WHEN 'INTEGER[]' THEN 'array<int>' WHEN 'VARCHAR[]' THEN 'array<string>' ELSE lower(typeof(x)) END",
  // A type's name is also the function that casts to it.
  ...[['tinyint', 'TINYINT'], ['smallint', 'SMALLINT'], ['int', 'INTEGER'], ['bigint', 'BIGINT'], ['float', 'FLOAT'], ['double', 'DOUBLE'], ['boolean', 'BOOLEAN'], ['decimal', 'DECIMAL(10, 0)'], ['string', 'VARCHAR'], ['date', 'DATE'], ['timestamp', 'TIMESTAMP']]
    .map(([name = '', type = '']) => `${name}(x) AS CAST(x AS ${type})`),
  'binary(x) AS encode(x)',
]

const macros = new Map<string, { arity: number; text: string }[]>()
for (const body of BODIES) {
  const [, name = '', parameters = '', expression = ''] = /^(\w+)\(([^)]*)\) AS ([^]*)$/.exec(body) ?? []
  macros.set(name, [...(macros.get(name) ?? []), { arity: parameters === '' ? 0 : parameters.split(',').length, text: `(${parameters}) AS ${expression}` }])
}
/** The parser's own names for functions put underscores elsewhere: `day_of_week`. `is_null` is also IS NOT NULL: an operator that stays. */
const byNode = new Map([...macros.keys()].filter((name) => name !== 'isnull').map((name) => [name.replaceAll('_', ''), name]))
const engineName = (name: string): string => `uc_${name}`

/** Their names in Databricks, as SHOW FUNCTIONS lists them. */
export const standInNames: readonly string[] = [...macros.keys()].sort()

/** One call makes so much at most: what it makes is in memory before anyone could stop it. Their second argument comes back. */
const LIMITS = [
  "uc_most_text(size, n) AS CASE WHEN size > 1000000 THEN error('COLLECTION_SIZE_LIMIT') ELSE n END",
  "uc_most_elements(size, n) AS CASE WHEN abs(size) > 10000 THEN error('COLLECTION_SIZE_LIMIT') ELSE n END",
  "uc_dates(a, b, s) AS CASE WHEN abs(epoch(CAST(b AS TIMESTAMP)) - epoch(CAST(a AS TIMESTAMP))) > 10000 * abs(epoch(s)) THEN error('COLLECTION_SIZE_LIMIT') ELSE generate_series(CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP), s) END",
]

/** What the embedded engine has to create. */
export const STAND_IN_MACROS = [...LIMITS, ...[...macros].map(([name, bodies]) => `${engineName(name)}${bodies.map(({ text }) => text).join(', ')}`)]

/** The call with its stand-in, and literals that the translation forgets in some places; undefined for what has none. Takes a node whose children were rewritten. */
export function standIn(node: Tree): Json | undefined {
  const literal = nodeOf(node, 'literal')
  if (literal?.literal_type === 'timestamp') return call(engineName('timestamp'), [stringLiteral(literalText(node) ?? '')])
  if (literal?.literal_type === 'hex_string') return call('unhex', [stringLiteral(literalText(node) ?? '')])
  const called = nodeOf(node, 'function')
  if (called) return forCall((nameIn(called.name) ?? '').toLowerCase(), Array.isArray(called.args) ? called.args : [])
  // Functions that the parser knows have nodes of their own, with the arguments under these names.
  const [kind = '', ...more] = Object.keys(node)
  const name = more.length === 0 ? byNode.get(kind.replaceAll('_', '')) : undefined
  const content = name === undefined ? undefined : node[kind]
  if (name === undefined || !isTree(content) || !('this' in content)) return undefined
  return forCall(name, [content.this, content.expression].filter((one): one is Json => one !== undefined && one !== null))
}

function forCall(name: string, args: Json[]): Json | undefined {
  const format = nodeOf(args[1], 'literal')?.value
  if (name === 'date_format' && args.length === 2 && typeof format === 'string') return call(engineName('strftime'), [args[0] ?? null, stringLiteral(strftimeFormat(format))])
  const [list, first = null, second = null] = args
  if (list !== undefined && name === 'exists' && nodeOf(first, 'lambda')) return call('coalesce', [call('list_bool_or', [call('list_transform', [list, first])]), { boolean: { value: false } }])
  if (list !== undefined && name === 'forall') return call('coalesce', [call('list_bool_and', [call('list_transform', [list, first])]), { boolean: { value: true } }])
  if (list !== undefined && args.length === 3 && (name === 'aggregate' || name === 'reduce')) return call('list_reduce', [list, second, first])
  if (list !== undefined && name === 'sequence' && nodeOf(second, 'interval')) return call('uc_dates', [list, first, second])
  if (name === 'reverse' && nameIn(nodeOf(list, 'function')?.name) === 'list_value') return call('list_reverse', args)
  return macros.get(name)?.some(({ arity }) => arity === args.length) ? call(engineName(name), args) : undefined
}

const FORMATS: Record<string, string> = {
  yyyy: '%Y', y: '%Y', yy: '%y', MMMM: '%B', MMM: '%b', MM: '%m', M: '%-m', dd: '%d', d: '%-d', HH: '%H', H: '%-H', hh: '%I', h: '%-I', mm: '%M', m: '%-M', ss: '%S', s: '%-S',
  SSS: '%g', SSSSSS: '%f', a: '%p', E: '%a', EE: '%a', EEE: '%a', EEEE: '%A', DDD: '%j', D: '%-j', X: 'Z', XXX: 'Z', z: 'UTC',
}
/** Databricks' date pattern in the embedded engine's letters; text between quotes stands for itself. */
const strftimeFormat = (pattern: string): string =>
  pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*|%/g, (part, quoted: string | undefined) => (quoted !== undefined ? quoted.replaceAll('%', '%%') || "'" : part === '%' ? '%%' : (FORMATS[part] ?? part)))
