import { Suspense, lazy, useCallback, useEffect, useRef, useState } from 'react'
import { Spinner } from '../shared/ui/Progress'
import './app.css'
import { ErrorBoundary } from './ErrorBoundary'
import { LinkBanner } from './LinkBanner'
import { Rail } from './Rail'
import type { Route } from './routes'
import { SCREENS, type ScreenProps } from './screens'
import { StatusLine } from './StatusLine'
import { useShortcuts } from './use-shortcuts'
import { useTheme } from './use-theme'
import { useRoute } from './use-route'

const JumpDialog = lazy(async () => ({ default: (await import('./JumpDialog')).JumpDialog }))

/** What the address says beside the screen's name. */
function screenProps(route: Route): ScreenProps {
  if ('profileId' in route) return { profileId: route.profileId, ...('tab' in route ? { tab: route.tab } : {}) }
  if (route.screen === 'help') return route.pageId === undefined ? {} : { pageId: route.pageId }
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
  const [isJumping, setJumping] = useState(false)
  const jump = useCallback(() => setJumping(true), [])
  useTheme()
  useShortcuts(jump)

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
        <StatusLine profileId={profileId} setupId={setupId} onJump={jump} />
      </div>
      {isJumping ? (
        <Suspense fallback={null}>
          <JumpDialog profileId={profileId} onClose={() => setJumping(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
