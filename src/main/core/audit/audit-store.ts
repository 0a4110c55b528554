import { z } from 'zod'
import { AuditReport } from '#shared/audit/audit-report'
import { AuditSnapshot, type KeptAudit, compareAudits } from '#shared/audit/compare-audits'
import { AuditSummary } from '#shared/audit/kept-audit'
import type { Documents } from '../ports/storage'

/** So many audits of a connection are kept, and so many characters of them; the newest two whatever their size. */
const MOST_AUDITS = 20
const MOST_CHARACTERS = 60_000_000
const ALWAYS = 2
/** Of one audit; the whole report is there as long as the program runs. */
const MOST_ROWS = 20_000

const Entry = z.object({ summary: AuditSummary, drift: z.string().optional(), size: z.number() })
type Entry = z.infer<typeof Entry>
const Index = z.object({ version: z.literal(1), audits: z.array(z.unknown()) })
const Stored = z.object({ report: AuditReport, snapshot: AuditSnapshot, leftOut: z.number().optional() })

const indexOf = (profileId: string) => `audits-${profileId}`
const nameOf = (profileId: string, auditId: string) => `audit-${profileId}-${auditId}`

/** Kept audits of each connection, newest first: report and snapshot, without anybody's secrets. */
export interface AuditStore {
  list(profileId: string): AuditSummary[]
  /** What changed from the last but one to the last, in one line. */
  drift(profileId: string): string | undefined
  has(profileId: string, auditId: string): boolean
  get(profileId: string, auditId: string): KeptAudit | undefined
  put(profileId: string, auditId: string, audit: KeptAudit): void
  remove(profileId: string, auditId: string): void
  removeAll(profileId: string): void
}

export function createAuditStore({ documents }: { documents: Documents }): AuditStore {
  /** An entry of another version reads as absent. */
  const read = (profileId: string): Entry[] =>
    (Index.safeParse(documents.read(indexOf(profileId))).data?.audits ?? []).flatMap((one) => {
      const entry = Entry.safeParse(one)
      return entry.success ? [entry.data] : []
    })
  const write = (profileId: string, audits: Entry[]) => documents.write(indexOf(profileId), { version: 1, audits })
  const audit = (profileId: string, auditId: string | undefined): KeptAudit | undefined =>
    auditId === undefined ? undefined : Stored.safeParse(documents.read(nameOf(profileId, auditId))).data
  const driftOf = (before: KeptAudit | undefined, after: KeptAudit | undefined): { drift?: string } => {
    if (!before || !after) return {}
    const { remark, line } = compareAudits(before, after)
    return { drift: remark ?? line }
  }

  const has = (profileId: string, auditId: string) => read(profileId).some(({ summary }) => summary.auditId === auditId)
  /** The one that was opened last: its rows are asked for one by one, and it never changes. */
  let latest: { name: string; audit: KeptAudit } | undefined

  return {
    list: (profileId) => read(profileId).map(({ summary }) => summary),
    drift: (profileId) => read(profileId)[0]?.drift,
    has,
    // Only what the index lists is opened: an id from outside never becomes a file name by itself.
    get(profileId, auditId) {
      if (!has(profileId, auditId)) return undefined
      const name = nameOf(profileId, auditId)
      if (latest?.name !== name) {
        const read = audit(profileId, auditId)
        latest = read && { name, audit: read }
      }
      return latest?.audit
    },

    put(profileId, auditId, whole) {
      const before = read(profileId)
      const kept = shortened(whole)
      const size = JSON.stringify(kept).length
      documents.write(nameOf(profileId, auditId), kept)
      const audits = [{ summary: summaryOf(auditId, whole.report), ...driftOf(audit(profileId, before[0]?.summary.auditId), whole), size }, ...before]
      let characters = 0
      const stays = audits.filter((one, at) => (characters += one.size) <= MOST_CHARACTERS && at < MOST_AUDITS || at < ALWAYS)
      write(profileId, stays)
      for (const { summary } of audits.slice(stays.length)) documents.remove(nameOf(profileId, summary.auditId))
    },

    remove(profileId, auditId) {
      const audits = read(profileId)
      const at = audits.findIndex(({ summary }) => summary.auditId === auditId)
      if (at < 0) return
      // What the next newer one is compared with changes with it.
      const newer = audits[at - 1]
      const { drift: _gone, ...rest } = newer ?? {}
      const left = audits.toSpliced(at, 1)
      if (newer) left[at - 1] = { ...(rest as Omit<Entry, 'drift'>), ...driftOf(audit(profileId, audits[at + 1]?.summary.auditId), audit(profileId, newer.summary.auditId)) }
      write(profileId, left)
      documents.remove(nameOf(profileId, auditId))
      latest = undefined
    },

    removeAll(profileId) {
      for (const { summary } of read(profileId)) documents.remove(nameOf(profileId, summary.auditId))
      documents.remove(indexOf(profileId))
      latest = undefined
    },
  }
}

export function summaryOf(auditId: string, { subject, scope, verdict, tables, requests }: AuditReport): AuditSummary {
  return {
    auditId, at: Date.parse(scope.at), principal: subject.principal, ...(subject.name === undefined ? {} : { name: subject.name }), caller: scope.caller,
    catalog: scope.catalog, ...(scope.schema === undefined ? {} : { schema: scope.schema }), verdict, tables, requests,
  }
}

/** A report of a hundred thousand findings is kept in part, and says so. */
function shortened({ report, snapshot }: KeptAudit): KeptAudit {
  const leftOut = Math.max(0, report.findings.length - MOST_ROWS) + Math.max(0, report.needed.length - MOST_ROWS)
  if (leftOut === 0) return { report, snapshot }
  const note = { what: `${leftOut.toLocaleString('en')} more rows of this report`, why: `Only the first ${MOST_ROWS.toLocaleString('en')} of a list are kept on this computer; run the audit again to see all` }
  return { report: { ...report, findings: report.findings.slice(0, MOST_ROWS), needed: report.needed.slice(0, MOST_ROWS), notChecked: [...report.notChecked, note] }, snapshot, leftOut }
}
