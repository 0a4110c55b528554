import type { Check } from '../check'
import { GROUPS } from '../doc-links'
import { reportHoldings } from './excess'

export const throughGroup: Check = {
  id: 'through-group',
  title: 'Access that comes through a group',
  severity: 'warning',
  kind: 'excess',
  logic: 'A group that the identity is in holds a privilege that the import does not need.',
  api: 'information_schema privileges, or Unity Catalog permissions by REST',
  meaning: 'The right goes to everyone in the group; it can grow without anybody looking at this identity.',
  fix: 'Take the identity out of the group, or decide on the group; nothing is revoked from a group here.',
  docs: GROUPS,
  run(context, report) {
    reportHoldings(context, report, ({ holder, place }) => holder === 'group' && place !== 'needed', (holding, what) => `Through group ${holding.principal} it has ${what}.`)
  },
}
