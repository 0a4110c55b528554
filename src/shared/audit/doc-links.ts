export interface DocLinks {
  aws: string
  azure: string
  gcp: string
}
/** The same page of Databricks' documentation for each cloud. */
export const docs = (page: string): DocLinks => ({
  aws: `https://docs.databricks.com/aws/en/${page}`,
  azure: `https://learn.microsoft.com/en-us/azure/databricks/${page}`,
  gcp: `https://docs.databricks.com/gcp/en/${page}`,
})
export const PRIVILEGES = docs('data-governance/unity-catalog/manage-privileges/privileges')
export const OWNERSHIP = docs('data-governance/unity-catalog/manage-privileges/ownership')
export const ADMINS = docs('data-governance/unity-catalog/manage-privileges/admin-privileges')
export const WAREHOUSES = docs('compute/sql-warehouse/create')
export const TOKENS = docs('dev-tools/auth/pat')
export const TOKEN_ADMIN = docs('admin/access-control/tokens')
export const SERVICE_PRINCIPALS = docs('admin/users-groups/service-principals')
export const ENTITLEMENTS = docs('security/auth/entitlements')
export const GROUPS = docs('admin/users-groups/groups')
export const IP_LISTS = docs('security/network/front-end/ip-access-list-workspace')
export const BINDINGS = docs('catalogs/binding')
export const FILTERS = docs('data-governance/unity-catalog/filters-and-masks')
export const VIEWS = docs('views/create-views')
export const OAUTH = docs('dev-tools/auth/oauth-m2m')
