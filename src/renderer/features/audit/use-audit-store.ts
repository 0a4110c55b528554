import { useStore } from 'zustand'
import { api } from '../../shared/api'
import { useKeptTyping } from '../../shared/use-kept-typing'
import type { AuditState } from './audit-state'
import { type AuditStore, createAuditStore } from './audit-store'
import { type FixState, type FixStore, createFixStore } from './fix-store'

interface Stores {
  audit: AuditStore
  fix: FixStore
}
const stores = new Map<string, Stores>()

/** The stores of a connection: kept for the life of the page, so that an audit or a fix goes on while the user looks elsewhere. */
function storesOf(profileId: string): Stores {
  const known = stores.get(profileId)
  if (known) return known
  const audit = createAuditStore(profileId, api, Date.now)
  const made = { audit, fix: createFixStore(profileId, api, Date.now, (after) => audit.getState().auditMade(after)) }
  stores.set(profileId, made)
  return made
}

export function useAuditStores(profileId: string): { audit: AuditState; fix: FixState } {
  const { audit, fix } = storesOf(profileId)
  useKeptTyping(audit)
  return { audit: useStore(audit), fix: useStore(fix) }
}
