import type { FixAction } from '#shared/diagnosis/diagnosis'
import { connectionAddress, go } from '../../shared/addresses'

/** What the buttons of a diagnosis do on this screen: lead to the form, or verify again. */
export function permissionDeed(profileId: string, again: () => void): { onAction: (action: FixAction) => void; canAct: (action: FixAction) => boolean } {
  return {
    // Starting a warehouse belongs to the test, which asks first and shows the clock.
    canAct: (action) => action !== 'choose-tables',
    onAction: (action) => {
      if (action === 'retry') again()
      else if (action === 'start-warehouse') go(connectionAddress(profileId, 'test'))
      else go(connectionAddress(profileId, 'existing', action === 'edit-http-path' ? 'httpPath' : action.replace(/^edit-/, '')))
    },
  }
}
