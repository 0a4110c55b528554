import { Suspense, useEffect, useRef } from 'react'
import { Spinner } from '../shared/ui/Progress'
import './app.css'
import { ErrorBoundary } from './ErrorBoundary'
import { LinkBanner } from './LinkBanner'
import { Rail } from './Rail'
import type { Route } from './routes'
import { SCREENS, type ScreenProps } from './screens'
import { StatusLine } from './StatusLine'
import { useTheme } from './use-theme'
import { useRoute } from './use-route'

/** What the address says beside the screen's name. */
function screenProps(route: Route): ScreenProps {
  if ('profileId' in route) return { profileId: route.profileId, ...('tab' in route ? { tab: route.tab } : {}) }
  if (route.screen !== 'setup') return {}
  return { ...(route.setupId === undefined ? {} : { setupId: route.setupId }), ...(route.step === undefined ? {} : { step: route.step }) }
}

/** The frame: rail, screen, status line. */
export function App() {
  const route = useRoute()
  const profileId = 'profileId' in route ? route.profileId : undefined
  const setupId = route.screen === 'setup' ? route.setupId : undefined
  const { title, Screen } = SCREENS[route.screen]
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  useTheme()

  useEffect(() => {
    document.title = `${title} – Databricks setup assistant for CleverTap`
    // After the first screen, a change of screen is told to screen readers by moving the focus to its beginning.
    if (isFirst.current) isFirst.current = false
    else main.current?.focus()
  }, [title])

  return (
    <div className="app">
      <a className="skip-link" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus() }}>
        To the content
      </a>
      <Rail screen={route.screen} />
      <div className="app-column">
        <LinkBanner />
        <main id="main" className="app-main" ref={main} tabIndex={-1} aria-label={title}>
          <ErrorBoundary key={route.screen}>
            <Suspense fallback={<div className="app-loading"><Spinner size={18} /> Opening {title}</div>}>
              <Screen {...screenProps(route)} />
            </Suspense>
          </ErrorBoundary>
        </main>
        <StatusLine profileId={profileId} setupId={setupId} />
      </div>
    </div>
  )
}
