import { useLink } from '../shared/link-store'
import { StateIcon } from '../shared/ui/StateBadge'

/** Said at once and across the whole width when the assistant behind this page is gone: nothing works then. */
export function LinkBanner() {
  const link = useLink()
  return (
    <div role="alert">
      {link === 'up' ? null : (
        <div className="link-banner" data-state="failed">
          <StateIcon state="failed" />
          {link === 'lost' ? (
            <span>
              <span className="strong">The assistant has stopped.</span> Start it again with <code>npm start</code> and open the address it prints. What you entered is saved, except tokens kept for that run only.
            </span>
          ) : (
            <span>
              <span className="strong">This page is no longer signed in to the assistant.</span> Open the address that the assistant printed when it started.
            </span>
          )}
        </div>
      )}
    </div>
  )
}
