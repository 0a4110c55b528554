import { randomBytes, randomUUID } from 'node:crypto'
import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { invalidParameter, withBody } from '../rest/bodies'
import type { Identity, ServicePrincipalSecret } from '../../state/model'
import { hashOf } from '../hash'
import { oauthState } from './access-tokens'

const PATH = '/api/2.0/accounts/servicePrincipals/:id/credentials/secrets'
const SCOPES = ['authentication', 'scim'] as const
const LONGEST_SECONDS = 730 * 86_400
const MOST = 5

type Found = { ok: true; identity: Identity } | { ok: false; answer: Answer }

/** Workspace admins may, on the workspace's host. The id is the SCIM id, not the application id. */
function principalOfPath(call: Call, { state }: SandboxContext): Found {
  if (!call.caller.admin) return { ok: false, answer: refusal(403, 'PERMISSION_DENIED', 'User is not authorized to manage secrets of this service principal.') }
  const identity = state.identities.find((one) => one.kind === 'service-principal' && one.assigned !== false && one.id === call.params.id)
  return identity ? { ok: true, identity } : { ok: false, answer: refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Service principal with id ${call.params.id ?? ''} does not exist.`) }
}

const shown = (secret: ServicePrincipalSecret, now: number): Record<string, unknown> => ({
  id: secret.id,
  secret_hash: secret.hash,
  create_time: new Date(secret.createdAt).toISOString(),
  update_time: new Date(secret.createdAt).toISOString(),
  expire_time: new Date(secret.expiresAt).toISOString(),
  status: secret.expiresAt > now ? 'ACTIVE' : 'EXPIRED',
})

/** `"600s"` to 600; NaN when it is nothing like it. */
const secondsIn = (lifetime: unknown): number => Number((typeof lifetime === 'string' ? /^(\d+)s$/.exec(lifetime)?.[1] : undefined) ?? Number.NaN)

/** OAuth secrets of service principals; their value is told once. */
export const secretEndpoints: Endpoint[] = [
  {
    method: 'GET', path: PATH, scopes: SCOPES,
    handle(call, context) {
      const found = principalOfPath(call, context)
      if (!found.ok) return found.answer
      const secrets = oauthState(context.state).secrets.filter((one) => one.principal === found.identity.principal)
      return json(secrets.length ? { secrets: secrets.map((one) => shown(one, context.now())) } : {})
    },
  },
  {
    method: 'POST', path: PATH, scopes: SCOPES,
    handle: (call, context) =>
      withBody(call, (body) => {
        const found = principalOfPath(call, context)
        if (!found.ok) return found.answer
        const oauth = oauthState(context.state)
        const lifetime = body.lifetime === undefined ? LONGEST_SECONDS : secondsIn(body.lifetime)
        if (!(lifetime > 0 && lifetime <= LONGEST_SECONDS)) return invalidParameter(`Invalid lifetime. It must be a number of seconds such as "3600s", at most ${LONGEST_SECONDS}s.`)
        if (oauth.secrets.filter((one) => one.principal === found.identity.principal).length >= MOST) return refusal(400, 'QUOTA_EXCEEDED', `A service principal can have at most ${MOST} secrets.`)
        const value = `dose${randomBytes(16).toString('hex')}`
        const now = context.now()
        const secret: ServicePrincipalSecret = { id: randomUUID(), principal: found.identity.principal, hash: hashOf(value), createdAt: now, expiresAt: now + lifetime * 1000 }
        oauth.secrets.push(secret)
        context.changed()
        return json({ ...shown(secret, now), secret: value })
      }),
  },
  {
    method: 'DELETE', path: `${PATH}/:secret`, scopes: SCOPES,
    handle(call, context) {
      const found = principalOfPath(call, context)
      if (!found.ok) return found.answer
      const oauth = oauthState(context.state)
      const secret = oauth.secrets.find((one) => one.id === call.params.secret && one.principal === found.identity.principal)
      if (!secret) return refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Secret ${call.params.secret ?? ''} does not exist.`)
      oauth.secrets = oauth.secrets.filter((one) => one !== secret)
      context.changed()
      return json({})
    },
  },
]
