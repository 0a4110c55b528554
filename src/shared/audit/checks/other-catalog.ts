import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { reportHoldings } from './excess'

export const otherCatalog: Check = {
  id: 'other-catalog',
  title: 'Access to other catalogs',
  severity: 'error',
  kind: 'excess',
  logic: 'The identity itself holds a privilege in another catalog.',
  api: 'information_schema privileges, or Unity Catalog permissions by REST',
  meaning: 'Data outside the import is reachable with its token.',
  fix: 'Revoke it.',
  docs: PRIVILEGES,
  run(context, report) {
    reportHoldings(context, report, ({ holder, place }) => holder === 'self' && place === 'other-catalog', (_holding, what) => `It has ${what}, in a catalog the import does not use.`)
  },
}
