import { auditView } from '#shared/audit/audit-view'
import { type KeptAudit, compareAudits } from '#shared/audit/compare-audits'
import type { AuditReport } from '#shared/audit/audit-report'
import type { Finding } from '#shared/audit/finding'
import type { FixPreview, FixReport, FixRowsPage } from '#shared/audit/fix-view'
import type { AuditOverviewRow, AuditSettings, AuditSummary, AuditView, Drift } from '#shared/audit/kept-audit'
import { renderReport } from '#shared/audit/render/render-report'
import { reportFileName } from '#shared/audit/report-file-name'
import { readHost } from '#shared/connection/read-host'
import type { Input, Output } from '#shared/contract/contract'
import type { Profile } from '#shared/profile/profile'
import { type Result, failed, success } from '#shared/result'
import type { Work } from '#shared/work'
import { wholeInSlices } from '../in-slices'
import { invalidInput } from '../invalid-input'
import type { Ports } from '../ports/ports'
import type { ProfileStore } from '../profiles/profile-store'
import { type ProfileAccess, noSuchProfile } from '../profiles/sign-in'
import type { RunContext } from '../run-registry'
import { createApplyFix } from './apply-fix'
import { createAuditKeeper } from './audit-keeper'
import { createAuditMemory } from './audit-memory'
import { createAuditSettings } from './audit-settings'
import { createAuditStore } from './audit-store'
import { createCollector } from './collector'
import { createFixJournal } from './fix-journal'
import { createFixesToReview } from './fixes-to-review'

export interface AuditServiceDependencies {
  ports: Ports
  profiles: ProfileStore
  access: ProfileAccess
}

type OfAudit = Pick<Input<'audit.get'>, 'profileId' | 'auditId'>

const noSuchAudit = () => invalidInput('This audit is no longer kept', { field: 'auditId', causes: ['It was deleted, or newer ones have taken its place.'], fix: 'Run the audit again.' })

/** Permissions audit: runs it, keeps it, compares it, and mends what it found. */
export function createAuditService({ ports, profiles, access }: AuditServiceDependencies) {
  const { documents, secrets, clock, machine } = ports
  const store = createAuditStore({ documents })
  const memory = createAuditMemory()
  const settings = createAuditSettings({ documents, secrets })
  const journal = createFixJournal({ documents, clock })
  const collect = createCollector({ ports, access })
  const work = <T>(todo: Work<T>): Promise<T> => wholeInSlices(todo, () => clock.now())
  const keep = createAuditKeeper({ store, memory, machine, work, exists: (profileId) => profiles.get(profileId) !== undefined })
  const fixes = createFixesToReview({ memory, ports })
  const applyFix = createApplyFix({ ports, access, collect, keep, journal })
  /** One fix of a connection at a time: two would meet each other's half-made changes. */
  const fixing = new Set<string>()

  const of = <T>(profileId: string, work: (profile: Profile) => Result<T>): Result<T> => {
    const profile = profiles.get(profileId)
    return profile ? work(profile) : failed(noSuchProfile())
  }
  /** The report in memory is whole where only a part of it was stored, and there without reading a file. */
  const reportOf = (profileId: string, auditId: string): AuditReport | undefined => {
    const inMemory = memory.get(auditId)
    return inMemory?.profileId === profileId && store.has(profileId, auditId) ? inMemory.report : store.get(profileId, auditId)?.report
  }
  const ofReport = <T>({ profileId, auditId }: OfAudit, then: (report: AuditReport, profile: Profile) => T): Result<T> =>
    of(profileId, (profile) => {
      const report = reportOf(profileId, auditId)
      return report ? success(then(report, profile)) : failed(noSuchAudit())
    })
  const toCompare = ({ profileId, auditId }: OfAudit): KeptAudit | undefined => {
    const audit = store.get(profileId, auditId)
    return audit && memory.get(auditId)?.profileId === profileId ? { snapshot: audit.snapshot, report: reportOf(profileId, auditId) ?? audit.report } : audit
  }

  function blockedBy({ id, form }: Profile): string | undefined {
    if (readHost(form.host).host === undefined) return 'The host is not complete yet.'
    if (form.catalog.trim() === '') return 'No catalog is entered.'
    return secrets.state(id, 'importer').keeping === 'none' && secrets.state(id, 'admin').keeping === 'none' ? 'No token is entered.' : undefined
  }

  return {
    async run({ profileId, policy, ...question }: Input<'audit.run'>, { signal, emit }: RunContext<'audit.run'>): Promise<Result<AuditView>> {
      const facts = await collect({ profileId, policy, ...question }, { signal, tell: (step) => emit({ step }) })
      if (!facts.ok) return facts
      emit({ step: `Judging what was read in ${facts.value.requests} requests` })
      return success(await keep(profileId, facts.value, policy))
    },

    settings: ({ profileId }: Input<'audit.settings'>): Result<AuditSettings> => of(profileId, () => success(settings.get(profileId))),
    saveSettings: ({ profileId, settings: wanted }: Input<'audit.save-settings'>): Result<AuditSettings> => of(profileId, () => success(settings.put(profileId, wanted))),
    list: ({ profileId }: Input<'audit.list'>): Result<AuditSummary[]> => of(profileId, () => success(store.list(profileId))),

    async get(input: Input<'audit.get'>): Promise<Result<AuditView>> {
      const report = ofReport(input, (found) => found)
      if (!report.ok) return report
      return success(memory.get(input.auditId)?.view ?? (await work(auditView({ auditId: input.auditId, report: report.value, canBeFixed: false }))))
    },
    finding(input: Input<'audit.finding'>): Result<Finding> {
      const found = ofReport(input, ({ findings }) => findings[input.at])
      if (!found.ok) return found
      return found.value ? success(found.value) : failed(invalidInput('This audit has no such finding', { field: 'at', fix: 'Open the audit again.' }))
    },
    report: (input: Input<'audit.report'>): Result<AuditReport> => ofReport(input, (report) => report),

    delete: ({ profileId, auditId }: Input<'audit.delete'>): Result<Record<string, never>> => {
      store.remove(profileId, auditId)
      memory.forget(auditId)
      return success({})
    },

    compare: ({ profileId, from, to }: Input<'audit.compare'>): Result<Drift> =>
      of(profileId, () => {
        const [before, after] = [toCompare({ profileId, auditId: from }), toCompare({ profileId, auditId: to })]
        return before && after ? success(compareAudits(before, after)) : failed(noSuchAudit())
      }),

    overview: (): Result<AuditOverviewRow[]> =>
      success(
        profiles.all().map((profile): AuditOverviewRow => {
          const { id, form } = profile
          const [last] = store.list(id)
          return { profileId: id, connection: form.name, host: form.host, catalog: form.catalog, schema: form.schema, blockedBy: blockedBy(profile), last, drift: store.drift(id) }
        }),
      ),

    fixPreview: (input: Input<'audit.fix-preview'>, context: RunContext<'audit.fix-preview'>): Promise<Result<FixPreview>> => fixes.preview(input, context),
    fixRows: (input: Input<'audit.fix-rows'>): Promise<Result<FixRowsPage>> => fixes.rows(input),
    fixScript: (input: Input<'audit.fix-script'>): Promise<Result<Output<'audit.fix-script'>>> => fixes.script(input),
    saveFixScript: (input: Input<'audit.save-fix-script'>): Promise<Result<Output<'audit.save-fix-script'>>> => fixes.saveScript(input),

    async applyFix(input: Input<'audit.apply-fix'>, context: RunContext<'audit.apply-fix'>): Promise<Result<FixReport>> {
      const audit = ofReport(input, (report) => report)
      if (!audit.ok) return audit
      if (fixing.has(input.profileId)) return failed(invalidInput('A fix of this connection is running already', { fix: 'Wait until it has ended, or cancel it.' }))
      fixing.add(input.profileId)
      try {
        const reviewed = await fixes.find(input, context)
        return reviewed.ok ? await applyFix(audit.value, reviewed.value.remediation, input, context) : reviewed
      } finally {
        fixing.delete(input.profileId)
      }
    },

    unfinishedFix: ({ profileId }: Input<'audit.unfinished-fix'>): Result<Output<'audit.unfinished-fix'>> => of(profileId, () => success({ fix: journal.unfinished(profileId) })),

    export: (input: Input<'audit.export'>): Result<Output<'audit.export'>> =>
      ofReport(input, (report, { form }) => ({ text: renderReport(report, input.format), fileName: reportFileName(form.name, report, input.format) })),

    /** Everything that is kept about a connection's audits goes with it. */
    forget(profileId: string): void {
      store.removeAll(profileId)
      memory.forgetAll(profileId)
      settings.remove(profileId)
      journal.remove(profileId)
    },
  }
}
