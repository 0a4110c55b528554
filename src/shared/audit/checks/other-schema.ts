import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { reportHoldings } from './excess'

export const otherSchema: Check = {
  id: 'other-schema',
  title: 'Access to other schemas',
  severity: 'error',
  kind: 'excess',
  logic: 'The identity itself holds a privilege in another schema of the same catalog.',
  api: 'information_schema privileges, or Unity Catalog permissions by REST',
  meaning: 'Data outside the import is reachable with its token.',
  fix: 'Revoke it.',
  docs: PRIVILEGES,
  run(context, report) {
    reportHoldings(context, report, ({ holder, place }) => holder === 'self' && place === 'other-schema', (_holding, what) => `It has ${what}, in a schema the import does not use.`)
  },
}
