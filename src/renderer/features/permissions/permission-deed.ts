import type { FixAction } from '#shared/diagnosis/diagnosis'
import { connectionAddress, go } from '../../shared/addresses'

const FOCUS: Record<Exclude<FixAction, 'retry' | 'start-warehouse'>, string> = {
  'edit-name': 'name', 'edit-host': 'host', 'edit-port': 'port', 'edit-http-path': 'httpPath', 'edit-token': 'token', 'edit-catalog': 'catalog', 'edit-schema': 'schema',
  'choose-warehouse': 'httpPath', 'choose-catalog': 'catalog', 'choose-schema': 'schema', 'choose-tables': 'tables',
}

/** What the buttons of a diagnosis do on this screen: lead to the form, or verify again. */
export function permissionDeed(profileId: string, again: () => void): { onAction: (action: FixAction) => void } {
  return {
    onAction: (action) => {
      if (action === 'retry') again()
      // Starting a warehouse belongs to the test, which asks first and shows the clock.
      else if (action === 'start-warehouse') go(connectionAddress(profileId, 'test'))
      else go(connectionAddress(profileId, 'existing', FOCUS[action]))
    },
  }
}
