import type { FixAction } from '#shared/diagnosis/diagnosis'
import { connectionAddress, go } from '../../shared/addresses'

const FOCUS: Record<Exclude<FixAction, 'retry' | 'start-warehouse'>, string> = {
  'edit-name': 'name', 'edit-host': 'host', 'edit-port': 'port', 'edit-http-path': 'httpPath', 'edit-token': 'token', 'edit-catalog': 'catalog', 'edit-schema': 'schema',
  'choose-warehouse': 'httpPath', 'choose-catalog': 'catalog', 'choose-schema': 'schema', 'choose-tables': 'tables',
}

/** What the buttons of a diagnosis do on this screen: audit again, now with leave to start the warehouse, or lead to the form. */
export function auditDeed(profileId: string, deeds: { again: () => void; withWarehouse: () => void }): { onAction: (action: FixAction) => void } {
  return {
    onAction: (action) => {
      if (action === 'start-warehouse') deeds.withWarehouse()
      if (action === 'retry' || action === 'start-warehouse') deeds.again()
      else go(connectionAddress(profileId, 'existing', FOCUS[action]))
    },
  }
}
