import { LoaderCircle } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { clockText } from '../time-text'
import './progress.css'

/** Decoration: the words beside it say what goes on. */
export function Spinner({ size = 14 }: { size?: number }) {
  return <LoaderCircle size={size} className="spinner" aria-hidden />
}

/** The time now, once a second while `active`. */
export function useNow(active: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!active) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [active])
  return now
}

/** Seconds since `startedAt` (epoch ms), ticking. Hidden from screen readers, who hear the words once. */
export function Clock({ startedAt }: { startedAt: number }) {
  const now = useNow(true)
  return (
    <span className="clock" aria-hidden>
      {clockText(now - startedAt)}
    </span>
  )
}

export interface ProgressProps {
  /** What goes on: "Starting the sandbox workspace". */
  label: string
  /** Epoch ms; the seconds since then are shown. */
  startedAt: number
  /** "usually 2 to 6 s"; a wait without an expectation feels endless. */
  expected?: string
  /** Usually a Cancel button. */
  children?: ReactNode
}

/** A wait with its seconds, its expectation and a way out. */
export function Progress({ label, startedAt, expected, children }: ProgressProps) {
  return (
    <div className="progress">
      <Spinner size={16} />
      <div className="grow">
        <span role="status">{label}</span> <Clock startedAt={startedAt} />
        {expected ? <div className="small muted">{expected}</div> : null}
      </div>
      {children}
    </div>
  )
}
