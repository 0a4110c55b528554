import type { AppInfo } from '#shared/contract/contract'
import type { TestReport } from '#shared/connection-test/report'
import type { ProfileView } from '#shared/profile/profile'
import type { SetupView } from '#shared/setup/setup'
import type { UiState } from '../shared/ui/StateBadge'

const DAY = 24 * 60 * 60 * 1000
const SOON_DAYS = 14

/** One fact of the status line. `state` only where it is more than a plain fact. */
export interface StatusFact {
  id: 'host' | 'identity' | 'warehouse' | 'token' | 'kept'
  text: string
  state?: UiState
  /** Said on hover: how old it is. */
  note?: string
}

interface StatusSources {
  view?: ProfileView | undefined
  report?: TestReport | undefined
  setup?: SetupView | undefined
  info: AppInfo | undefined
  /** Unix milliseconds. */
  now: number
}

/** What the line says about a connection or a setup; only what is known. Facts of the last test are as old as it and say so. */
export function statusFacts({ view, report, setup, info, now }: StatusSources): StatusFact[] {
  if (setup) return setupFacts(setup)
  if (!view) return info ? [{ id: 'kept', text: info.tokenStore.durable ? 'Tokens can be kept in the key store of this computer' : 'Tokens are kept in memory, for this run' }] : []
  const facts: StatusFact[] = []
  const host = view.profile.form.host.trim()
  facts.push({ id: 'host', text: host === '' ? 'No workspace yet' : host })
  if (report?.identity) facts.push({ id: 'identity', text: `Signed in as ${report.identity.displayName ?? report.identity.principal}`, note: 'In the last test' })
  const awake = report?.stages.find((stage) => stage.id === 'warehouse-awake')
  if (awake && (awake.state === 'passed' || awake.state === 'not-set-up')) facts.push({ id: 'warehouse', text: awake.state === 'passed' ? 'Warehouse was running' : 'Warehouse was stopped', note: 'In the last test' })
  const token = view.tokens.find((one) => one.role === 'importer')
  if (!token || token.keeping === 'none') facts.push({ id: 'token', text: 'No token', state: 'not-set-up' })
  else {
    const expiry = tokenExpiry(token.expiresAt, now)
    if (expiry) facts.push({ id: 'token', ...expiry })
    facts.push({ id: 'kept', text: token.keeping === 'os' ? 'Token in the key store' : 'Token in memory only' })
  }
  return facts
}

function setupFacts({ signIn }: SetupView): StatusFact[] {
  if (signIn.state !== 'signed-in') return [{ id: 'host', text: 'Not signed in to a workspace' }]
  return [
    { id: 'host', text: signIn.host },
    { id: 'identity', text: `Signed in as ${signIn.principal}` },
    { id: 'kept', text: signIn.keeping === 'os' ? 'Sign-in in the key store' : 'Sign-in in memory only' },
  ]
}

function tokenExpiry(expiresAt: number | undefined, now: number): Omit<StatusFact, 'id'> | undefined {
  if (expiresAt === undefined) return undefined
  if (expiresAt === -1) return { text: 'Token never expires', state: 'warning' }
  if (expiresAt <= now) return { text: 'Token has expired', state: 'failed' }
  const days = Math.floor((expiresAt - now) / DAY)
  const text = days === 0 ? 'Token expires today' : `Token expires in ${days} day${days === 1 ? '' : 's'}`
  return days <= SOON_DAYS ? { text, state: 'warning' } : { text }
}
