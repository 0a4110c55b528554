import { cloudOf } from '#shared/connection/cloud'

/** Documentation and CleverTap's dashboard; a leading dot stands for all names below (the dashboard has one per region). */
const ALLOWED_HOSTS = [
  'docs.databricks.com', 'docs.gcp.databricks.com', 'learn.microsoft.com', 'docs.clevertap.com', 'developer.clevertap.com',
  'dashboard.clevertap.com', '.dashboard.clevertap.com',
] as const

/**
 * Whether a link may be handed to the user's browser: https, the default port, no credentials in it, and a host of the
 * list or of a zone of Databricks workspaces. Everything else stays closed, whatever text it came from.
 */
export function isAllowedLink(link: string): boolean {
  if (!URL.canParse(link)) return false
  const url = new URL(link)
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false
  const host = url.hostname
  return cloudOf(host) !== 'unknown' || ALLOWED_HOSTS.some((allowed) => (allowed.startsWith('.') ? host.endsWith(allowed) : host === allowed))
}
