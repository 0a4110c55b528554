import { BlockList } from 'node:net'
import type { WorkspaceState } from '../state/model'

/**
 * Whether the workspace's IP access lists let this address in. Block lists come first; with at least one allow list all
 * other addresses are refused (databricks.md 5.6). IPv4 only, as in Databricks.
 */
export function addressAllowed(state: WorkspaceState, address: string): boolean {
  if (!state.ipAccess?.enabled) return true
  const plain = address.replace(/^::ffff:/, '')
  const lists = { ALLOW: new BlockList(), BLOCK: new BlockList() }
  let allowLists = 0
  for (const list of state.ipAccess.lists) {
    if (list.enabled === false) continue
    if (list.type === 'ALLOW') allowLists += 1
    for (const entry of list.addresses) {
      const [network, prefix] = entry.split('/')
      if (network) lists[list.type].addSubnet(network, prefix === undefined ? 32 : Number(prefix), 'ipv4')
    }
  }
  if (lists.BLOCK.check(plain, 'ipv4')) return false
  return allowLists === 0 || lists.ALLOW.check(plain, 'ipv4')
}
