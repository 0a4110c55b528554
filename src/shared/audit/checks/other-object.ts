import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { reportHoldings } from './excess'

export const otherObject: Check = {
  id: 'other-object',
  title: 'Access to volumes, functions, locations, credentials or connections',
  severity: 'error',
  kind: 'excess',
  logic: 'The identity itself holds a privilege on a volume, function, model, external location, credential or connection.',
  api: 'information_schema privileges, or Unity Catalog permissions by REST',
  meaning: 'An import reads tables and views only; files and credentials lead further than one table.',
  fix: 'Revoke it.',
  docs: PRIVILEGES,
  run(context, report) {
    reportHoldings(context, report, ({ holder, place }) => holder === 'self' && place === 'other-object', (_holding, what) => `It has ${what}. An import needs tables and views only.`)
  },
}
