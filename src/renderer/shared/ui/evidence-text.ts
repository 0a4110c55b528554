import type { Diagnosis } from '#shared/diagnosis/diagnosis'

/** The raw signal as labelled facts, in a fixed order; only what is there. */
export function evidenceRows(diagnosis: Diagnosis): { label: string; value: string }[] {
  const { evidence } = diagnosis
  if (!evidence) return []
  const rows: [string, string | number | undefined][] = [
    ['Message', evidence.message],
    ['HTTP status', evidence.status],
    ['Error code', evidence.errorCode],
    ['SQLSTATE', evidence.sqlState],
    ['Request id', evidence.requestId],
    ['Stage', evidence.stage],
    ['Category', `${diagnosis.category} (${diagnosis.confidence} confidence)`],
    ...(diagnosis.alternatives?.length ? [['Could also be', diagnosis.alternatives.join(', ')] as [string, string]] : []),
    ...Object.entries(evidence.headers ?? {}),
  ]
  return rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value: String(value) }]))
}

/** The same for a bug report or a ticket. */
export const evidenceText = (diagnosis: Diagnosis): string =>
  [diagnosis.title, ...evidenceRows(diagnosis).map(({ label, value }) => `${label}: ${value}`)].join('\n')
