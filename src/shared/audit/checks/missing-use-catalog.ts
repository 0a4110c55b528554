import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { needRight } from './missing'

export const missingUseCatalog: Check = {
  id: 'missing-use-catalog',
  title: 'USE CATALOG is missing',
  severity: 'error',
  kind: 'missing',
  logic: 'The identity has no USE CATALOG on the catalog of the import: no grant, no ownership, no group.',
  api: 'information_schema.catalog_privileges, or Unity Catalog permissions by REST',
  meaning: 'Nothing inside the catalog can be reached.',
  fix: 'Grant USE CATALOG on the catalog. It gives no data by itself.',
  docs: PRIVILEGES,
  run(context, report) {
    if (context.catalog !== undefined) needRight(context, report, 'USE CATALOG', { level: 'CATALOG', at: context.catalog }, 'nothing inside can be reached.')
  },
}
