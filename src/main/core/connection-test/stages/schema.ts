import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { showSchemas, showTables } from '#shared/sql/statements'
import type { SqlResult } from '../../ports/workspace'
import { inParallel } from '../in-parallel'
import { type Finding, type Stage, type StageRun, fact } from '../stage'
import type { TableRef, TestContext } from '../test-context'
import { columnOf, textAt } from '../../sql-rows'
import { isNoAnswer } from '../undecided'
import { schemaNames } from './catalog'

const WIDTH = 4
/** How many schemas that can't be used are listed by name. */
const NAMED = 10

const noSchemaSet = (catalog: string): Diagnosis => ({
  category: 'other',
  confidence: 'high',
  title: "No schema is set: least privilege can't be judged",
  causes: [`CleverTap calls the schema optional. Without one the identity may need every schema of ${catalog} it can see, so nobody can say which rights are too many.`],
  fixes: [{ text: 'Enter the one schema that CleverTap should import from.', action: 'edit-schema' }],
  field: 'schema',
})

/** Temporary views live in a session and can't be imported. */
export function tableNames(result: SqlResult): string[] {
  const at = columnOf(result, 'tableName', 1)
  const temporary = columnOf(result, 'isTemporary', -1)
  return result.rows.filter((row) => temporary < 0 || !(row[temporary] === true || row[temporary] === 'true')).map((row) => textAt(row, at)).filter((name) => name !== '')
}

async function oneSchema(context: TestContext, schema: string, run: StageRun): Promise<Finding> {
  const { catalog } = context.details
  const statement = showTables(catalog, schema)
  const shown = await context.sharedQuery('schema', statement, run.limits)
  const evidence = [fact('Statement', statement)]
  if (shown.ok) return { state: 'passed', summary: `Schema ${catalog}.${schema} can be used.`, evidence }
  const diagnosis = context.explain(shown.failure)
  if (isNoAnswer(diagnosis.category)) return { state: 'could-not-check', summary: `Schema ${catalog}.${schema} did not answer.`, evidence, diagnosis, blocks: true }
  return { state: 'failed', summary: `Schema ${catalog}.${schema} can't be used.`, evidence, diagnosis }
}

/** Every schema that the identity can see, each by itself: one that refuses is named and is no obstacle while another works. */
async function everySchema(context: TestContext, run: StageRun): Promise<Finding> {
  const { catalog } = context.details
  const shown = await context.sharedQuery('schema', showSchemas(catalog), run.limits)
  if (!shown.ok) return { state: 'could-not-check', summary: 'The schemas could not be listed.', diagnosis: context.explain(shown.failure), blocks: true }
  const names = schemaNames(shown.value)
  let done = 0
  const tested = await inParallel(names, WIDTH, async (schema) => {
    const listed = await context.query('schema', showTables(catalog, schema), run.limits)
    run.progress(`${++done} of ${names.length} schemas tested.`)
    return { schema, listed }
  })
  const visible: TableRef[] = []
  const refused: { schema: string; diagnosis: Diagnosis }[] = []
  for (const { schema, listed } of tested) {
    if (listed.ok) visible.push(...tableNames(listed.value).map((table) => ({ schema, table })))
    else refused.push({ schema, diagnosis: context.explain(listed.failure, { schema }) })
  }
  context.facts.visible = visible
  const usable = names.length - refused.length
  const evidence = [
    fact('Schemas visible', names.length),
    ...refused.slice(0, NAMED).map(({ schema, diagnosis }) => fact(`Not usable: ${schema}`, diagnosis.title)),
  ]
  const improvements = [noSchemaSet(catalog)]
  const first = refused[0]
  if (usable > 0) return { state: 'warning', summary: `${usable} of ${names.length} visible schemas can be used. No schema is set.`, evidence, improvements }
  if (first) {
    const undecided = refused.every(({ diagnosis }) => isNoAnswer(diagnosis.category))
    return { state: undecided ? 'could-not-check' : 'failed', summary: `None of ${names.length} visible schemas can be used.`, evidence, diagnosis: first.diagnosis, improvements, blocks: true }
  }
  return {
    state: 'failed',
    summary: `No schema of catalog ${catalog} is visible.`,
    evidence,
    improvements,
    diagnosis: {
      category: 'schema_no_use',
      confidence: 'medium',
      title: `The identity sees no schema in catalog ${catalog}`,
      causes: ['It has USE SCHEMA on none of them.', 'Or the catalog holds no schema yet.'],
      fixes: [{ text: 'Grant USE SCHEMA and SELECT on the schema that CleverTap should import from, and enter its name.', action: 'edit-schema' }],
      alternatives: ['schema_not_found', 'nothing_to_import'],
    },
  }
}

export const schemaStage: Stage = {
  id: 'schema',
  startsAfter: ['warehouse-awake'],
  needs: ['catalog'],
  prepare: (context: TestContext) => context.session(),
  run: (context, run) => (context.details.schema === undefined ? everySchema(context, run) : oneSchema(context, context.details.schema, run)),
}
