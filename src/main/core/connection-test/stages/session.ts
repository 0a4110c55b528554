import type { Category } from '#shared/diagnosis/category'
import { sessionUser, showSchemas } from '#shared/sql/statements'
import { type Finding, type Stage, type StageRun, fact } from '../stage'
import type { TestContext } from '../test-context'
import { textAt } from '../../sql-rows'

/** Application ids of service principals are UUIDs; people are e-mail addresses. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Who the session runs as, asked when REST did not tell. */
async function askIdentity(context: TestContext, { limits }: StageRun): Promise<Finding> {
  const answer = await context.query('session', sessionUser(), limits)
  if (!answer.ok) return { state: 'failed', summary: 'The SQL session was opened, but does not answer.', diagnosis: context.explain(answer.failure) }
  const principal = textAt(answer.value.rows[0] ?? [], 0)
  if (principal !== '') {
    context.facts.identity = { principal, kind: UUID.test(principal) ? 'service-principal' : principal.includes('@') ? 'user' : 'unknown', learntBy: 'session-user' }
  }
  return { state: 'passed', summary: `SQL session open as ${principal}.`, evidence: [fact('session_user()', principal)] }
}

/** Refusals that only a session that works can give. */
const isAboutObjects = (category: Category) => /^(catalog|schema|table|metastore)_/.test(category)

/**
 * A session counts only when it has answered a statement: opening one is often accepted while the warehouse is not ready yet.
 * Where the identity is known already, the catalog's own statement is the answer waited for, so that none is sent for this alone.
 */
export const sessionStage: Stage = {
  id: 'session',
  startsAfter: ['warehouse-awake'],
  needs: ['tls', 'sign-in', 'warehouse-awake'],
  async run(context, run) {
    const opened = await context.session()
    if (!opened.ok) return { state: 'failed', summary: 'No SQL session could be opened.', diagnosis: context.explain(opened.failure) }
    const { identity } = context.facts
    if (!identity) return askIdentity(context, run)
    const answer = await context.sharedQuery('session', showSchemas(context.details.catalog), run.limits)
    const refusal = answer.ok ? undefined : context.explain(answer.failure)
    if (refusal && !isAboutObjects(refusal.category)) return { state: 'failed', summary: 'The SQL session was opened, but does not answer.', diagnosis: refusal }
    return { state: 'passed', summary: `SQL session open as ${identity.displayName ?? identity.principal}.` }
  },
}
