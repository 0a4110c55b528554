/** Times in words a person reads at a glance. Pure: the caller says what time it is. */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `8 ms`, `1.2 s`, `48 s`, `4 min 05 s`. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.round(ms))
  if (whole < SECOND) return `${whole} ms`
  if (whole < 9_950) return `${(whole / SECOND).toFixed(1)} s`
  const seconds = Math.round(whole / SECOND)
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** A running clock that does not jitter: whole seconds. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND))
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`

/** `just now`, `5 minutes ago`, `3 hours ago`, `2 days ago`. */
export function ageText(then: number, now: number): string {
  const age = Math.max(0, now - then)
  if (age < MINUTE) return 'just now'
  if (age < HOUR) return `${plural(Math.floor(age / MINUTE), 'minute')} ago`
  if (age < DAY) return `${plural(Math.floor(age / HOUR), 'hour')} ago`
  return `${plural(Math.floor(age / DAY), 'day')} ago`
}

const pad = (value: number) => String(value).padStart(2, '0')

/** Local date and time, sortable and without a locale's surprises: `2026-11-23 14:05:10`. */
export function localTimeText(then: number): string {
  const at = new Date(then)
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`
}

/** The same in UTC, for text that leaves this computer. */
export function utcTimeText(then: number): string {
  return `${new Date(then).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
