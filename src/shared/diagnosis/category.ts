import { z } from 'zod'

/**
 * What kind of failure it was: one word per cause that needs its own advice.
 * The first block is also the vocabulary of `cli -- diagnose`; the last block can only arise inside the assistant.
 */
export const CATEGORIES = [
  // network
  'dns', 'refused', 'timeout', 'reset', 'proxy_auth', 'host_malformed', 'not_databricks_host', 'workspace_not_found',
  'service_unavailable', 'rate_limited',
  // TLS
  'tls_untrusted', 'tls_expired', 'tls_hostname', 'tls_not_tls',
  // sign-in
  'token_missing', 'token_invalid', 'token_expired', 'token_scope', 'identity_disabled', 'ip_blocked',
  // warehouse
  'http_path_wrong', 'warehouse_not_found', 'warehouse_deleted', 'warehouse_no_permission', 'warehouse_stopped',
  'warehouse_starting', 'serverless_unavailable', 'serverless_quota', 'cloud_quota', 'session_expired',
  // Unity Catalog
  'metastore_missing', 'metastore_no_storage', 'catalog_not_found', 'catalog_no_use', 'catalog_not_bound', 'schema_not_found',
  'schema_no_use', 'table_not_found', 'table_no_select', 'create_denied', 'grant_denied', 'principal_not_found',
  'uc_quota', 'entitlement_missing',
  // SQL
  'syntax',
  'other',
  // only inside the assistant
  'invalid_input', 'nothing_to_import', 'deadline', 'cancelled', 'internal_error',
] as const

export const Category = z.enum(CATEGORIES)
export type Category = z.infer<typeof Category>
