import { askMessage, type Subject, workspaceLink } from '../subject'
import { type Entry, workspaceAdmin } from './entry'

const tokenPage = (s: Subject) => workspaceLink(s, 'Open Access tokens in the workspace', 'settings', 'user', 'developer', 'access-tokens')
const newToken = (s: Subject) => ({
  text: 'Make a new token: Settings > Developer > Access tokens > Manage > Generate new token, scope "BI Tools" (sql). Paste the value that begins with dapi; it is shown once.',
  action: 'edit-token' as const,
  ...tokenPage(s),
})
/** A service principal cannot follow the pages of the UI: an admin makes its token. */
const tokenForServicePrincipal = (s: Subject) => {
  const request = `POST /api/2.0/token-management/on-behalf-of/tokens\n${JSON.stringify({ application_id: s.grantee, comment: 'CleverTap import', lifetime_seconds: 7_776_000, scopes: ['sql'] })}`
  return {
    text: 'For a service principal, a workspace admin makes the token (AWS and GCP; on Azure the service principal makes it for itself with POST /api/2.0/token/create).',
    statement: { language: 'http' as const, text: request },
    ask: { whom: workspaceAdmin, message: askMessage(s, `a new token is needed for ${s.who}, with the scope "sql"`, request) },
  }
}
const replaceToken = (s: Subject) => (s.principalKind === 'service-principal' ? [tokenForServicePrincipal(s), newToken(s)] : [newToken(s), tokenForServicePrincipal(s)])

/** An identity that is not assigned, or was deactivated. */
const assignIdentity = (s: Subject) => ({
  text: 'A workspace admin adds it: Settings > Identity and access > Service principals (or Users) > Manage > Add; or reactivates it there.',
  ...workspaceLink(s, 'Open Service principals', 'settings', 'workspace', 'identity-and-access', 'service-principals'),
  ask: { whom: workspaceAdmin, message: askMessage(s, `${s.who} must be assigned to this workspace and active (Settings > Identity and access)`) },
})
/** Databricks says this for a refused address and for an identity that is not assigned alike. */
const namesNoCause = ({ said }: Subject) => /unauthorized access to (?:Org|workspace)/i.test(said)

/** The scope that a refusal asks for. */
const scopeIn = ({ said }: Subject): string | undefined =>
  (/\brequire[sd]? (?:one of )?(?:the )?(?:following )?scopes?: ?([\w.:,-]+)/i.exec(said) ?? /\bscopes?[= ]['"`]([\w.:-]+)['"`]/i.exec(said) ?? /['"`]([\w.:-]+)['"`] scope\b/i.exec(said))?.[1]?.replace(/[.,]$/, '')

export const SIGN_IN = {
  token_missing: {
    title: () => 'No token reached Databricks',
    causes: () => ['The token field is empty.', 'A token id was entered instead of the token: the token begins with dapi.'],
    fixes: (s) => [{ text: 'Enter the personal access token.', action: 'edit-token' }, ...replaceToken(s)],
  },
  token_invalid: {
    title: (s) => `${s.host ?? 'The workspace'} does not accept this token`,
    causes: () => [
      'The token was revoked, has expired, or was not copied completely. Databricks also revokes tokens that were not used for 90 days.',
      'The token was made in another workspace: a personal access token works only where it was made.',
      'A token id or some other value was entered instead of the token, which begins with dapi.',
    ],
    fixes: (s) => [{ text: 'Enter the token again, complete and without spaces.', action: 'edit-token' }, ...replaceToken(s), { text: 'Check that the host is the workspace in which the token was made.', action: 'edit-host' }],
  },
  token_expired: {
    title: () => 'The token has expired',
    causes: () => ['The lifetime of the token is over. A token\'s value can\'t be retrieved or extended: it is replaced.'],
    fixes: (s) => [...replaceToken(s), { text: 'Enter the new token here, and later in CleverTap too.', action: 'edit-token' }],
  },
  token_scope: {
    title: () => 'The scope of the token does not allow this call',
    causes: (s) => [
      scopeIn(s) === undefined ? 'The token was made with scopes that do not include this call.' : `The token lacks the scope that Databricks names: ${scopeIn(s) ?? ''}.`,
      'That says nothing about privileges: the identity may well have them. CleverTap itself needs the scope "sql" only.',
    ],
    fixes: (s) => [
      { text: 'If the missing scope is sql: make a new token with the scope type "BI Tools".', action: 'edit-token', ...tokenPage(s) },
      ...(scopeIn(s) === 'sql' ? [] : [{ text: 'If another scope is missing, nothing needs to change: the assistant checks by SQL what this call would have told.' }]),
    ],
  },
  identity_disabled: {
    title: (s) => `${s.who.charAt(0).toUpperCase()}${s.who.slice(1)} may not use this workspace`,
    causes: () => ['The identity exists in the account but is not assigned to this workspace.', 'It was deactivated or removed.'],
    fixes: (s) => [
      assignIdentity(s),
      { text: 'Or use the token of another identity.', action: 'edit-token' },
    ],
  },
  ip_blocked: {
    title: (s) => (s.address === undefined ? 'Databricks refuses connections from this network' : `Databricks refuses connections from ${s.address}`),
    causes: (s) => [
      'The workspace has an IP access list that does not contain this computer\'s public address.',
      'Public access to the workspace is switched off (Private Link), or a network policy refuses this source.',
      ...(namesNoCause(s) ? [`Or it is not the network: ${s.who} is not assigned to this workspace, or was deactivated.`] : []),
    ],
    fixes: (s) => {
      const request = `POST /api/2.0/ip-access-lists\n{"label": "CleverTap import", "list_type": "ALLOW", "ip_addresses": ["${s.address ?? '<address to allow>'}"]}`
      return [
        {
          text: `A workspace admin allows the address${s.address === undefined ? '' : ` ${s.address}`}. CleverTap's own addresses must be allowed too: ask CleverTap for them.`,
          statement: { language: 'http', text: request },
          ask: { whom: workspaceAdmin, message: askMessage(s, `${s.address ?? 'the public address of this computer'} and CleverTap's addresses must be on the IP access list of the workspace`, request) },
        },
        { text: 'See which lists there are (workspace admin).', statement: { language: 'shell', text: 'databricks ip-access-lists list' } },
        { text: 'Try from a network that is allowed, for example the company VPN.', action: 'retry' },
        ...(namesNoCause(s) ? [assignIdentity(s)] : []),
      ]
    },
  },
  entitlement_missing: {
    title: (s) => `${s.who.charAt(0).toUpperCase()}${s.who.slice(1)} lacks the entitlement "Databricks SQL access"`,
    causes: () => ['Without this entitlement an identity can\'t use SQL warehouses, whatever its other rights.'],
    fixes: (s) => {
      const request = `PATCH /api/2.0/preview/scim/v2/${s.principalKind === 'user' ? 'Users' : 'ServicePrincipals'}/<numeric id>\n{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "entitlements", "value": [{"value": "databricks-sql-access"}]}]}`
      return [
        {
          text: 'A workspace admin ticks "Databricks SQL access": Settings > Identity and access > Service principals (or Users) > Manage > the identity > Entitlements.',
          statement: { language: 'http', text: request },
          ...workspaceLink(s, 'Open Service principals', 'settings', 'workspace', 'identity-and-access', 'service-principals'),
          ask: { whom: workspaceAdmin, message: askMessage(s, `${s.who} needs the entitlement "Databricks SQL access" (databricks-sql-access)`, request) },
        },
        { text: 'Then test again.', action: 'retry' },
      ]
    },
  },
} satisfies Record<string, Entry>
