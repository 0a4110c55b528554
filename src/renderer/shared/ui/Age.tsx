import { ageText, localTimeText } from '../time-text'

/** How long ago something was, `2 hours ago`; the exact time on hover. `now` in Unix milliseconds, as `at`. */
export function Age({ at, now }: { at: number; now: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={localTimeText(at)}>
      {ageText(at, now)}
    </time>
  )
}
