import type { ConnectionDetails } from '#shared/connection/connection'
import type { StageId, TableRead, TestedIdentity } from '#shared/connection-test/report'
import { explain } from '#shared/diagnosis/explain'
import type { Diagnosis, DiagnosisContext, FailureSignal } from '#shared/diagnosis/diagnosis'
import type { WarehouseInfo } from '#shared/discovery/discovery'
import { type Outcome, failure } from '#shared/result'
import { bounded } from '../bounded'
import type { CallLimits } from '../ports/call'
import type { Clock } from '../ports/machine'
import type { NetworkProbes, OpenSqlSession, OpenWorkspace, PrepareConnection, SignIn, SqlResult, SqlSession, Workspace } from '../ports/workspace'

export interface TableRef {
  schema: string
  table: string
}

/** What the stages have learnt so far. Each fact is written by one stage. */
export interface TestFacts {
  identity?: TestedIdentity
  /** Groups that SCIM shows for the identity; account groups may be missing. */
  groups: string[]
  warehouse?: WarehouseInfo
  /** Why the warehouse's state could not be read, when it could not. */
  stateUnknown?: 'scope' | 'other'
  visible: TableRef[]
  chosen: number
  reads: TableRead[]
}

export interface TestContext {
  details: ConnectionDetails
  workspace: Workspace
  probes: NetworkProbes
  clock: Clock
  caFile: string | undefined
  mayStartWarehouse: boolean
  /** Tables to read; empty: a sample. */
  chosen: readonly TableRef[]
  /** Epoch ms when the token ends, -1 never, absent: not known. */
  tokenExpiresAt?: number
  deadline(stage: StageId): number
  facts: TestFacts
  explain(signal: FailureSignal, more?: Partial<DiagnosisContext>): Diagnosis
  /** One outside call: ends with its limits, whatever the adapter does. */
  ask<T>(stage: StageId, limits: CallLimits, call: (limits: CallLimits) => Promise<Outcome<T>>): Promise<Outcome<T>>
  /** The one SQL session of this test, opened on first use under the deadline of stage `session`. */
  session(): Promise<Outcome<SqlSession>>
  query(stage: StageId, statement: string, limits: CallLimits): Promise<Outcome<SqlResult>>
  /** The same statement asked for by two stages is sent once. */
  sharedQuery(stage: StageId, statement: string, limits: CallLimits): Promise<Outcome<SqlResult>>
  close(): Promise<void>
}

export interface TestContextInput extends Pick<TestContext, 'details' | 'probes' | 'clock' | 'mayStartWarehouse' | 'chosen' | 'tokenExpiresAt' | 'deadline'> {
  signIn: SignIn
  openWorkspace: OpenWorkspace
  openSqlSession: OpenSqlSession
  prepareConnection: PrepareConnection
  signal: AbortSignal
}

export function createTestContext(input: TestContextInput): TestContext {
  const { details, signIn, clock, deadline, signal } = input
  const facts: TestFacts = { groups: [], visible: [], chosen: 0, reads: [] }
  const queries = new Map<string, Promise<Outcome<SqlResult>>>()
  let opening: Promise<Outcome<SqlSession>> | undefined
  let isClosed = false
  // The handshakes of the session's connections run while REST is asked; opening the session waits for the warehouse.
  const prepared = input.prepareConnection(signIn)

  async function openOnce(): Promise<Outcome<SqlSession>> {
    // A warehouse whose state nobody can read may have to wake first; with leave that may take as long as waking does.
    const mayWake = input.mayStartWarehouse && facts.warehouse?.state !== 'RUNNING'
    const timeoutMs = mayWake ? Math.max(deadline('session'), deadline('warehouse-awake')) : deadline('session')
    return bounded(clock, 'session', { signal, timeoutMs }, async (limits) => {
      // No catalog and schema here: every statement names its objects in full, and a wrong name must fail at its own stage.
      const opened = await input.openSqlSession(signIn, { httpPath: details.httpPath, prepared }, limits)
      if (opened.ok && (isClosed || limits.signal.aborted)) await opened.value.close()
      return opened
    })
  }

  const context: TestContext = {
    details,
    workspace: input.openWorkspace(signIn),
    probes: input.probes,
    clock,
    caFile: signIn.caFile,
    mayStartWarehouse: input.mayStartWarehouse,
    chosen: input.chosen,
    tokenExpiresAt: input.tokenExpiresAt,
    deadline,
    facts,
    explain: (signal, more) =>
      explain(signal, {
        host: details.host,
        port: details.port,
        httpPath: details.httpPath,
        warehouseId: details.warehouseId,
        warehouseName: facts.warehouse?.name,
        catalog: details.catalog,
        schema: details.schema,
        principal: facts.identity?.principal,
        principalName: facts.identity?.displayName,
        principalKind: facts.identity?.kind === 'unknown' ? undefined : facts.identity?.kind,
        ...more,
      }),
    ask: (stage, limits, call) => bounded(clock, stage, limits, call),
    session: () => (opening ??= openOnce()),
    async query(stage, statement, limits) {
      const session = await context.session()
      if (!session.ok) return session
      if (limits.signal.aborted) return failure({ stage, errorCode: 'CANCELLED', message: 'Cancelled.' })
      return bounded(clock, stage, limits, (within) => session.value.query(statement, within))
    },
    sharedQuery(stage, statement, limits) {
      // Under the run's signal, not the stage's: the other stage may still want the answer when this one is stopped.
      const started = queries.get(statement) ?? context.query(stage, statement, { signal, timeoutMs: limits.timeoutMs })
      queries.set(statement, started)
      return started
    },
    async close() {
      isClosed = true
      prepared.drop()
      const session = await opening
      if (session?.ok) await session.value.close()
    },
  }
  return context
}
