import { kindOf } from '../../unity-catalog/names'
import type { ObjectKind } from '../../unity-catalog/facts'
import type { Check } from '../check'
import { byHand } from '../check'
import { nameOf } from '../context'
import { PRIVILEGES } from '../doc-links'

const WHY: Partial<Record<ObjectKind, string>> = {
  METRIC_VIEW: 'a metric view answers no SELECT *: its measures must be asked for by name',
  FOREIGN: 'a foreign table is read from another system at each import, and needs a pro or serverless warehouse and a working connection',
}

export const unreadableType: Check = {
  id: 'unreadable-type',
  title: "Table types an import can't read, or not surely",
  severity: 'warning',
  kind: 'warning',
  logic: 'A table of the import is a metric view or a foreign table.',
  api: 'information_schema.tables, or Unity Catalog lists by REST',
  meaning: 'The right to read is not enough for these types.',
  fix: 'Import from a table or plain view made from it.',
  docs: PRIVILEGES,
  run(context, report) {
    for (const at of context.tables) {
      const why = WHY[kindOf(context.facts.access, at)]
      if (why === undefined) continue
      const name = nameOf(context, { level: 'OBJECT', at })
      report.find({ securableType: 'TABLE', securable: name, path: [{ kind: 'object', name, note: kindOf(context.facts.access, at) }], reason: `The import may fail on ${name}: ${why}.`, fix: [byHand('Make a table or plain view from it, and import that.')] })
    }
  },
}
