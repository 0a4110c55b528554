import type { FailureSignal } from '#shared/diagnosis/diagnosis'
import { type Outcome, failure, success } from '#shared/result'
import type { Change, Plan, VariableName } from '#shared/setup/plan'
import { type Values, fillJson, fillText } from '#shared/setup/template'
import { bounded } from '../bounded'
import type { Ports } from '../ports/ports'
import type { SetupWorkspace } from '../ports/setup-workspace'
import type { SignIn, SqlResult, SqlSession } from '../ports/workspace'
import { Secret } from '../secret'

const REST_MS = 60_000
const SQL_MS = 300_000
const SESSION_MS = 120_000

export interface Done {
  requestId?: string
  /** Variables that the answer brought. */
  values: Values
}
/** Makes one change, as it was shown. Never repeats it by itself. */
export interface Acting {
  perform(change: Change, values: Values): Promise<Outcome<Done>>
  /** Asks in the session in which the changes were made. `undefined`: there is none yet. */
  ask(question: string): Promise<Outcome<SqlResult>> | undefined
  close: () => Promise<void>
}

export interface ActingDependencies {
  ports: Pick<Ports, 'clock' | 'oauth' | 'openSetupWorkspace' | 'openSqlSession' | 'log'>
  /** Asked each time: an OAuth sign-in is renewed. */
  signIn: () => Promise<Outcome<SignIn>>
  workspace: () => Promise<Outcome<SetupWorkspace>>
  plan: Plan
  signal: AbortSignal
  onRequest: () => void
}

const missing = (name: VariableName): { ok: false; failure: FailureSignal } =>
  failure({ errorCode: 'VALUE_MISSING', message: `What this needs (${name}) is not known: the action that brings it has not been run.` })

export function createActing({ ports, signIn, workspace, plan, signal, onRequest }: ActingDependencies): Acting {
  const { clock, oauth, openSetupWorkspace, openSqlSession, log } = ports
  let session: SqlSession | undefined

  async function sql(statement: string, values: Values): Promise<Outcome<Done>> {
    if (!session) {
      const id = plan.runsOn === undefined ? undefined : typeof plan.runsOn.id === 'string' ? plan.runsOn.id : values[plan.runsOn.id.variable]
      if (id === undefined) return failure({ errorCode: 'NO_WAREHOUSE', message: 'This is SQL, and there is no SQL warehouse to run it on.' })
      const who = await signIn()
      if (!who.ok) return who
      const opened = await bounded(clock, 'session', { signal, timeoutMs: SESSION_MS }, async (limits) => {
        const answer = await openSqlSession(who.value, { httpPath: `/sql/1.0/warehouses/${encodeURIComponent(id)}` }, limits)
        // Cancelled while it was opening: nobody will use it.
        if (answer.ok && limits.signal.aborted) await answer.value.close()
        return answer
      })
      if (!opened.ok) return opened
      session = opened.value
    }
    const answer = await query(session, statement)
    return answer.ok ? success({ values: {} }) : answer
  }
  async function query(open: SqlSession, statement: string): Promise<Outcome<SqlResult>> {
    onRequest()
    const answer = await bounded(clock, 'sql', { signal, timeoutMs: SQL_MS }, (limits) => open.query(statement, limits))
    // A session whose connection broke answers nothing any more; the next statement gets a new one.
    if (!answer.ok && answer.failure.sqlState === undefined) await close()
    return answer
  }
  async function close(): Promise<void> {
    const open = session
    session = undefined
    await open?.close().catch((error: unknown) => log.error('session.close', error))
  }

  /** Signed in by the short-lived secret that the plan made. */
  async function asServicePrincipal(values: Values): Promise<Outcome<SetupWorkspace>> {
    const { application_id: id, oauth_secret: secret } = values
    if (id === undefined) return missing('application_id')
    if (secret === undefined) return missing('oauth_secret')
    const who = await signIn()
    if (!who.ok) return who
    const { token: _mine, ...place } = who.value
    onRequest()
    const tokens = await bounded(clock, 'sign-in', { signal, timeoutMs: REST_MS }, (limits) => oauth.clientCredentials(place, id, new Secret(secret), limits))
    return tokens.ok ? success(openSetupWorkspace({ ...place, token: tokens.value.access }, onRequest)) : tokens
  }

  return {
    async perform(change, values) {
      if (change.kind === 'by-hand') return success({ values: {} })
      if (change.kind === 'sql') {
        const statement = fillText(change.statement, values, 'sql')
        return statement.ok ? sql(statement.text, values) : missing(statement.missing)
      }
      const path = fillText(change.path, values, 'path')
      if (!path.ok) return missing(path.missing)
      const body = change.body === undefined ? undefined : fillJson(change.body, values)
      if (body && !body.ok) return missing(body.missing)
      const client = change.as === 'service-principal' ? await asServicePrincipal(values) : await workspace()
      if (!client.ok) return client
      const sent = await bounded(clock, 'rest', { signal, timeoutMs: REST_MS }, (limits) => client.value.send({ method: change.method, path: path.text, body: body?.body }, limits))
      if (!sent.ok) return sent
      const brought: Values = {}
      for (const [name, where] of Object.entries(change.answers ?? {}) as [VariableName, string][]) {
        const found = valueAt(sent.value.body, where)
        if (found === undefined) return failure({ errorCode: 'UNEXPECTED_ANSWER', requestId: sent.value.requestId, message: `The answer has no ${where}.` })
        brought[name] = found
      }
      return success({ requestId: sent.value.requestId, values: brought })
    },
    ask: (question) => session && query(session, question),
    close,
  }
}

function valueAt(body: unknown, where: string): string | undefined {
  let at: unknown = body
  for (const key of where.split('.')) at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined
  return typeof at === 'string' && at !== '' ? at : typeof at === 'number' ? String(at) : undefined
}
