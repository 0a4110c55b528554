/** Limits of a deadline, as the contract has them. */
const MIN_SECONDS = 0.1
const MAX_SECONDS = 3600

/** `0.5`, `30`, `900`: no trailing zeros. */
export const secondsText = (ms: number): string => String(Math.round(ms / 100) / 10)

/** Seconds as typed (dot or comma) to whole ms; a sentence when it is not a usable number. */
export function parseSeconds(text: string): { ok: true; ms: number } | { ok: false; message: string } {
  const trimmed = text.trim().replace(',', '.')
  if (!/^\d+(\.\d+)?$/.test(trimmed)) return { ok: false, message: 'Enter a number of seconds, like 30 or 2.5.' }
  const seconds = Number(trimmed)
  if (seconds < MIN_SECONDS) return { ok: false, message: `At least ${MIN_SECONDS} seconds.` }
  if (seconds > MAX_SECONDS) return { ok: false, message: `At most ${MAX_SECONDS} seconds (one hour).` }
  return { ok: true, ms: Math.round(seconds * 1000) }
}
