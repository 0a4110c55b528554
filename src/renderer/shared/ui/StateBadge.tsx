import { Ban, CircleCheck, CircleDashed, CircleHelp, CircleX, Clock3, Info, LoaderCircle, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './progress.css'
import './state-badge.css'

/** Every state a thing can be in, in the words of docs/design-language.md. */
export const STATES = ['ok', 'warning', 'failed', 'not-set-up', 'could-not-check', 'waiting', 'running', 'cancelled', 'info'] as const
export type UiState = (typeof STATES)[number]

const WORDS: Record<UiState, string> = {
  ok: 'OK',
  warning: 'Warning',
  failed: 'Failed',
  'not-set-up': 'Not set up',
  'could-not-check': 'Could not check',
  waiting: 'Waiting',
  running: 'Running',
  cancelled: 'Cancelled',
  info: 'Note',
}

const ICONS: Record<UiState, LucideIcon> = {
  ok: CircleCheck,
  warning: TriangleAlert,
  failed: CircleX,
  'not-set-up': CircleDashed,
  'could-not-check': CircleHelp,
  waiting: Clock3,
  running: LoaderCircle,
  cancelled: Ban,
  info: Info,
}

/** The icon of a state. Shapes differ, not only colours. Always beside a word. */
export function StateIcon({ state, size = 16 }: { state: UiState; size?: number }) {
  const Icon = ICONS[state]
  return (
    <span className="state-icon" data-state={state}>
      <Icon size={size} className={state === 'running' ? 'spinner' : undefined} aria-hidden />
    </span>
  )
}

/** Icon and word. `label` replaces the state's own word ("Passed", "Ready", "Draft"). */
export function StateBadge({ state, label }: { state: UiState; label?: string }) {
  return (
    <span className="state-badge" data-state={state}>
      <StateIcon state={state} size={14} />
      <span>{label ?? WORDS[state]}</span>
    </span>
  )
}

/** A small neutral mark: "sandbox", "running", "view". */
export function Tag({ children, tone = 'neutral' }: { children: ReactNode; tone?: 'neutral' | 'accent' | 'warning' }) {
  return (
    <span className="tag" data-tone={tone}>
      {children}
    </span>
  )
}
