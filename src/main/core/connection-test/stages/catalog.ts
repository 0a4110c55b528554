import { showSchemas } from '#shared/sql/statements'
import { type Stage, fact } from '../stage'
import type { TestContext } from '../test-context'
import { columnOf, textAt } from '../../sql-rows'
import type { SqlResult } from '../../ports/workspace'
import { isNoAnswer } from '../undecided'

/** Names of a SHOW SCHEMAS result; the catalog's own dictionary is no schema to import from. */
export function schemaNames(result: SqlResult): string[] {
  const at = columnOf(result, 'databaseName')
  return result.rows.map((row) => textAt(row, at)).filter((name) => name !== '' && name !== 'information_schema')
}

/** `SELECT 1` succeeds with a missing catalog too: this touches the object. */
export const catalogStage: Stage = {
  id: 'catalog',
  startsAfter: ['warehouse-awake'],
  needs: ['session'],
  prepare: (context: TestContext) => context.session(),
  async run(context, { limits }) {
    const { catalog } = context.details
    const statement = showSchemas(catalog)
    const shown = await context.sharedQuery('catalog', statement, limits)
    if (!shown.ok) {
      const diagnosis = context.explain(shown.failure)
      if (isNoAnswer(diagnosis.category)) return { state: 'could-not-check', summary: `Catalog ${catalog} did not answer.`, diagnosis, blocks: true }
      return { state: 'failed', summary: `Catalog ${catalog} can't be used.`, evidence: [fact('Statement', statement)], diagnosis }
    }
    const names = schemaNames(shown.value)
    return { state: 'passed', summary: `Catalog ${catalog} can be used.`, evidence: [fact('Statement', statement), fact('Schemas visible', names.length)] }
  },
}
