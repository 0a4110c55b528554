import type { FindingFix } from '#shared/audit/finding'
import type { AuditView } from '#shared/audit/kept-audit'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ScreenApi } from '../../shared/api'
import type { ShownAudit } from './audit-state'

export type FixOfFinding = { kind: 'reading' } | { kind: 'read'; fix: readonly FindingFix[] } | { kind: 'failed'; diagnosis: Diagnosis }
/** By position in the report; nothing is known yet of those that are not there. */
export type FixesOfFindings = Readonly<Record<number, FixOfFinding>>

/** What mends the findings of the audit that is shown. The first came with it; the others are read when their row opens. */
export interface FindingFixes {
  fixes: FixesOfFindings
  /** Reads what mends a finding, unless it is known or being read. */
  fixWanted: (at: number) => void
}

export const fixesOf = ({ fixes }: AuditView): FixesOfFindings => Object.fromEntries(fixes.map((fix, at) => [at, { kind: 'read', fix }]))

export function createFindingFixes(profileId: string, port: ScreenApi, { get, set }: { get: () => FindingFixes & { shown: ShownAudit }; set: (fixes: Pick<FindingFixes, 'fixes'>) => void }): FindingFixes {
  return {
    fixes: {},
    fixWanted: (at) => {
      const { shown, fixes } = get()
      const known = fixes[at]
      if (shown.kind !== 'shown' || (known !== undefined && known.kind !== 'failed')) return
      const { auditId } = shown.audit
      const put = (fix: FixOfFinding) => set({ fixes: { ...get().fixes, [at]: fix } })
      put({ kind: 'reading' })
      void port.call('audit.finding', { profileId, auditId, at }).then((read) => {
        const { shown: present } = get()
        // Another audit was opened meanwhile.
        if (present.kind === 'shown' && present.audit.auditId === auditId) put(read.ok ? { kind: 'read', fix: read.value.fix } : { kind: 'failed', diagnosis: read.diagnosis })
      })
    },
  }
}
