import type { Check } from '../check'
import { byHand } from '../check'
import { nameOf, pathTo } from '../context'
import { FILTERS } from '../doc-links'

export const dataFilter: Check = {
  id: 'data-filter',
  title: 'A row filter or column mask hides data',
  severity: 'warning',
  kind: 'warning',
  logic: 'A table of the import has a row filter or a column mask.',
  api: 'information_schema.row_filters and column_masks, or table details by REST',
  meaning: 'Reading succeeds, but rows may be missing or values replaced, without an error.',
  fix: 'Ask the owner whether the filter lets this identity see what the import needs.',
  docs: FILTERS,
  run(context, report) {
    const { facts, tables } = context
    const inScope = new Set(tables)
    for (const filter of facts.access.filters) {
      if (!inScope.has(filter.object)) continue
      const table = nameOf(context, { level: 'OBJECT', at: filter.object })
      const what = filter.kind === 'row filter' ? `A row filter on ${table} may hide rows` : `A column mask on ${table}${filter.column === undefined ? '' : `, column ${filter.column},`} may replace values`
      report.find({
        securableType: 'TABLE', securable: filter.column === undefined ? table : `${table}.${filter.column}`, privilege: 'SELECT',
        path: [...pathTo(context, facts.access.subject.principal), { kind: 'object', name: table, note: filter.kind }],
        reason: `${what} from the import${filter.function === undefined ? '' : ` (function ${filter.function})`}.`,
        fix: [byHand('Ask the owner of the table whether the function lets this identity see all that the import needs.')],
      })
    }
    const hidden = facts.access.hidden.find(({ what }) => what === 'filters')
    if (hidden) report.notChecked({ what: 'row filters and column masks', why: hidden.why, ...(hidden.right === undefined ? {} : { right: hidden.right }) })
  },
}
