import { sessionUser } from '#shared/sql/statements'
import { type Stage, fact } from '../stage'
import { textAt } from '../../sql-rows'

/** Application ids of service principals are UUIDs; people are e-mail addresses. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A session counts only when it has answered: opening one is often accepted while the warehouse is not ready yet. */
export const sessionStage: Stage = {
  id: 'session',
  startsAfter: ['warehouse-awake'],
  needs: ['tls', 'sign-in', 'warehouse-awake'],
  async run(context, { limits }) {
    const opened = await context.session()
    if (!opened.ok) return { state: 'failed', summary: 'No SQL session could be opened.', diagnosis: context.explain(opened.failure) }
    const answer = await context.query('session', sessionUser(), limits)
    if (!answer.ok) return { state: 'failed', summary: 'The SQL session was opened, but does not answer.', diagnosis: context.explain(answer.failure) }
    const principal = textAt(answer.value.rows[0] ?? [], 0)
    const known = context.facts.identity
    if (!known && principal !== '') {
      context.facts.identity = { principal, kind: UUID.test(principal) ? 'service-principal' : principal.includes('@') ? 'user' : 'unknown', learntBy: 'session-user' }
    }
    const evidence = principal === '' ? [] : [fact('session_user()', principal)]
    return { state: 'passed', summary: `SQL session open as ${known?.displayName ?? principal}.`, evidence }
  },
}
