import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { needRight } from './missing'

export const missingUseSchema: Check = {
  id: 'missing-use-schema',
  title: 'USE SCHEMA is missing',
  severity: 'error',
  kind: 'missing',
  logic: 'The identity has no USE SCHEMA on a schema of the import, neither there nor on the catalog.',
  api: 'information_schema.schema_privileges, or Unity Catalog permissions by REST',
  meaning: 'No table of the schema can be reached, whatever SELECT says.',
  fix: 'Grant USE SCHEMA on the schema. It gives no data by itself.',
  docs: PRIVILEGES,
  run(context, report) {
    for (const at of context.schemas) needRight(context, report, 'USE SCHEMA', { level: 'SCHEMA', at }, 'no table in it can be reached.')
  },
}
