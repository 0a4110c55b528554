import { readHost } from '#shared/connection/read-host'
import { readPort } from '#shared/connection/read-port'
import { cleanToken, tokenIssues } from '#shared/connection/read-token'
import { explain } from '#shared/diagnosis/explain'
import { type Outcome, type Result, failed, success } from '#shared/result'
import type { Setup, SetupSignIn, SetupSignInInput, SignInEvent, SignInMethod } from '#shared/setup/setup'
import { bounded } from '../bounded'
import { invalidInput } from '../invalid-input'
import type { Ports } from '../ports/ports'
import type { OAuthTokens, Place } from '../ports/setup-workspace'
import type { SignIn } from '../ports/workspace'
import { Secret } from '../secret'
import type { SetupStore } from './setup-store'

const ASK_MS = 30_000
/** A person has to find a password and a second factor. */
const BROWSER_MS = 300_000
/** An access token is renewed this long before it ends. */
const EARLY_MS = 120_000
const DEFAULT_SANDBOX = 'retail'

/** How one setup's administrator is signed in. Its secrets live here and nowhere else. */
interface Session {
  method: SignInMethod
  place: Place
  principal: string
  kind: 'user' | 'service-principal'
  workspaceId?: string
  keeping: 'run' | 'os'
  /** By a personal access token, which proves that the workspace has such tokens. */
  byToken: boolean
  /** A sign-in that is good for now; renewed where it is about to end. */
  current(signal: AbortSignal): Promise<Outcome<SignIn>>
}
type Way = Pick<Session, 'method' | 'place' | 'current' | 'byToken'> & { keep?: { token: Secret; keep: 'run' | 'os' }; sandboxIdentity?: string }

export interface AdminSessions {
  state(setup: Setup): SetupSignIn
  signIn(setup: Setup, input: SetupSignInInput, context: { signal: AbortSignal; emit: (event: SignInEvent) => void }): Promise<Result<void>>
  signOut(setup: Setup): Promise<void>
  /** For a run of the setup: where it signs in, as whom. */
  open(setup: Setup, signal: AbortSignal): Promise<Result<{ signIn: SignIn; byToken: boolean }>>
}

/** An OAuth access token may be entered where a token is asked for; it proves nothing about personal ones. */
const isPersonal = (token: Secret): boolean => token.reveal().startsWith('dapi')

export function createAdminSessions(ports: Ports, store: SetupStore): AdminSessions {
  const { clock, secrets, oauth, openBrowser, openSetupWorkspace } = ports
  const sessions = new Map<string, Session>()
  const fixed = (place: Place, token: Secret): Session['current'] => () => Promise.resolve(success({ ...place, token }))

  /** OAuth access tokens last an hour: asked for anew in time, once for all who wait. */
  function renewed(place: Place, first: OAuthTokens, again: (last: OAuthTokens, signal: AbortSignal) => Promise<Outcome<OAuthTokens>>): Session['current'] {
    let tokens = first
    let asking: Promise<Outcome<OAuthTokens>> | undefined
    return async (signal) => {
      if (clock.now() > tokens.expiresAt - EARLY_MS) {
        const answer = await (asking ??= again(tokens, signal).finally(() => (asking = undefined)))
        if (!answer.ok) return answer
        tokens = { refresh: tokens.refresh, ...answer.value }
      }
      return success({ ...place, token: tokens.access })
    }
  }

  function placeOf({ answers }: Setup, hostText = answers.fields.host ?? ''): Result<Place> {
    const host = readHost(hostText)
    const port = readPort(answers.fields.port ?? '443')
    if (host.host === undefined) return failed(invalidInput('The host is not complete yet', { field: 'host', causes: host.issues.map(({ message }) => message) }))
    if (port.port === undefined) return failed(invalidInput('The port is not valid', { field: 'port', causes: port.issues.map(({ message }) => message) }))
    const caFile = answers.fields.caFile?.trim()
    return success({ host: host.host, port: port.port, workspaceId: host.workspaceId, ...(caFile ? { caFile } : {}) })
  }

  async function wayIn(setup: Setup, input: SetupSignInInput, { signal, emit }: { signal: AbortSignal; emit: (event: SignInEvent) => void }): Promise<Result<Way>> {
    if (input.method === 'sandbox') return sandboxWay(input, signal)
    if (input.method === 'profile') return profileWay(setup, input.sourceId)
    const place = placeOf(setup)
    if (!place.ok) return place
    const { host } = place.value
    switch (input.method) {
      case 'pat': {
        const wrong = tokenIssues(input.token).filter(({ severity }) => severity === 'error')
        if (wrong.length > 0) return failed(invalidInput("This can't be a personal access token", { field: 'token', causes: wrong.map(({ message }) => message) }))
        const token = new Secret(cleanToken(input.token))
        return success({ method: 'pat', byToken: isPersonal(token), place: place.value, current: fixed(place.value, token), keep: { token, keep: input.keep } })
      }
      case 'm2m': {
        const secret = new Secret(input.clientSecret.trim())
        const id = input.clientId.trim()
        const ask = (during: AbortSignal) => bounded(clock, 'sign-in', { signal: during, timeoutMs: ASK_MS }, (limits) => oauth.clientCredentials(place.value, id, secret, limits))
        const first = await ask(signal)
        if (!first.ok) return failed(explain(first.failure, { host }))
        return success({ method: 'm2m', byToken: false, place: place.value, current: renewed(place.value, first.value, (_last, during) => ask(during)) })
      }
      case 'u2m': {
        const begun = await oauth.begin(place.value)
        if (!begun.ok) return failed(explain(begun.failure, { host }))
        emit({ step: 'waiting-for-browser', url: begun.value.url })
        await openBrowser(begun.value.url)
        const first = await bounded(clock, 'sign-in', { signal, timeoutMs: BROWSER_MS }, (limits) => begun.value.finish(limits))
        begun.value.close()
        if (!first.ok) return failed(explain(first.failure, { host }))
        const again = (last: OAuthTokens, during: AbortSignal): Promise<Outcome<OAuthTokens>> =>
          last.refresh
            ? oauth.refresh(place.value, last.refresh, { signal: during, timeoutMs: ASK_MS })
            : Promise.resolve({ ok: false, failure: { status: 401, errorCode: 'SIGN_IN_ENDED', message: 'Token is expired: sign in again.' } })
        return success({ method: 'u2m', byToken: false, place: place.value, current: renewed(place.value, first.value, again) })
      }
    }
  }

  async function profileWay(setup: Setup, sourceId: string): Promise<Result<Way>> {
    const source = (await ports.credentials.find()).find(({ id }) => id === sourceId)
    if (!source) return failed(invalidInput('These credentials are no longer there', { field: 'sourceId', causes: ['The file or the environment has changed since they were listed.'] }))
    if (!source.token) return failed(invalidInput('These credentials hold no personal access token', { field: 'sourceId', causes: source.remark === undefined ? [] : [source.remark], fix: 'Sign in in the browser instead.' }))
    const place = placeOf(setup, source.host ?? setup.answers.fields.host)
    return place.ok ? success({ method: 'profile', byToken: isPersonal(source.token), place: place.value, current: fixed(place.value, source.token) }) : place
  }

  async function sandboxWay({ workspace, identity }: Extract<SetupSignInInput, { method: 'sandbox' }>, signal: AbortSignal): Promise<Result<Way>> {
    const running = ports.sandbox.running()
    const started = running && (workspace === undefined || running.workspace === workspace) ? success(running.ready) : await ports.sandbox.start(workspace ?? DEFAULT_SANDBOX, signal)
    if (!started.ok) return failed(explain(started.failure))
    const { host, port, caFile, tokens } = started.value
    const name = identity ?? (Object.hasOwn(tokens, 'admin') ? 'admin' : Object.keys(tokens)[0])
    const token = name === undefined || !Object.hasOwn(tokens, name) ? undefined : tokens[name]
    if (name === undefined || token === undefined) {
      return failed(invalidInput(`The sandbox workspace has no identity called "${identity ?? 'admin'}"`, { field: 'identity', causes: [`It has: ${Object.keys(tokens).join(', ')}.`] }))
    }
    const place = { host, port, caFile }
    const secret = new Secret(token)
    return success({ method: 'sandbox', byToken: isPersonal(secret), place, current: fixed(place, secret), sandboxIdentity: name })
  }

  /** A sign-in that was kept by the operating system comes back with the program. */
  async function restored(setup: Setup): Promise<Session | undefined> {
    const { kept } = setup
    const token = kept && (await secrets.get(setup.id, 'admin'))
    if (!kept || !token) return undefined
    const place: Place = { host: kept.host, port: kept.port, ...(kept.caFile === undefined ? {} : { caFile: kept.caFile }) }
    const session: Session = { method: 'pat', byToken: isPersonal(token), place, principal: kept.principal, kind: kept.kind, workspaceId: kept.workspaceId, keeping: 'os', current: fixed(place, token) }
    sessions.set(setup.id, session)
    return session
  }

  return {
    state(setup) {
      const session = sessions.get(setup.id)
      if (session) {
        const { method, principal, kind, workspaceId, keeping, place } = session
        return { state: 'signed-in', method, principal, kind, workspaceId, keeping, host: place.host }
      }
      const { kept } = setup
      if (!kept || secrets.state(setup.id, 'admin').keeping !== 'os') return { state: 'signed-out' }
      return { state: 'signed-in', method: 'pat', host: kept.host, principal: kept.principal, kind: kept.kind, workspaceId: kept.workspaceId, keeping: 'os' }
    },

    async signIn(setup, input, context) {
      context.emit({ step: 'asking' })
      const way = await wayIn(setup, input, context)
      if (!way.ok) return way
      const { method, byToken, place, current, keep, sandboxIdentity } = way.value
      context.emit({ step: 'checking' })
      const signIn = await current(context.signal)
      if (!signIn.ok) return failed(explain(signIn.failure, { host: place.host }))
      const me = await bounded(clock, 'sign-in', { signal: context.signal, timeoutMs: ASK_MS }, (limits) => openSetupWorkspace(signIn.value).me(limits))
      if (!me.ok) return failed(explain(me.failure, { host: place.host, port: place.port }))
      await secrets.forget(setup.id, 'admin')
      const stored = keep?.keep === 'os' ? await secrets.put(setup.id, 'admin', keep.token, 'os') : undefined
      const keeping = stored?.keeping === 'os' ? 'os' : 'run'
      const { userName: principal, kind, workspaceId } = me.value
      sessions.set(setup.id, { method, byToken, place, current, principal, kind, workspaceId, keeping })
      const latest = store.get(setup.id)
      if (!latest) return failed(noSuchSetup())
      const fields = { ...latest.answers.fields, host: place.host, port: String(place.port), ...(place.caFile === undefined ? {} : { caFile: place.caFile }) }
      store.put({
        ...latest,
        answers: { ...latest.answers, fields },
        sandboxIdentity,
        kept: keeping === 'os' ? { host: place.host, port: place.port, caFile: place.caFile, principal, kind, workspaceId } : undefined,
        updatedAt: clock.now(),
      })
      return success(undefined)
    },

    async signOut(setup) {
      sessions.delete(setup.id)
      await secrets.forget(setup.id, 'admin')
      const latest = store.get(setup.id)
      if (latest?.kept) store.put({ ...latest, kept: undefined })
    },

    async open(setup, signal) {
      const session = sessions.get(setup.id) ?? (await restored(setup))
      if (!session) return failed(invalidInput('You are not signed in to the workspace', { field: 'signIn', fix: 'Sign in in the first step.' }))
      const signIn = await session.current(signal)
      if (!signIn.ok) return failed(explain(signIn.failure, { host: session.place.host }))
      return success({ signIn: signIn.value, byToken: session.byToken })
    },
  }
}

export const noSuchSetup = () => invalidInput('This setup no longer exists', { field: 'setupId', causes: ['It was deleted, perhaps in another window.'] })
