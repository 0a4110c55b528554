import type { Check } from '../check'
import { GROUPS } from '../doc-links'
import { reportHoldings } from './excess'

export const sharedAccess: Check = {
  id: 'shared-access',
  title: 'Access shared with everybody',
  severity: 'info',
  kind: 'shared',
  logic: 'account users holds a privilege that the import does not need. What Databricks gives everybody in samples and system is left out.',
  api: 'information_schema privileges, or Unity Catalog permissions by REST',
  meaning: 'Every identity of the account has it, this one too. It is no decision about this identity.',
  fix: 'A decision for the owner of the object; never run from here.',
  docs: GROUPS,
  run(context, report) {
    reportHoldings(context, report, ({ holder, place }) => holder === 'everybody' && place !== 'needed', (holding, what) => `Everybody (${holding.principal}) has ${what}.`)
  },
}
