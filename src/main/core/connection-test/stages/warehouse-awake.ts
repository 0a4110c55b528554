import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { WarehouseInfo } from '#shared/discovery/discovery'
import { type Finding, type Stage, type StageRun, fact } from '../stage'
import type { TestContext } from '../test-context'

/** From docs warehouse-types and public benchmarks (databricks.md section 6): serverless in seconds, the others in minutes. */
const EXPECTED_SECONDS: Record<WarehouseInfo['type'], [number, number]> = { serverless: [2, 10], pro: [120, 300], classic: [120, 300], unknown: [2, 300] }
const TICK_MS = 1_000
const POLL_EVERY_TICKS = 2
const ONE_ANSWER_MS = 15_000
/** One lost poll is no news; several in a row are. */
const MAX_LOST_POLLS = 3

const asleep = (name: string, state: string): Diagnosis => ({
  category: 'warehouse_stopped',
  confidence: 'high',
  title: `SQL warehouse ${name} is ${state.toLowerCase()}`,
  causes: ['A warehouse stops by itself when nobody uses it. An import starts it when it needs it.'],
  fixes: [{ text: `Start ${name}, then test again. A running warehouse costs money until it stops by itself.`, action: 'start-warehouse' }],
})

const unknownState = (id: string, why: Diagnosis | undefined): Diagnosis => ({
  category: why?.category ?? 'other',
  confidence: 'medium',
  title: `It is not known whether SQL warehouse ${id} runs`,
  causes: ['Its state could not be read, and opening a SQL session would start it if it is stopped. That costs money.'],
  fixes: [
    { text: 'Try again.', action: 'retry' },
    { text: 'Or allow the test to start the warehouse.', action: 'start-warehouse' },
  ],
  evidence: why?.evidence,
})

const tooSlow = (name: string, seconds: number, health: string | undefined): Diagnosis => ({
  category: 'warehouse_starting',
  confidence: 'medium',
  title: `SQL warehouse ${name} did not start within ${seconds} seconds`,
  causes: [
    ...(health === undefined ? [] : [`Databricks says about it: ${health}.`]),
    'The cloud has no machines to give at the moment, a quota is used up, or this type of warehouse simply takes longer.',
  ],
  fixes: [{ text: 'Look at the warehouse in Databricks, then test again with a longer deadline.', action: 'retry' }],
})

async function waitUntilRunning(context: TestContext, warehouse: WarehouseInfo, { limits, progress }: StageRun): Promise<Finding> {
  const { clock, workspace, details } = context
  const expectedSeconds = EXPECTED_SECONDS[warehouse.type]
  const startedAt = clock.now()
  const seconds = () => Math.round((clock.now() - startedAt) / 1000)
  let latest = warehouse
  let lost = 0
  for (let tick = 1; clock.now() - startedAt < limits.timeoutMs; tick++) {
    progress(`${warehouse.name} is starting: ${seconds()} s so far, usually ${expectedSeconds[0]} to ${expectedSeconds[1]} s.`, { evidence: [fact('State', latest.state)], expectedSeconds })
    await clock.sleep(TICK_MS, limits.signal)
    if (limits.signal.aborted) return { state: 'could-not-check', summary: 'Cancelled.', blocks: true }
    if (tick % POLL_EVERY_TICKS !== 0) continue
    const got = await context.ask('warehouse-awake', { ...limits, timeoutMs: ONE_ANSWER_MS }, (within) => workspace.getWarehouse(details.warehouseId, within))
    if (!got.ok) {
      lost++
      if (lost >= MAX_LOST_POLLS) return { state: 'could-not-check', summary: `The state of ${warehouse.name} can't be read any more.`, diagnosis: context.explain(got.failure), blocks: true }
      continue
    }
    lost = 0
    latest = got.value
    context.facts.warehouse = latest
    if (latest.state === 'RUNNING') return { state: 'passed', summary: `${warehouse.name} runs; it took ${seconds()} s to start.`, evidence: [fact('Started in', `${seconds()} s`)] }
    if (latest.state === 'DELETED' || latest.state === 'DELETING' || latest.state === 'STOPPED') {
      return { state: 'not-set-up', summary: `${warehouse.name} did not start: it is ${latest.state.toLowerCase()}.`, diagnosis: { ...asleep(warehouse.name, latest.state), causes: latest.health === undefined ? ['It stopped again while it was starting.'] : [`Databricks says about it: ${latest.health}.`] } }
    }
  }
  return { state: 'not-set-up', summary: `${warehouse.name} is still ${latest.state.toLowerCase()}.`, diagnosis: tooSlow(warehouse.name, seconds(), latest.health) }
}

/**
 * Nothing that would wake a warehouse runs before this stage has passed. It never counts as a failure: a warehouse that
 * sleeps is not broken. Starting one takes leave, for it costs money; one that is starting already is only waited for.
 *
 * Where a narrow scope hides the state for good (`scope`), the session is the only way to test at all, and is opened: the
 * token that Databricks recommends for SQL tools must be testable without leave. After a passing trouble (`other`) it is not.
 */
export const warehouseAwakeStage: Stage = {
  id: 'warehouse-awake',
  startsAfter: ['warehouse'],
  needs: ['warehouse'],
  async run(context, run) {
    const { warehouse, stateUnknown } = context.facts
    if (!warehouse || warehouse.state === 'UNKNOWN') {
      if (context.mayStartWarehouse) return { state: 'could-not-check', summary: 'The state could not be read; the session starts the warehouse if it must.' }
      if (stateUnknown === 'scope') {
        return {
          state: 'could-not-check',
          summary: "The token's scope hides whether the warehouse runs. Opening a session is the only way to test with this token.",
          evidence: [fact('Note', 'If the warehouse was stopped, opening the session may have started it.')],
        }
      }
      return { state: 'not-set-up', summary: 'It is not known whether the warehouse runs, so nothing is opened that would start it.', diagnosis: unknownState(context.details.warehouseId, undefined) }
    }
    if (warehouse.state === 'RUNNING') return { state: 'passed', summary: `${warehouse.name} runs.` }
    if (warehouse.state === 'STARTING') return waitUntilRunning(context, warehouse, run)
    if (!context.mayStartWarehouse) {
      return { state: 'not-set-up', summary: `${warehouse.name} is ${warehouse.state.toLowerCase()}. Starting it costs money, so it takes your leave.`, diagnosis: asleep(warehouse.name, warehouse.state) }
    }
    const started = await context.ask('warehouse-awake', { ...run.limits, timeoutMs: ONE_ANSWER_MS }, (within) => context.workspace.startWarehouse(warehouse.id, within))
    if (!started.ok) return { state: 'could-not-check', summary: `${warehouse.name} could not be started.`, diagnosis: context.explain(started.failure), blocks: true }
    return waitUntilRunning(context, warehouse, run)
  },
}
