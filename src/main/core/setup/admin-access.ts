import type { Outcome, Result } from '#shared/result'
import { success } from '#shared/result'
import { explain } from '#shared/diagnosis/explain'
import type { Setup } from '#shared/setup/setup'
import { bounded } from '../bounded'
import type { Ports } from '../ports/ports'
import type { Place, SetupWorkspace } from '../ports/setup-workspace'
import type { SignIn, SqlSession } from '../ports/workspace'
import type { AdminSessions } from './admin-sessions'

const SESSION_MS = 60_000

/** A workspace opened as the administrator, for one call or run. */
export interface OpenedAdmin {
  workspace: SetupWorkspace
  place: Place
  signIn: SignIn
  /** Signed in by a personal access token. */
  byToken: boolean
  /** The sign-in as it is now; an OAuth one is renewed in time. */
  renew: () => Promise<Outcome<SignIn>>
  openSql: (httpPath: string) => Promise<SqlSession | undefined>
}
export interface AdminAccess {
  open(setup: Setup, options: { signal: AbortSignal; onRequest?: () => void }): Promise<Result<OpenedAdmin>>
}

export function createAdminAccess(ports: Ports, sessions: AdminSessions): AdminAccess {
  return {
    async open(setup, { signal, onRequest }) {
      const opened = await sessions.open(setup, signal)
      if (!opened.ok) return opened
      const { signIn, byToken } = opened.value
      const { token: _token, ...place } = signIn
      return success({
        workspace: ports.openSetupWorkspace(signIn, onRequest),
        place,
        signIn,
        byToken,
        async renew() {
          const now = await sessions.open(setup, signal)
          return now.ok ? success(now.value.signIn) : { ok: false, failure: { status: 401, errorCode: 'SIGN_IN_ENDED', message: now.diagnosis.title } }
        },
        async openSql(httpPath) {
          onRequest?.()
          const session = await bounded(ports.clock, 'session', { signal, timeoutMs: SESSION_MS }, (limits) => ports.openSqlSession(signIn, { httpPath }, limits))
          if (!session.ok) ports.log.info('setup.sql', { why: explain(session.failure).title })
          return session.ok ? session.value : undefined
        },
      })
    },
  }
}
