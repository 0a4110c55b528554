import { showTables } from '#shared/sql/statements'
import { type Stage, fact } from '../stage'
import type { TestContext } from '../test-context'
import { tableNames } from './schema'
import { whyEmpty } from './why-empty'

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

export const tablesStage: Stage = {
  id: 'tables',
  startsAfter: ['warehouse-awake'],
  needs: ['schema'],
  prepare: (context: TestContext) => context.session(),
  async run(context, { limits }) {
    const { details, facts, chosen } = context
    const { catalog, schema } = details
    if (schema !== undefined) {
      // The schema stage asks for the same list; it is fetched once.
      const shown = await context.sharedQuery('tables', showTables(catalog, schema), limits)
      if (!shown.ok) return { state: 'could-not-check', summary: 'The tables could not be listed.', diagnosis: context.explain(shown.failure), blocks: true }
      facts.visible = tableNames(shown.value).map((table) => ({ schema, table }))
    }
    const { visible } = facts
    const unseen = chosen.filter((one) => !visible.some((other) => same(one.table, other.table) && same(one.schema, other.schema)))
    const evidence = unseen.length === 0 ? [] : [fact('Chosen, but not in the list', unseen.map(({ table }) => table).join(', '))]
    if (visible.length > 0) {
      return { state: 'passed', summary: `${visible.length === 1 ? '1 table or view is' : `${visible.length} tables and views are`} visible.`, evidence }
    }
    if (chosen.length > 0) return { state: 'could-not-check', summary: 'The list shows no table. The read of the chosen tables decides.', evidence }
    if (schema !== undefined) return whyEmpty(context, schema, limits)
    return {
      state: 'failed',
      summary: `No table of catalog ${catalog} is visible.`,
      diagnosis: {
        category: 'table_no_select',
        confidence: 'medium',
        title: `No table of catalog ${catalog} can be seen`,
        causes: ['The identity has SELECT on none of the tables, so they are hidden.', 'Or the catalog holds no tables yet.'],
        fixes: [{ text: 'Grant SELECT on the schema that CleverTap should import from, and enter its name.', action: 'edit-schema' }],
        alternatives: ['nothing_to_import'],
      },
    }
  },
}

/** Without a schema, testing the schemas is what lists the tables. */
export const tablesOfEverySchemaStage: Stage = { ...tablesStage, startsAfter: ['schema'] }
