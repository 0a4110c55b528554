import { is, type Rule } from './rule'

export const SQL_RULES: readonly Rule[] = [
  {
    category: 'syntax',
    confidence: 'high',
    codes: [
      'PARSE_SYNTAX_ERROR', 'PARSE_EMPTY_STATEMENT', 'INVALID_SQL_SYNTAX', 'INVALID_IDENTIFIER', 'PARSE_ERROR', 'UNCLOSED_BRACKETED_COMMENT', 'INVALID_PROPERTY_KEY',
      'IDENTIFIER_TOO_MANY_NAME_PARTS', 'REQUIRES_SINGLE_PART_NAMESPACE', 'PARSE_MODE_UNSUPPORTED', 'INVALID_STATEMENT_OR_CLAUSE', 'SYNTAX_ERROR', 'PARSE_DUPLICATE_KEYS',
    ],
    sqlStates: ['42601', '42602', '37000'],
    text: /syntax error|(?<!Json)ParseException|mismatched input|no viable alternative|extraneous input|possibly unquoted identifier|invalid identifier|operation not allowed: (?:GRANT|REVOKE|SHOW)|cannot parse (?:the )?(?:statement|query|SQL)/i,
    unless: /syntax or semantic analysis error.{0,400}(?:permission|not found|privilege)/i,
  },
  {
    category: 'syntax',
    confidence: 'medium',
    codes: ['UNRESOLVED_COLUMN', 'UNRESOLVED_ROUTINE', 'DATATYPE_MISMATCH', 'UC_COMMAND_NOT_SUPPORTED', 'UNSUPPORTED_FEATURE', 'MISSING_AGGREGATION', 'AMBIGUOUS_REFERENCE', 'WRONG_NUM_ARGS', 'UNBOUND_SQL_PARAMETER', 'INVALID_USAGE_OF_STAR_OR_REGEX'],
    sqlStates: ['42703', '42883', '42000', '0AKUC', '42K09', '42702', '42605'],
    text: /syntax or semantic analysis error|AnalysisException/i,
    also: ['other'],
  },
]

/** Requests that are wrong in themselves: no advice of ours fits better than the text. */
export const REQUEST_RULES: readonly Rule[] = [
  {
    category: 'other',
    confidence: 'medium',
    codes: ['MALFORMED_REQUEST', 'INVALID_PARAMETER_VALUE', 'INVALID_REQUEST', 'MISSING_PARAMETER', 'INVALID_ARGUMENT', 'NOT_IMPLEMENTED', 'RESOURCE_CONFLICT', 'ALREADY_EXISTS', 'RESOURCE_ALREADY_EXISTS', 'ABORTED', 'FEATURE_DISABLED'],
  },
]

/** Nothing but a status, or words that fit everything. */
export const LAST_RULES: readonly Rule[] = [
  {
    category: 'warehouse_stopped',
    confidence: 'low',
    text: /^\W*(?:\w+\.)*(?:RequestError:?\s*)?error during request to server:?\W*$/i,
    also: ['http_path_wrong', 'warehouse_no_permission', 'token_invalid', 'service_unavailable'],
    note: 'This text alone says only that a request failed. It has been seen for a stopped SQL warehouse, a wrong HTTP path, a missing right and a rejected token.',
  },
  {
    category: 'other',
    confidence: 'medium',
    text: /(?:tokens?|node id) tokens? does not exist/i,
    note: 'Databricks keeps no permissions for tokens before the workspace has its first one. Make a token for yourself (Settings > Developer > Access tokens), then try again.',
  },
  { category: 'warehouse_no_permission', confidence: 'low', status: is(403), stage: /warehouse/, also: ['warehouse_not_found', 'token_invalid', 'ip_blocked'] },
  { category: 'catalog_no_use', confidence: 'low', status: is(403), stage: /catalog/, also: ['token_scope', 'schema_no_use'] },
  { category: 'token_invalid', confidence: 'low', status: is(403), also: ['token_expired', 'ip_blocked', 'warehouse_no_permission'], unless: /PERMISSION_DENIED/ },
  { category: 'http_path_wrong', confidence: 'low', status: is(404), stage: /protocol|warehouse|session/, also: ['warehouse_not_found', 'workspace_not_found'] },
  { category: 'not_databricks_host', confidence: 'low', status: is(404), stage: /network|dns|tcp|sign-in|auth/, also: ['http_path_wrong', 'workspace_not_found'] },
  // What a REST request does not find is no HTTP path: that leads to statements only.
  { category: 'http_path_wrong', confidence: 'low', status: is(404), stage: /^(?!rest$)/, also: ['warehouse_not_found', 'workspace_not_found', 'not_databricks_host'], unless: /RESOURCE_DOES_NOT_EXIST/ },
  { category: 'timeout', confidence: 'low', status: is(408) },
  { category: 'refused', confidence: 'low', text: /communication link failure|fetch failed|network error|connection (?:error|failed|failure)|ConnectionError|can(?:not|'?t) connect|could not connect|failed to connect|unable to connect/i, also: ['timeout', 'dns', 'reset', 'tls_untrusted'] },
]
