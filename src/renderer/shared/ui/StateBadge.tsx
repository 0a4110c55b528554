import { Ban, CircleCheck, CircleDashed, CircleHelp, CircleX, Clock3, Info, LoaderCircle, TriangleAlert } from 'lucide-react'
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

/** The icon of a state. Shapes differ, not only colours. Always beside a word. */
export function StateIcon({ state, size = 16 }: { state: UiState; size?: number }) {
  const icon: Record<UiState, ReactNode> = {
    ok: <CircleCheck size={size} aria-hidden />,
    warning: <TriangleAlert size={size} aria-hidden />,
    failed: <CircleX size={size} aria-hidden />,
    'not-set-up': <CircleDashed size={size} aria-hidden />,
    'could-not-check': <CircleHelp size={size} aria-hidden />,
    waiting: <Clock3 size={size} aria-hidden />,
    running: <LoaderCircle size={size} className="spinner" aria-hidden />,
    cancelled: <Ban size={size} aria-hidden />,
    info: <Info size={size} aria-hidden />,
  }
  return (
    <span className="state-icon" data-state={state}>
      {icon[state]}
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
