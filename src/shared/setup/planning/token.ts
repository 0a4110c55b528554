import { valueOf } from '../facts'
import { DEFAULT_TOKEN_COMMENT, DEFAULT_TOKEN_SCOPES, type GoalToken } from '../goal'
import type { ByHandChange, RestChange, WhoMay } from '../plan'
import { tagged } from '../template'
import { addAction, anyOf, type Planning, presentPrincipal, SOON, workspaceAdmin } from './context'
import { ASSIGN_ID, ENTITLEMENT_ID, PRINCIPAL_FIND, PRINCIPAL_ID } from './identity'
import { aclKey } from './warehouse'

export const TOKEN_ID = 'token.create'
export const TOKEN_PERMISSION_ID = 'token.permission'
export const SECRET_ID = 'token.secret'
export const SECRET_DELETE_ID = 'token.secret-delete'
const GUIDE_DAYS = 90
const DAY_SECONDS = 86_400

type WantedToken = Exclude<GoalToken, 'none'>
/** How a token for the goal's principal can be made. */
type Way = 'on-behalf' | 'oauth-secret' | 'own' | 'by-hand'

const wantedToken = ({ goal }: Planning): WantedToken | undefined => (goal.token === 'none' || goal.principal.kind === 'group' ? undefined : goal.token)

/** CAN USE on tokens, before the token. PATCH only: a PUT would revoke other people's tokens. */
export function planTokenPermission(planning: Planning, names: ReadonlySet<string>): void {
  // Where tokens are switched off this is part of what is done by hand: the workspace may not even have the list yet.
  if (!wantedToken(planning) || areOff(planning)) return
  const { goal, facts, principal } = planning
  const { permissions } = facts.tokens
  const entry = valueOf(permissions)?.find((one) => names.has(one.principal.toLowerCase()))
  addAction(planning, {
    id: TOKEN_PERMISSION_ID,
    step: 'identity',
    title: `Let ${goal.principal.name} use personal access tokens`,
    why: 'A token works only while its identity has CAN USE on tokens.',
    change: {
      kind: 'rest',
      method: 'PATCH',
      path: ['/api/2.0/permissions/authorization/tokens'],
      body: { access_control_list: [{ [aclKey(goal.principal.kind)]: principal, permission_level: 'CAN_USE' }] },
      as: 'you',
    },
    state: entry ? 'satisfied' : permissions.known ? 'needed' : 'unknown',
    skipIf: permissions.known ? undefined : { text: 'Skip this if Settings > Advanced > Personal Access Tokens > Permission settings lists it.' },
    current: entry ? `${entry.level.replace('_', ' ')} by ${entry.principal}` : permissions.known ? 'no right' : 'not known',
    wanted: 'CAN USE',
    who: workspaceAdmin(planning),
    expected: { check: 'token-permission', principal },
    undo: {
      kind: 'by-hand',
      steps: [`Remove ${goal.principal.name} under Settings > Advanced > Personal Access Tokens > Permission settings. That revokes its tokens at once.`],
      link: '/settings/workspace/advanced',
    },
    needs: [PRINCIPAL_ID, PRINCIPAL_FIND, ASSIGN_ID],
    notes: ['PATCH adds this entry only. Setting the whole list would revoke the tokens of everyone it leaves out.', 'Databricks takes these permissions only once the workspace has at least one token.'],
  })
}

const areOff = ({ facts }: Planning) => valueOf(facts.tokens.enabled) === false

function wayOf(planning: Planning): Way {
  const { goal, facts } = planning
  if (areOff(planning)) return 'by-hand'
  if (goal.principal.kind === 'user') return isOwn(planning) ? 'own' : 'by-hand'
  if (facts.cloud !== 'azure') return 'on-behalf'
  return managedBy(planning) === 'entra' ? 'by-hand' : 'oauth-secret'
}

/** What was seen goes before what was said. */
function managedBy({ goal, facts }: Planning): 'databricks' | 'entra' | undefined {
  const there = presentPrincipal(facts)
  return (there && valueOf(there.managedBy)) ?? goal.principal.managedBy
}

const isOwn = ({ facts, goal }: Planning) => valueOf(facts.me)?.principal.toLowerCase() === goal.principal.name.toLowerCase()

/** Step 4, the token; the last of the plan, so that a plan that stops leaves no token behind. */
export function planToken(planning: Planning, now: number | undefined): void {
  const token = wantedToken(planning)
  if (!token) return
  const { goal, facts, marker, principal, principalId } = planning
  const comment = `${token.comment ?? DEFAULT_TOKEN_COMMENT} [${marker}]`
  const existing = valueOf(facts.tokens.existing)?.find(
    ({ comment: text, expiresAt }) => text?.includes(`[${marker}]`) === true && (expiresAt === undefined || expiresAt === -1 || now === undefined || expiresAt > now),
  )
  const isUnknown = !facts.tokens.existing.known
  const { days, notes } = lifetimeOf(planning, token)
  const scopes = token.scopes ?? [...DEFAULT_TOKEN_SCOPES]
  const body = { comment, ...(days === 0 ? {} : { lifetime_seconds: days * DAY_SECONDS }), scopes }
  const way = wayOf(planning)
  const secrets = tagged`/api/2.0/accounts/servicePrincipals/${principalId}/credentials/secrets`
  const oneSecret = tagged`/api/2.0/accounts/servicePrincipals/${principalId}/credentials/secrets/${{ variable: 'secret_id' }}`
  const state = existing ? ('satisfied' as const) : isUnknown ? ('unknown' as const) : ('needed' as const)
  const who = tokenRight(planning, way)
  const beforeToken = [PRINCIPAL_ID, PRINCIPAL_FIND, ASSIGN_ID, ENTITLEMENT_ID, TOKEN_PERMISSION_ID]
  if (way === 'oauth-secret' && state !== 'satisfied') {
    addAction(planning, {
      id: SECRET_ID,
      step: 'identity',
      title: `Make a short-lived OAuth secret for ${goal.principal.name}`,
      why: 'On Azure a token is made by the service principal itself. It signs in with this secret, which is deleted right after.',
      change: { kind: 'rest', method: 'POST', path: secrets, body: { lifetime: '3600s' }, as: 'you', answers: { secret_id: 'id', oauth_secret: 'secret' } },
      state: 'needed',
      current: 'no secret of this setup',
      wanted: 'there for some seconds',
      who: workspaceAdmin(planning),
      expected: { check: 'secret', id: principalId, secretId: { variable: 'secret_id' } },
      undo: { kind: 'rest', method: 'DELETE', path: oneSecret, as: 'you' },
      needs: beforeToken,
      produces: ['secret_id', 'oauth_secret'],
    })
  }
  addAction(planning, {
    id: TOKEN_ID,
    step: 'identity',
    title: `Make a personal access token for ${goal.principal.name}`,
    why: 'CleverTap signs in with it. Its scope is what the import needs, and its comment names the integration.',
    change: tokenChange(planning, way, body),
    state,
    skipIf: isUnknown ? { text: `Skip this if there is a token with the comment "${comment}" and you still have its value.` } : undefined,
    current: existing ? `there${existing.expiresAt === undefined || existing.expiresAt === -1 ? '' : `, valid until ${new Date(existing.expiresAt).toISOString().slice(0, 10)}`}; its value can't be read again` : isUnknown ? 'not known' : 'none of this setup',
    wanted: `${days === 0 ? 'without expiry' : `valid for ${days} days`}, scope ${scopes.join(', ')}`,
    who,
    expected: way === 'by-hand' ? { check: 'confirmed', question: `Do you have the token of ${goal.principal.name}?` } : { check: 'token', principal, comment },
    poll: SOON,
    undo: way === 'by-hand' ? { kind: 'by-hand', steps: ['Delete the token where it was made (Settings > Developer > Access tokens).'] } : undoOf(way),
    marker: { in: 'token-comment', value: comment },
    needs: [SECRET_ID, ...beforeToken],
    produces: way === 'by-hand' ? [] : ['token', 'token_id'],
    notes: [
      ...notes,
      'The value is shown once. Databricks revokes a token that is not used for 90 days.',
      ...(scopes.length === 1 && scopes[0] === 'sql' ? [] : [`The import needs the scope sql only; this token gets ${scopes.join(', ')}.`]),
      ...(way === 'oauth-secret' && goal.principal.create === 'never' && managedBy(planning) === undefined
        ? ['Whether Databricks or Microsoft Entra ID manages this service principal is not known. If it is Entra ID, this may be refused: say so in the goal (managedBy), and the token is planned by hand.']
        : []),
      ...(way === 'on-behalf' && facts.cloud === 'unknown' ? ['Tokens on behalf of a service principal are made on AWS and Google Cloud; on Azure Databricks refuses this.'] : []),
    ],
    asksFirst: days === 0 ? 'This token never expires: whoever gets hold of it can read the tables until someone deletes it.' : undefined,
  })
  if (planning.ids.has(SECRET_ID)) {
    addAction(planning, {
      id: SECRET_DELETE_ID,
      step: 'identity',
      title: `Delete the OAuth secret of ${goal.principal.name}`,
      why: 'It was needed for making the token only.',
      change: { kind: 'rest', method: 'DELETE', path: oneSecret, as: 'you' },
      state: 'needed',
      current: 'there since the step before',
      wanted: 'gone',
      who: workspaceAdmin(planning),
      expected: { check: 'secret-gone', id: principalId, secretId: { variable: 'secret_id' } },
      undo: { kind: 'none', reason: 'The secret is not needed again.' },
      needs: [SECRET_ID, TOKEN_ID],
      cleansUpAfter: SECRET_ID,
    })
  }
}

function tokenRight(planning: Planning, way: Way): WhoMay {
  const { goal } = planning
  if (goal.principal.kind !== 'user') return workspaceAdmin(planning)
  if (way === 'own') return { youCan: 'yes', right: 'CAN USE on tokens', ask: [goal.principal.name] }
  return { youCan: anyOf(isOwn(planning) ? 'yes' : planning.mine ? 'no' : 'unknown'), right: `sign-in as ${goal.principal.name}`, ask: [goal.principal.name] }
}

const undoOf = (way: Way): RestChange =>
  way === 'own'
    ? { kind: 'rest', method: 'POST', path: ['/api/2.0/token/delete'], body: { token_id: { variable: 'token_id' } }, as: 'you' }
    : { kind: 'rest', method: 'DELETE', path: tagged`/api/2.0/token-management/tokens/${{ variable: 'token_id' }}`, as: 'you' }

function tokenChange(planning: Planning, way: Way, body: { comment: string; lifetime_seconds?: number; scopes: string[] }): RestChange | ByHandChange {
  const answers = { token: 'token_value', token_id: 'token_info.token_id' }
  switch (way) {
    case 'on-behalf':
      return { kind: 'rest', method: 'POST', path: ['/api/2.0/token-management/on-behalf-of/tokens'], body: { application_id: planning.principal, ...body }, as: 'you', answers }
    case 'oauth-secret':
      return { kind: 'rest', method: 'POST', path: ['/api/2.0/token/create'], body, as: 'service-principal', answers }
    case 'own':
      return { kind: 'rest', method: 'POST', path: ['/api/2.0/token/create'], body, as: 'you', answers }
    case 'by-hand':
      return byHand(planning, body)
  }
}

function byHand(planning: Planning, body: { comment: string; lifetime_seconds?: number; scopes: string[] }): ByHandChange {
  const days = body.lifetime_seconds === undefined ? 'no lifetime' : `${body.lifetime_seconds / DAY_SECONDS} days`
  const { goal, facts } = planning
  const { name, kind } = goal.principal
  const enable =
    areOff(planning)
      ? ['Personal access tokens are switched off in this workspace. A workspace admin switches them on: Settings > Advanced > Personal Access Tokens. CleverTap can sign in with nothing else.', `There, under Permission settings, give ${name} CAN USE.`]
      : []
  if (kind === 'user') {
    return {
      kind: 'by-hand',
      steps: [
        ...enable,
        `Sign in to the workspace as ${name}.`,
        'Open Settings > Developer > Access tokens > Manage > Generate new token.',
        `Comment: ${body.comment}. Lifetime: ${days}. Scope: ${body.scopes.join(', ')} (or the scope type BI Tools).`,
        'Copy the value: it is shown once.',
      ],
      link: '/settings/user/developer/access-tokens',
    }
  }
  if (facts.cloud === 'azure') {
    return {
      kind: 'by-hand',
      steps: [
        ...enable,
        `Service principal ${name} signs in through Microsoft Entra ID. Get an Entra token as it: az login --service-principal, then az account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d`,
        `With that token as Bearer send: POST /api/2.0/token/create ${JSON.stringify(body)}`,
        'Copy token_value from the answer: it is shown once.',
      ],
    }
  }
  return {
    kind: 'by-hand',
    steps: [...enable, `Then make the token: POST /api/2.0/token-management/on-behalf-of/tokens with application_id of ${name} and ${JSON.stringify(body)}`, 'Copy token_value from the answer: it is shown once.'],
    link: '/settings/workspace/advanced',
  }
}

function lifetimeOf({ facts }: Planning, token: WantedToken): { days: number; notes: string[] } {
  const most = valueOf(facts.tokens.maxLifetimeDays)
  const wanted = token.lifetimeDays
  const isCapped = typeof most === 'number' && most > 0 && (wanted === 0 || wanted > most)
  const days = isCapped ? most : wanted
  const notes: string[] = []
  if (isCapped) notes.push(`The workspace allows at most ${most} days: the token gets ${most} instead of ${wanted === 0 ? 'no expiry' : wanted}.`)
  if (days > 0 && days < GUIDE_DAYS) notes.push(`CleverTap's guide asks for ${GUIDE_DAYS} days or more: this token has to be replaced sooner.`)
  if (days === 0) notes.push('A token without expiry: prefer a lifetime, and replace the token in time.')
  return { days, notes }
}
