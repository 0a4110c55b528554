import { AuditSettings } from '#shared/audit/kept-audit'
import { Thresholds } from '#shared/audit/policy'
import { withoutCredentials } from '#shared/connection/secret-shape'
import type { Documents, SecretStore } from '../ports/storage'

const nameOf = (profileId: string) => `audit-settings-${profileId}`

/** How the audit of each connection is asked for, as typed; a credential that was typed there is cut out before it reaches the disk. */
export interface AuditSettingsStore {
  get(profileId: string): AuditSettings
  put(profileId: string, settings: AuditSettings): AuditSettings
  remove(profileId: string): void
}

export function createAuditSettings({ documents, secrets }: { documents: Documents; secrets: SecretStore }): AuditSettingsStore {
  return {
    get(profileId) {
      const stored = AuditSettings.safeParse(documents.read(nameOf(profileId)))
      if (stored.success) return stored.data
      // An admin sees more than the identity sees of itself.
      const hasAdmin = secrets.state(profileId, 'admin').keeping !== 'none'
      return { role: hasAdmin ? 'admin' : 'importer', principal: '', sourceRanges: '', thresholds: Thresholds.parse({}), off: [] }
    },
    put(profileId, settings) {
      const clean = { ...settings, principal: withoutCredentials(settings.principal), sourceRanges: withoutCredentials(settings.sourceRanges) }
      documents.write(nameOf(profileId), clean)
      return clean
    },
    remove: (profileId) => documents.remove(nameOf(profileId)),
  }
}
