/** What stands where a secret was. */
const MARK = '[redacted]'

/** Prefixes of Databricks secrets: personal, OAuth and internal tokens (the list the Node driver redacts by). */
const TOKEN = /(dapi|dskea|dkea|dsapi|dose)(?:[0-9a-f]{6,}(?:-\d+)?|[0-9a-z]{12,}(?:-\d+)?)/gi
const JWT = /eyJ[\w-]{8,}(?:\.[\w-]*)*/g
/** `Bearer realm=...` and "bearer token" are words about the scheme, not a credential. */
const AUTH_SCHEME = /\b(Bearer|Basic)(\s+)(?!realm=|tokens?\b|auth\w*\b|scheme\b|header\b|error\b|\[redacted\])[^\s"'<>,;)\]}]+/gi
const AUTH_HEADER = /\b((?:proxy-)?authorization)(["']?\s*[:=]\s*["']?)(?!(?:Bearer|Basic)\b)(?!\[redacted\])[^\s"'<>,;)}]+/gi
/** Errors about an unusable header repeat its value: undici, Python's http.client and requests. */
const HEADER_VALUE_FIRST = /(["'])(?:(?!\1)[\s\S])*\1( is an invalid header value)/gi
const HEADER_VALUE_LAST = /(invalid header value:?\s*|in header value:?\s*)b?(["'])(?:(?!\2)[\s\S])*\2/gi
/** `PWD=` of ODBC and JDBC strings, `client_secret=` (what stands before the word stays as it is), JSON members, environment variables. */
const SECRET_MEMBER =
  /((?:secret|access[_-]?token|refresh[_-]?token|id[_-]?token|auth[_-]?accesstoken|oauth2?[_-]?secret|api[_-]?key|token[_-]?value|passwd|password|(?<![a-z])pwd)["']?\s*(?:=|:(?=\s*["'])|:(?=\s*\S*\d))\s*)(?:"[^"]*"|'[^']*'|[^\s"',;&})]+)/gi
/** `token` is also an ordinary word in error texts: only an assignment or a quoted member counts. */
const TOKEN_MEMBER = /(token["']?\s*(?:=\s*|:\s*(?=["'])))(?:"[^"]*"|'[^']*'|[^\s"',;&})]+)/gi
const URL_PASSWORD = /(:\/\/)[^\s/@:]+:[^\s/@]+@/g
/** Token ids are SHA-256 hashes: harmless, but the first eight digits are enough to recognise one. */
const TOKEN_ID = /\b([0-9a-f]{8})[0-9a-f]{56}\b/gi

/**
 * Takes every known form of secret out of a text. Idempotent, never throws, keeps the words around.
 *
 * @param known secrets the caller holds (a token in a form no pattern knows); they are removed literally.
 */
export function redact(text: string, known: readonly string[] = []): string {
  let out = text
  for (const secret of known) if (secret.length >= 4) out = out.split(secret).join(MARK)
  return out
    .replace(HEADER_VALUE_FIRST, `$1${MARK}$1$2`)
    .replace(HEADER_VALUE_LAST, `$1$2${MARK}$2`)
    .replace(TOKEN, MARK)
    .replace(JWT, MARK)
    .replace(AUTH_SCHEME, `$1$2${MARK}`)
    .replace(AUTH_HEADER, `$1$2${MARK}`)
    .replace(SECRET_MEMBER, `$1${MARK}`)
    .replace(TOKEN_MEMBER, `$1${MARK}`)
    .replace(URL_PASSWORD, `$1${MARK}@`)
    .replace(TOKEN_ID, '$1…')
}
