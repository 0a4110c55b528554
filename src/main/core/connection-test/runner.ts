import { type StageId, type StageResult, STAGE_IDS, STAGE_TITLES } from '#shared/connection-test/report'
import type { Clock, Log } from '../ports/machine'
import { internalError } from '../guarded'
import type { Finding, Stage } from './stage'
import type { TestContext } from './test-context'

interface Settled {
  result: StageResult
  blocks: boolean
}

export interface RunStagesInput {
  stages: readonly Stage[]
  /** Absent when the form did not pass: then nothing runs. */
  context: TestContext | undefined
  /** Stages that are settled before the run begins: the form, and what a retry keeps. */
  settled: ReadonlyMap<StageId, StageResult>
  signal: AbortSignal
  clock: Clock
  log: Log
  emit: (result: StageResult) => void
}

const blocksByDefault = (state: Finding['state']) => state === 'failed' || state === 'not-set-up'

/** What is left of a stage that was stopped; the runner puts the reason in its place. */
const whenAborted = (signal: AbortSignal): Promise<Finding> =>
  new Promise((resolve) => {
    const stop = () => resolve({ state: 'could-not-check', summary: 'Stopped.', blocks: true })
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })

/** Runs the stages as their declarations allow and answers their results in the order of the list. Never rejects. */
export async function runStages({ stages, context, settled, signal, clock, log, emit }: RunStagesInput): Promise<StageResult[]> {
  const outcomes = new Map<StageId, Promise<Settled>>()
  for (const [id, result] of settled) {
    emit(result)
    outcomes.set(id, Promise.resolve({ result, blocks: result.state !== 'passed' && result.state !== 'warning' }))
  }
  const outcomeOf = (id: StageId) => outcomes.get(id) ?? Promise.reject(new Error(`stage ${id} is declared after one that refers to it`))

  /** The first of these stages that is in the way, once all that matter are known. */
  async function blockerAmong(ids: readonly StageId[]): Promise<StageResult | undefined> {
    for (const outcome of await Promise.all(ids.map(outcomeOf))) if (outcome.blocks) return outcome.result
    return undefined
  }

  async function settle(stage: Stage): Promise<Settled> {
    const own = new AbortController()
    const limits = { signal: AbortSignal.any([signal, own.signal]), timeoutMs: context?.deadline(stage.id) ?? 0 }
    const gate = blockerAmong(stage.needs)
    for (const id of stage.needs) void outcomeOf(id).then(({ blocks }) => blocks && own.abort())
    let startedAt: number | undefined
    let durationMs: number | undefined

    const result = (finding: Finding): StageResult => {
      const { state, summary, evidence = [], diagnosis, improvements = [] } = finding
      return { id: stage.id, state, startedAt, durationMs, summary, evidence, diagnosis, improvements }
    }
    const blocked = (blocker: StageResult | undefined): Settled => {
      startedAt = durationMs = undefined
      const special = blocker && stage.whenBlocked?.(blocker)
      if (special) return { result: result(special), blocks: true }
      const summary = signal.aborted ? 'Cancelled.' : `Not checked: ${blocker ? STAGE_TITLES[blocker.id] : 'an earlier stage'} comes first.`
      return { result: result({ state: 'could-not-check', summary }), blocks: true }
    }

    const early = await blockerAmong(stage.startsAfter)
    if (early || !context || signal.aborted) return blocked(early)
    const stopped = whenAborted(limits.signal)
    await Promise.race([stage.prepare?.(context), stopped])
    if (signal.aborted || own.signal.aborted) return blocked(await gate)
    startedAt = clock.now()
    const running = (summary: string, facts?: Partial<Pick<StageResult, 'evidence' | 'expectedSeconds'>>): StageResult =>
      ({ id: stage.id, state: 'running', startedAt, summary, evidence: [], improvements: [], ...facts })
    emit(running('Checking.'))
    let finding: Finding
    try {
      const work = stage.run(context, {
        limits,
        progress: (summary, facts) => {
          if (!limits.signal.aborted) emit(running(summary, facts))
        },
      })
      finding = await Promise.race([work, stopped])
    } catch (error) {
      log.error('bug', error, { where: `stage ${stage.id}` })
      finding = { state: 'could-not-check', summary: 'The assistant made a mistake here.', diagnosis: internalError(`stage ${STAGE_TITLES[stage.id]}`), blocks: true }
    }
    durationMs = Math.max(0, clock.now() - startedAt)
    const blocker = await gate
    if (blocker || signal.aborted) return blocked(blocker)
    return { result: result(finding), blocks: finding.blocks ?? blocksByDefault(finding.state) }
  }

  for (const stage of stages) {
    if (outcomes.has(stage.id)) continue
    outcomes.set(
      stage.id,
      settle(stage).then((outcome) => {
        emit(outcome.result)
        return outcome
      }),
    )
  }
  const results = await Promise.all([...outcomes.values()].map(async (outcome) => (await outcome).result))
  return results.sort((one, other) => STAGE_IDS.indexOf(one.id) - STAGE_IDS.indexOf(other.id))
}
