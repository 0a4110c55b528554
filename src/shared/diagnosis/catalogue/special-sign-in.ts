import { askMessage, workspaceLink } from '../subject'
import { workspaceAdmin } from './entry'
import type { Special } from './special'

const usePat = { text: 'CleverTap itself signs in with a personal access token, not with OAuth: enter one here.', action: 'edit-token' as const }

export const SPECIAL_SIGN_IN: readonly Special[] = [
  {
    of: ['ip_blocked'],
    when: /IP ACL for account|account console IP|account[- ]level IP/i,
    title: (s) => `The Databricks account refuses connections from ${s.address ?? 'this network'}`,
    causes: () => ['The IP access list of the account console does not contain this address. It guards the account console and account calls; CleverTap\'s import does not use those.'],
    fixes: (s) => [{ text: 'An account admin adds the address: account console > Security > IP access lists.', ask: { whom: 'an account admin', message: askMessage(s, `${s.address ?? 'this address'} must be on the IP access list of the account console`) } }],
  },
  {
    of: ['ip_blocked'],
    when: /public (?:network )?access|private[- ]?link|private endpoint|VPC endpoint|unauthorized network access|(?:network|ingress) policy/i,
    unless: /IP[ _-]?ACL|IP access list|source IP/i,
    causes: () => [
      'Public access to the workspace is switched off: it accepts connections through its own private endpoints (Private Link) only.',
      'Or a network policy of the account refuses this source. An IP access list is not the matter here.',
    ],
    fixes: (s) => [
      { text: 'Try from inside the network that may connect: the company VPN, or a machine behind the private endpoint.', action: 'retry' },
      {
        text: 'CleverTap connects over the internet. Public access must be allowed for it, narrowed by an IP access list with CleverTap\'s addresses. Azure: the workspace in the Azure portal > Settings > Networking. AWS and GCP: account console > Security > Networking > Private access settings; network policies are there too.',
        ask: { whom: 'an account admin', message: askMessage(s, 'the workspace must accept connections from CleverTap\'s addresses: public access on, limited by an IP access list; and no network policy that refuses them') },
      },
    ],
  },
  {
    of: ['token_invalid', 'token_expired', 'identity_disabled'],
    when: /invalid_client|client authentication failed|FAILURE_OAUTH_REQUEST|client secret|oauth-m2m|during OAuth|OAuth.{0,60}(?:fail|error)|AADSTS(?:7000215|7000222|700016|700027)/i,
    title: () => 'Databricks does not accept this OAuth client',
    causes: () => [
      'The client id is wrong, or its secret is wrong, expired or deleted.',
      'The secret is of the other kind: a secret made in Databricks for one made in Microsoft Entra ID, or the reverse.',
      'The service principal is not assigned to this workspace, or belongs to another account or tenant.',
    ],
    fixes: (s) => [
      { text: 'Make a new OAuth secret: Settings > Identity and access > Service principals > Manage > the service principal > Secrets > Generate secret.', ...workspaceLink(s, 'Open Service principals', 'settings', 'workspace', 'identity-and-access', 'service-principals') },
      { text: 'Compare the client id with the application id of the service principal.' },
      usePat,
    ],
  },
  {
    of: ['token_expired'],
    when: /refresh token|reauthenticat|auth login|AADSTS/i,
    title: () => 'The saved sign-in has expired',
    causes: () => ['The refresh token that the Databricks CLI, an SDK or Microsoft Entra ID keeps for this user is no longer valid: too old, revoked, or made before a change of password.'],
    fixes: (s) => [
      { text: 'Sign in again.', statement: { language: 'shell', text: `databricks auth login --host https://${s.shellHost}` } },
      { text: 'With the Azure CLI.', statement: { language: 'shell', text: 'az login' } },
      usePat,
    ],
  },
  {
    of: ['token_invalid', 'identity_disabled', 'other'],
    when: /(?:personal access )?tokens? (?:are|is|have been|creation is) (?:disabled|not enabled|turned off|not allowed)|token creation .{0,60}(?:not enabled|disabled|not allowed)|permission to (?:use|create) (?:personal access )?tokens/i,
    title: () => 'Personal access tokens are not allowed here',
    causes: () => ['A workspace admin switched personal access tokens off, or this identity has no permission to use them. Tokens that exist are kept and work again when that is undone.'],
    fixes: (s) => {
      const entry = s.principalKind === 'user' ? 'user_name' : 'service_principal_name'
      const request = `PATCH /api/2.0/permissions/authorization/tokens\n${JSON.stringify({ access_control_list: [{ [entry]: s.grantee, permission_level: 'CAN_USE' }] })}`
      return [
        {
          text: 'A workspace admin allows them: Settings > Advanced > Personal Access Tokens; "Permission settings" there says who may use them.',
          statement: { language: 'http', text: request },
          ...workspaceLink(s, 'Open the settings', 'settings', 'workspace', 'advanced'),
          ask: { whom: workspaceAdmin, message: askMessage(s, `personal access tokens must be switched on in the workspace, and ${s.who} must have "Can use" for them`, request) },
        },
      ]
    },
  },
  {
    of: ['other', 'token_missing'],
    when: /more than one authorization method/i,
    title: () => 'Two ways to sign in are configured at once',
    causes: () => ['The environment or the profile holds a token and another way to sign in (OAuth, Azure) together, and the client won\'t choose.'],
    fixes: () => [
      { text: 'Say which one to use.', statement: { language: 'shell', text: 'export DATABRICKS_AUTH_TYPE=pat' } },
      { text: 'Or remove the variables that are not wanted, for example DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or DATABRICKS_TOKEN.' },
    ],
  },
  {
    of: ['other'],
    when: /multiple profiles matched|profiles match(?:ed|ing)? (?:the |this )?host/i,
    title: () => 'Several profiles fit this workspace',
    causes: () => ['~/.databrickscfg holds more than one profile with this host, and the client won\'t choose.'],
    fixes: () => [{ text: 'Name the profile.', statement: { language: 'shell', text: "export DATABRICKS_CONFIG_PROFILE='<profile>'" } }, { text: 'Or remove the profiles that are not needed.' }],
  },
  {
    of: ['entitlement_missing'],
    when: /workspace[- ]access/i,
    unless: /databricks[- ]sql/i,
    title: (s) => `${s.who.charAt(0).toUpperCase()}${s.who.slice(1)} lacks the entitlement "Workspace access"`,
    causes: () => ['This call belongs to the workspace itself (notebooks, jobs, clusters). CleverTap does not need it: it needs "Databricks SQL access".'],
    fixes: (s) => [
      {
        text: 'For the import nothing needs to change. For other work a workspace admin ticks "Workspace access": Settings > Identity and access > the identity > Entitlements.',
        ask: { whom: workspaceAdmin, message: askMessage(s, `${s.who} needs the entitlement "Workspace access" (workspace-access)`) },
      },
    ],
  },
  {
    of: ['token_missing'],
    when: /default credentials|default auth|\bDATABRICKS_TOKEN|env(?:ironment)? var|KeyError/i,
    causes: () => ['The tool found no way to sign in: no variable DATABRICKS_TOKEN, no profile in ~/.databrickscfg, no saved sign-in.', 'It runs in another window or under another user than the one in which they were set.'],
    fixes: (s) => [
      { text: 'Give host and token in the environment.', statement: { language: 'shell', text: `export DATABRICKS_HOST='https://${s.shellHost}'\nexport DATABRICKS_TOKEN='<personal access token>'` } },
      { text: 'Or sign in with the Databricks CLI.', statement: { language: 'shell', text: `databricks auth login --host https://${s.shellHost}` } },
      { text: 'In the assistant: enter the personal access token.', action: 'edit-token' },
    ],
  },
]
