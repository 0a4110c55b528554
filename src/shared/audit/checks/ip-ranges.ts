import type { Check } from '../check'
import { byHand } from '../check'
import { IP_LISTS } from '../doc-links'
import { coverage, parseRange } from '../ip-ranges'

export const ipRanges: Check = {
  id: 'ip-ranges-missing',
  title: 'An address of CleverTap is not let in',
  severity: 'error',
  kind: 'missing',
  logic: 'IP access lists are on and a source range is covered by no enabled allow list, or touched by an enabled block list.',
  api: 'GET /api/2.0/ip-access-lists, compared with the source ranges given',
  meaning: 'Connections from that address are refused, however right the grants are.',
  fix: 'Add the range to an allow list. CleverTap support gives the ranges of your region.',
  docs: IP_LISTS,
  run({ facts, policy }, report) {
    if (!facts.ipAccess.known || !facts.ipAccess.value.enabled) return
    const lists = facts.ipAccess.value.lists.filter((list) => list.enabled)
    const of = (type: 'ALLOW' | 'BLOCK'): string[] => lists.filter((list) => list.type === type).flatMap(({ addresses }) => addresses)
    const allow = of('ALLOW')
    const block = of('BLOCK')
    if (allow.length === 0 && block.length === 0) return
    const ranges = policy.sourceRanges ?? []
    if (ranges.length === 0) return report.notChecked({ what: 'whether IP access lists let CleverTap in', why: 'no source ranges were given: CleverTap support has those of your region' })
    for (const range of ranges) {
      if (!parseRange(range)) {
        report.notChecked({ what: `source range ${range}`, why: 'it is not an IPv4 address or CIDR range' })
        continue
      }
      const { blocked, allowed } = coverage(range, allow, block)
      if (!blocked && allowed) continue
      report.find({
        securableType: 'WORKSPACE', securable: range, path: [{ kind: 'workspace', name: facts.workspace.host }],
        reason: blocked ? `A block list touches ${range}: block lists win over allow lists.` : `No allow list covers ${range}: connections from there are refused.`,
        fix: [byHand(blocked ? `Take ${range} out of the block list.` : `Add ${range} to an allow list.`)],
      })
    }
  },
}
