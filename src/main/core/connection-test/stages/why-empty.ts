import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { grant, listSchemas, showGrants } from '#shared/sql/statements'
import type { CallLimits } from '../../ports/call'
import { type Finding, fact } from '../stage'
import type { TestContext } from '../test-context'
import { columnOf, textAt } from '../../sql-rows'

const READS: readonly string[] = ['SELECT', 'ALL PRIVILEGES', 'ALL_PRIVILEGES']
const EVERYBODY = 'account users'

/** What the caller itself may know about a schema in which it sees no table. */
interface Hints {
  /** Tables that exist, though SQL shows none. */
  hidden: number
  /** Why it would see the tables if there were any; absent when it can't know. */
  sees?: string
}

async function gather(context: TestContext, schema: string, limits: CallLimits): Promise<Hints> {
  const { details, workspace, facts } = context
  const fullName = `${details.catalog}.${schema}`
  const own = new Set([facts.identity?.principal, ...facts.groups, EVERYBODY].flatMap((name) => (name === undefined ? [] : [name.toLowerCase()])))
  const isOwn = (principal: string | undefined) => principal !== undefined && own.has(principal.toLowerCase())
  const [tables, effective, granted, schemas] = await Promise.all([
    context.ask('tables', limits, (within) => workspace.listTables(details.catalog, schema, within)),
    context.ask('tables', limits, (within) => workspace.effectivePermissions('schema', fullName, facts.identity?.principal, within)),
    context.query('tables', showGrants(facts.identity?.principal, 'SCHEMA', details.catalog, schema), limits),
    context.query('tables', listSchemas(details.catalog), limits),
  ])
  const hidden = tables.ok ? tables.value.length : 0
  if (effective.ok) {
    const by = effective.value.find(({ principal, privileges }) => isOwn(principal) && privileges.some(({ privilege }) => READS.includes(privilege)))
    if (by) return { hidden, sees: `SELECT is granted to ${by.principal}` }
  }
  if (granted.ok) {
    const principal = columnOf(granted.value, 'Principal')
    const action = columnOf(granted.value, 'ActionType', 1)
    const by = granted.value.rows.find((row) => isOwn(textAt(row, principal)) && READS.includes(textAt(row, action).toUpperCase()))
    if (by) return { hidden, sees: `SELECT is granted to ${textAt(by, principal)}` }
  }
  if (schemas.ok) {
    const name = columnOf(schemas.value, 'schema_name')
    const owner = columnOf(schemas.value, 'schema_owner', 1)
    const row = schemas.value.rows.find((one) => textAt(one, name).toLowerCase() === schema.toLowerCase())
    if (row && isOwn(textAt(row, owner))) return { hidden, sees: `the schema belongs to ${textAt(row, owner)}` }
  }
  return { hidden }
}

function selectMissing(context: TestContext, schema: string, causes: string[], sure: boolean): Diagnosis {
  const { details, facts } = context
  const statement = facts.identity && grant(['SELECT'], 'SCHEMA', [details.catalog, schema], facts.identity.principal)
  return {
    category: 'table_no_select',
    confidence: sure ? 'high' : 'medium',
    title: `No table of schema ${details.catalog}.${schema} can be seen`,
    causes,
    fixes: [
      {
        text: `Grant SELECT on schema ${schema}; it covers tables that come later too.`,
        statement: statement === undefined ? undefined : { language: 'sql', text: `${statement};` },
        ask: statement === undefined ? undefined : { whom: `the owner of schema ${details.catalog}.${schema}`, message: `Please run: ${statement};` },
      },
      { text: 'Or choose the schema that holds the tables.', action: 'choose-schema' },
    ],
    alternatives: sure ? undefined : ['nothing_to_import'],
  }
}

const nothingThere = (catalog: string, schema: string, why: string): Diagnosis => ({
  category: 'nothing_to_import',
  confidence: 'high',
  title: `Schema ${catalog}.${schema} holds no table`,
  causes: [`The identity would see the tables if there were any: ${why}.`],
  fixes: [{ text: 'Create tables or views in it, or choose the schema that holds the data.', action: 'choose-schema' }],
})

/**
 * SQL lists only tables on which the caller has some right, so "none" has two causes. Told apart where the caller can know;
 * otherwise both are named, and it stands in the way: nothing can be read as things are.
 */
export async function whyEmpty(context: TestContext, schema: string, limits: CallLimits): Promise<Finding> {
  const { hidden, sees } = await gather(context, schema, limits)
  const name = `${context.details.catalog}.${schema}`
  if (hidden > 0) {
    const causes = [`The schema holds ${hidden === 1 ? 'a table' : `${hidden} tables`}, but the identity has SELECT on none of them.`]
    return { state: 'failed', summary: `The tables of ${name} are hidden from this identity.`, evidence: [fact('Tables that exist', hidden)], diagnosis: selectMissing(context, schema, causes, true) }
  }
  if (sees !== undefined) {
    return { state: 'not-set-up', summary: `Schema ${name} is empty.`, evidence: [fact('How this is known', sees)], diagnosis: nothingThere(context.details.catalog, schema, sees) }
  }
  const causes = ['The identity has SELECT on none of its tables, so they are hidden.', 'Or the schema is empty. This identity has no right to find out which.']
  return { state: 'failed', summary: `No table of ${name} is visible: hidden, or none there.`, diagnosis: selectMissing(context, schema, causes, false) }
}
