import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { reportHoldings } from './excess'

export const widerThanScope: Check = {
  id: 'wider-than-scope',
  title: 'Read access wider than the import',
  severity: 'warning',
  kind: 'excess',
  logic: 'The identity itself holds read access that covers the import and more: on the whole catalog where one schema is imported, or on a whole schema where tables are chosen.',
  api: 'information_schema privileges, or Unity Catalog permissions by REST',
  meaning: 'Everything else in the catalog or schema is readable too, later tables included.',
  fix: 'Grant the narrow right, then revoke the wide one.',
  docs: PRIVILEGES,
  run(context, report) {
    reportHoldings(context, report, ({ holder, place }) => holder === 'self' && place === 'wider', (_holding, what) => `It has ${what}, which reaches more than the import needs.`)
  },
}
