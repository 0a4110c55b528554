import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { reportHoldings } from './excess'

export const metastorePrivilege: Check = {
  id: 'metastore-privilege',
  title: 'Privileges on the metastore',
  severity: 'error',
  kind: 'excess',
  logic: 'The identity itself holds a privilege on the metastore.',
  api: 'information_schema privileges, or Unity Catalog permissions by REST',
  meaning: 'Metastore privileges create catalogs, shares and connections for the whole region.',
  fix: 'Revoke it.',
  docs: PRIVILEGES,
  run(context, report) {
    reportHoldings(context, report, ({ holder, place }) => holder === 'self' && place === 'metastore', (_holding, what) => `It has ${what}, which reaches the whole metastore.`)
  },
}
