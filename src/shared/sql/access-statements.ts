import { quotePath, quotePrincipal } from './identifiers'

const on = (type: string, path: readonly string[]): string => (type === 'METASTORE' ? 'METASTORE' : `${type} ${quotePath(...path)}`)

/** Any privilege on any securable to one principal. The metastore is granted on without a name. Repeating changes nothing. */
export const grantPrivileges = (privileges: readonly string[], type: string, path: readonly string[], principal: string): string =>
  `GRANT ${privileges.join(', ')} ON ${on(type, path)} TO ${quotePrincipal(principal)}`

/** Takes away what was granted on exactly this securable; revoking what is not there changes nothing. */
export const revokePrivileges = (privileges: readonly string[], type: string, path: readonly string[], principal: string): string =>
  `REVOKE ${privileges.join(', ')} ON ${on(type, path)} FROM ${quotePrincipal(principal)}`

/** Hands ownership to another principal. */
export const alterOwner = (type: string, path: readonly string[], owner: string): string => `ALTER ${type} ${quotePath(...path)} OWNER TO ${quotePrincipal(owner)}`
