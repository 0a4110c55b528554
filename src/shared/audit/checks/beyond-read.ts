import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { reportHoldings } from './excess'

export const beyondRead: Check = {
  id: 'beyond-read',
  title: 'Privileges beyond reading',
  severity: 'error',
  kind: 'excess',
  logic: 'The identity itself holds a privilege other than USE CATALOG, USE SCHEMA, SELECT or BROWSE on the catalog, schema or tables of the import.',
  api: 'information_schema privileges, or Unity Catalog permissions by REST',
  meaning: 'The import only reads. With more, a leaked token can change or give away data.',
  fix: 'Revoke it; needed read rights are granted again in the same unit.',
  docs: PRIVILEGES,
  run(context, report) {
    reportHoldings(context, report, ({ holder, place }) => holder === 'self' && place === 'beyond-read', (_holding, what) => `It has ${what}. An import reads only.`)
  },
}
