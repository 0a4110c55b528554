import type { FormReading } from '#shared/connection/validate-form'
import type { Input } from '#shared/contract/contract'
import type { StageId, StageResult, TestReport } from '#shared/connection-test/report'
import { computeVerdict, implyProofs } from '#shared/connection-test/verdict'
import type { Profile } from '#shared/profile/profile'
import { DEFAULT_DEADLINES } from '#shared/settings/settings'
import { type Result, failed, success } from '#shared/result'
import type { Ports } from '../ports/ports'
import type { ProfileStore } from '../profiles/profile-store'
import { type ProfileAccess, noSuchProfile } from '../profiles/sign-in'
import type { RunContext } from '../run-registry'
import type { Secret } from '../secret'
import type { SettingsService } from '../settings'
import type { TokenFacts } from '../tokens/token-facts'
import { readChosenTables } from './chosen-tables'
import { keptResults } from './kept-results'
import { notProvenSentences } from './not-proven'
import type { ReportStore } from './report-store'
import { runStages } from './runner'
import { stagesFor } from './stages'
import { judgeForm } from './stages/form'
import { type TableRef, type TestContext, createTestContext } from './test-context'

export interface ConnectionTestDependencies {
  ports: Ports
  store: ProfileStore
  access: ProfileAccess
  facts: TokenFacts
  reports: ReportStore
  settings: SettingsService
  /** Name and version of the program, for the report. */
  program: string
}

interface Prepared {
  profile: Profile
  reading: FormReading
  token: Secret | undefined
  chosen: TableRef[]
  subjectHash: string
}

/** The staged test of a connection as the identity that CleverTap will use. */
export function createConnectionTest({ ports, store, access, facts, reports, settings, program }: ConnectionTestDependencies) {
  const { clock, machine, secrets, log } = ports
  /** Sessions are closed behind the result's back: nobody has to wait for a goodbye. */
  const closing = new Set<Promise<void>>()

  async function prepare({ profileId, options }: Input<'test.run'>): Promise<Result<Prepared>> {
    const profile = store.get(profileId)
    if (!profile) return failed(noSuchProfile())
    const token = await secrets.get(profileId, 'importer')
    const reading = access.reading(profile, token !== undefined)
    const names = options.tables.length > 0 ? options.tables : profile.tables
    const chosen = reading.details ? readChosenTables(names, reading.details) : success([])
    if (!chosen.ok) return chosen
    return success({ profile, reading, token, chosen: chosen.value, subjectHash: access.subjectHash(profile, names, token && access.tokenId(token)) })
  }

  function closeSoon(context: TestContext): void {
    const done: Promise<void> = context
      .close()
      .catch((error: unknown) => log.error('session.close', error))
      .finally(() => closing.delete(done))
    closing.add(done)
  }

  return {
    async run(input: Input<'test.run'>, { runId, signal, emit }: RunContext<'test.run'>): Promise<Result<TestReport>> {
      const prepared = await prepare(input)
      if (!prepared.ok) return prepared
      const { profile, reading, token, chosen, subjectHash } = prepared.value
      const { options } = input
      const startedAt = clock.now()
      const form = judgeForm(reading, startedAt)
      const { details } = reading
      const last = reports.get(profile.id)?.report
      const kept = keptResults(last, options.fromStage, subjectHash, startedAt)
      const deadlines = { ...DEFAULT_DEADLINES, ...settings.current().deadlines, ...options.deadlines }
      const tokenFact = facts.get(profile.id, 'importer')

      const context =
        form.state === 'passed' && details && token
          ? createTestContext({
              details,
              signIn: { host: details.host, port: details.port, workspaceId: details.workspaceId, caFile: profile.caFile, token },
              openWorkspace: ports.openWorkspace,
              openSqlSession: ports.openSqlSession,
              prepareConnection: ports.prepareConnection,
              probes: ports.probes,
              clock,
              signal,
              chosen,
              mayStartWarehouse: options.startWarehouse,
              deadline: (stage) => deadlines[stage],
              tokenExpiresAt: tokenFact?.tokenId === access.tokenId(token) ? tokenFact.expiresAt : undefined,
            })
          : undefined
      if (context && last?.identity && kept.some(({ id }) => id === 'sign-in')) context.facts.identity = last.identity

      try {
        const settled = new Map<StageId, StageResult>([form, ...kept].map((result) => [result.id, result]))
        const stages = stagesFor({ hasSchema: details?.schema !== undefined, hasChosenTables: chosen.length > 0 })
        const found = await runStages({ stages, context, settled, signal, clock, log, emit: (stage) => emit({ stage }) })
        const results = implyProofs(found)
        for (const stage of results) if (stage.provedBy !== undefined) emit({ stage })
        const tables = { visible: context?.facts.visible.length ?? 0, chosen: context?.facts.chosen ?? 0, reads: context?.facts.reads ?? [] }
        const report: TestReport = {
          version: 1,
          runId,
          startedAt,
          finishedAt: clock.now(),
          connection: details,
          subjectHash,
          identity: context?.facts.identity,
          stages: results,
          tables,
          verdict: computeVerdict(results, tables.reads, signal.aborted),
          notProven: notProvenSentences(machine.computer(), details, tables),
          testedFrom: { computer: machine.computer(), addresses: machine.addresses(), program },
        }
        // A cancelled test says nothing, so it takes nothing away from the one before it.
        if (!signal.aborted && store.get(profile.id)) reports.put(profile.id, report, token && access.tokenId(token))
        return success(report)
      } finally {
        if (context) closeSoon(context)
      }
    },

    last({ profileId }: Input<'test.last'>): Result<{ report?: TestReport }> {
      if (!store.get(profileId)) return failed(noSuchProfile())
      return success({ report: reports.get(profileId)?.report })
    },

    async close(): Promise<void> {
      await Promise.all(closing)
    },
  }
}
