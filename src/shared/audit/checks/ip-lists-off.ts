import type { Check } from '../check'
import { byHand } from '../check'
import { IP_LISTS } from '../doc-links'

export const ipListsOff: Check = {
  id: 'ip-lists-off',
  title: 'IP access lists are off',
  severity: 'info',
  kind: 'information',
  logic: 'The workspace enforces no IP access list: the feature is off, or no allow list is enabled.',
  api: 'GET /api/2.0/workspace-conf?keys=enableIpAccessLists and GET /api/2.0/ip-access-lists',
  meaning: 'A leaked token works from anywhere.',
  fix: "Turn on IP access lists with the addresses of CleverTap and of your people. A wrong list locks people out: check your own address first.",
  docs: IP_LISTS,
  run({ facts }, report) {
    if (!facts.ipAccess.known) return
    const { enabled, lists } = facts.ipAccess.value
    if (enabled && lists.some((list) => list.enabled && list.type === 'ALLOW')) return
    report.find({
      securableType: 'WORKSPACE', securable: facts.workspace.host, path: [{ kind: 'workspace', name: facts.workspace.host }],
      reason: enabled ? 'IP access lists are on, but no allow list is enabled: every address is let in.' : 'IP access lists are off: a token works from any address.',
      fix: [byHand(this.fix)],
    })
  },
}
