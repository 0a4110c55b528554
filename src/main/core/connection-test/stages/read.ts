import type { TableRead } from '#shared/connection-test/report'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { readOneRow } from '#shared/sql/statements'
import { inParallel, spread } from '../in-parallel'
import { type Finding, type Stage, type StageRun, fact } from '../stage'
import type { TableRef, TestContext } from '../test-context'
import { isNoAnswer } from '../undecided'

const WIDTH = 4
/** How many tables a sample reads; without a schema one per schema, up to the larger number. */
const SAMPLE = 3
const SAMPLE_OF_SCHEMAS = 20

/** Without a schema every schema gets its turn before any gets a second. */
export function sampleOf(visible: readonly TableRef[], hasSchema: boolean): TableRef[] {
  if (hasSchema) return spread(visible, SAMPLE)
  const firsts = [...new Map(visible.map((ref) => [ref.schema, ref] as const).reverse()).values()].reverse()
  if (firsts.length >= SAMPLE) return spread(firsts, SAMPLE_OF_SCHEMAS)
  const others = visible.filter((ref) => !firsts.includes(ref))
  return [...firsts, ...spread(others, SAMPLE - firsts.length)]
}

/** One row is fetched to prove the read, and dropped here: no value of it leaves this function. */
async function readTable(context: TestContext, { schema, table }: TableRef, run: StageRun): Promise<TableRead> {
  const { catalog } = context.details
  const startedAt = context.clock.now()
  const answer = await context.query('read', readOneRow(catalog, schema, table), run.limits)
  const durationMs = Math.max(0, context.clock.now() - startedAt)
  if (answer.ok) return { catalog, schema, table, state: 'passed', durationMs }
  const diagnosis = context.explain(answer.failure, { schema, table })
  return { catalog, schema, table, state: isNoAnswer(diagnosis.category) ? 'could-not-check' : 'failed', durationMs, diagnosis }
}

/** One improvement for each kind of failure, not one for each table. */
function byKind(reads: readonly TableRead[]): Diagnosis[] {
  return [...new Map(reads.flatMap(({ diagnosis }) => (diagnosis ? [[diagnosis.category, diagnosis] as const] : [])).reverse()).values()]
}

function judge(context: TestContext, reads: readonly TableRead[], total: number): Finding {
  const isSample = context.chosen.length === 0
  const passed = reads.filter(({ state }) => state === 'passed').length
  const failed = reads.filter(({ state }) => state === 'failed')
  const open = reads.filter(({ state }) => state === 'could-not-check')
  const what = isSample ? `a sample of ${reads.length} of ${total} tables` : reads.length === 1 ? 'the chosen table' : `${reads.length} chosen tables`
  const evidence = [fact('Read', `${passed} of ${reads.length}`), fact(isSample ? 'Sample' : 'Chosen', isSample ? `${reads.length} of ${total} visible` : reads.length)]
  const summary = passed === reads.length ? `Read one row each of ${what}; the rows were discarded.` : `${passed} of ${reads.length} tables could be read (${what}).`
  const first = failed[0] ?? open[0]
  if (!first) return { state: 'passed', summary, evidence }
  // Every table that was chosen is wanted; a sample only has to show that reading works.
  if (failed.length > 0 && (passed === 0 || !isSample)) return { state: 'failed', summary, evidence, diagnosis: first.diagnosis }
  if (passed === 0 || !isSample) return { state: 'could-not-check', summary, evidence, diagnosis: first.diagnosis }
  return { state: 'warning', summary, evidence, improvements: byKind([...failed, ...open]) }
}

export const readStage: Stage = {
  id: 'read',
  startsAfter: ['tables'],
  needs: ['schema', 'tables'],
  prepare: (context: TestContext) => context.session(),
  async run(context, run) {
    const { details, facts, chosen } = context
    const wanted = chosen.length > 0 ? [...chosen] : sampleOf(facts.visible, details.schema !== undefined)
    facts.chosen = wanted.length
    let done = 0
    facts.reads = await inParallel(wanted, WIDTH, async (ref) => {
      const read = await readTable(context, ref, run)
      run.progress(`${++done} of ${wanted.length} tables read.`)
      return read
    })
    return judge(context, facts.reads, facts.visible.length)
  },
  whenBlocked: (blocker) => (blocker.id === 'tables' && blocker.state === 'not-set-up' ? { state: 'not-set-up', summary: 'There is no table to read yet.' } : undefined),
}

/** Tables that were chosen are known from the start: their reads need not wait for the list, nor does the list decide. */
export const readChosenStage: Stage = { ...readStage, startsAfter: ['warehouse-awake'], needs: ['schema'] }
