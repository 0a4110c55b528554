import { describe, expect, it } from 'vitest'
import type { FailureSignal } from '../../../shared/diagnosis/diagnosis'
import { explain } from '../../../shared/diagnosis/explain'
import { Goal } from '../../../shared/setup/goal'
import { makePlan } from '../../../shared/setup/make-plan'
import type { Action, Change, Plan } from '../../../shared/setup/plan'
import { type Values, showText } from '../../../shared/setup/template'
import { emptyWorkspaceFacts } from '../../../shared/setup/workspace-facts'
import type { Acting } from './act'
import type { Seen } from './read-back'
import { type RunPlanDependencies, runPlan } from './run-plan'

const GOAL = Goal.parse({
  catalog: { name: 'shop' }, schema: { name: 'sales' }, warehouse: { name: 'w' }, principal: { kind: 'servicePrincipal', name: 'clevertap' }, token: { lifetimeDays: 90 },
})
const plan = makePlan(GOAL, emptyWorkspaceFacts())
const REFUSED: FailureSignal = { status: 403, errorCode: 'PERMISSION_DENIED', message: 'User does not have CREATE CATALOG on Metastore.' }
const LOST: FailureSignal = { errorCode: 'ECONNRESET', message: 'socket hang up' }
const textOf = (change: Change): string => (change.kind === 'sql' ? showText(change.statement) : change.kind === 'rest' ? `${change.method} ${showText(change.path)}` : 'by hand')

/** A workspace that does everything asked of it, but for what a test says. */
function world(more: Partial<RunPlanDependencies> & { fails?: (text: string, time: number) => FailureSignal | undefined; sees?: (action: Action['expected']) => Seen['state'] | undefined } = {}) {
  const { fails = () => undefined, sees = () => undefined, ...changes } = more
  const told: string[] = []
  const calls: string[] = []
  let time = 0
  const clock = {
    now: () => time,
    sleep: (ms: number) => {
      time += ms
      return Promise.resolve()
    },
  }
  const isAssigned = (): boolean => calls.some((text) => text.includes('permissionassignments'))
  const acting: Acting = {
    perform(change) {
      const text = textOf(change)
      const times = calls.filter((one) => one === text).length
      calls.push(text)
      told.push(`call ${text}`)
      const failure = fails(text, times)
      if (failure) return Promise.resolve({ ok: false, failure })
      const values: Values = {}
      if (change.kind === 'rest') for (const name of Object.keys(change.answers ?? {}) as (keyof Values)[]) values[name] = `${name}-value`
      return Promise.resolve({ ok: true, value: { values, requestId: 'r' } })
    },
    ask: () => undefined,
    close: () => Promise.resolve(),
  }
  const deps: RunPlanDependencies = {
    plan,
    acting,
    readBack: (expected) => Promise.resolve({ state: sees(expected) ?? (expected.check === 'assigned' && !isAssigned() ? 'not-met' : 'met'), text: 'seen' }),
    readBackTables: () => Promise.resolve(new Map()),
    adopt: () => Promise.resolve(undefined),
    journal: { intend: ({ id }) => void told.push(`intend ${id}`), settle: ({ id }, state, { values }) => void told.push(`${state} ${id} ${JSON.stringify(values ?? {})}`) },
    onSecret: (name) => void told.push(`secret ${name}`),
    explain: (failure) => explain(failure),
    confirmed: new Set(['warehouse.start']),
    principalIsNew: false,
    emit: () => undefined,
    clock,
    signal: new AbortController().signal,
    ...changes,
  }
  return { deps, told, calls }
}
const states = (result: Awaited<ReturnType<typeof runPlan>>): Record<string, string> => Object.fromEntries(result.actions.map(({ actionId, state }) => [actionId, state]))

describe('running a plan', () => {
  it('writes the intent before each call, and no secret ever', async () => {
    const { deps, told } = world()
    expect((await runPlan(deps)).state).toBe('finished')
    const at = (text: string): number => told.findIndex((one) => one.startsWith(text))
    for (const { id, change } of plan.actions) expect(at(`intend ${id}`)).toBeLessThan(at(`call ${textOf(change)}`))
    expect(told.join('\n')).not.toContain('token-value')
    expect(told).toContain('secret token')
  })

  it('stops at the first failure with its diagnosis; nothing after it is called', async () => {
    const { deps, calls } = world({ fails: (text) => (text.startsWith('CREATE CATALOG') ? REFUSED : undefined) })
    const result = await runPlan(deps)
    expect(result.state).toBe('stopped')
    expect(states(result)).toMatchObject({ 'catalog.create': 'failed', 'schema.create': 'not-run', 'token.create': 'not-run' })
    expect(result.actions.find(({ actionId }) => actionId === 'catalog.create')?.diagnosis?.title).toBeTruthy()
    expect(calls.at(-1)).toMatch(/^CREATE CATALOG/)
  })

  it('goes on after a refusal that the plan allows', async () => {
    const allowed: Plan = { ...plan, actions: plan.actions.map((action) => (action.id === 'catalog.create' ? { ...action, mayBeRefused: true } : action)) }
    const result = await runPlan(world({ plan: allowed, fails: (text) => (text.startsWith('CREATE CATALOG') ? REFUSED : undefined) }).deps)
    expect(states(result)).toMatchObject({ 'catalog.create': 'refused', 'schema.create': 'done' })
  })

  it('asks before it starts a warehouse', async () => {
    const { deps, calls } = world({ confirmed: new Set() })
    const result = await runPlan(deps)
    expect(result.state).toBe('needs-you')
    expect(result.actions.find(({ state }) => state === 'needs-you')).toMatchObject({ actionId: 'warehouse.start', question: expect.stringContaining('costs') as unknown })
    expect(calls.some((text) => text.includes('/start'))).toBe(false)
  })

  it('waits for Unity Catalog to learn of the new service principal', async () => {
    const unknown: FailureSignal = { errorCode: 'PRINCIPAL_DOES_NOT_EXIST', message: 'Could not find principal with name x' }
    const { deps, calls } = world({ fails: (text, times) => (text.startsWith('GRANT USE CATALOG') && times < 3 ? unknown : undefined) })
    expect((await runPlan(deps)).state).toBe('finished')
    expect(calls.filter((text) => text.startsWith('GRANT USE CATALOG'))).toHaveLength(4)
  })

  it('adopts what a lost answer created, and creates nothing twice', async () => {
    const { deps, calls } = world({
      fails: (text) => (text === 'POST /api/2.0/sql/warehouses' ? LOST : undefined),
      adopt: ({ id }) => Promise.resolve(id === 'warehouse.create' ? { warehouse_id: 'adopted' } : undefined),
    })
    expect(states(await runPlan(deps))['warehouse.create']).toBe('done')
    expect(calls.filter((text) => text === 'POST /api/2.0/sql/warehouses')).toHaveLength(1)
  })

  it('does not make a token again whose answer was lost', async () => {
    const { deps, calls } = world({ fails: (text) => (text.includes('on-behalf-of') ? LOST : undefined) })
    expect(states(await runPlan(deps))['token.create']).toBe('failed')
    expect(calls.filter((text) => text.includes('on-behalf-of'))).toHaveLength(1)
  })

  it('tells "not seen yet" apart from "failed", and goes on', async () => {
    const result = await runPlan(world({ sees: ({ check }) => (check === 'schema' ? 'not-met' : undefined) }).deps)
    expect(states(result)).toMatchObject({ 'schema.create': 'not-seen-yet', 'token.create': 'done' })
    expect(result.state).toBe('stopped')
  })

  it('starts nothing after a cancel', async () => {
    const stop = new AbortController()
    const { deps, calls } = world({ signal: stop.signal, fails: (text) => void (text.startsWith('CREATE CATALOG') && stop.abort()) })
    const result = await runPlan(deps)
    expect(result.state).toBe('cancelled')
    expect(calls.at(-1)).toMatch(/^CREATE CATALOG/)
    expect(states(result)['schema.create']).toBe('not-run')
  })

  it('runs one action alone', async () => {
    const { deps, calls } = world({ only: 'principal.create' })
    expect(states(await runPlan(deps))).toEqual({ 'principal.create': 'done' })
    expect(calls).toHaveLength(1)
  })

  it('reads many grants on tables back in one answer, and by themselves only those that are not in it', async () => {
    const tables = Array.from({ length: 50 }, (_, at) => `t${at}`)
    const read: string[] = []
    let answers = 0
    const { deps, calls } = world({
      plan: makePlan({ ...GOAL, tables }, emptyWorkspaceFacts()),
      readBackTables: (actions) => {
        answers++
        return Promise.resolve(new Map(actions.filter(({ id }) => id !== 'grant.select:t7').map(({ id }) => [id, { state: 'met' as const, text: 'listed' }])))
      },
      sees: (expected) => {
        if (expected.check === 'privilege' && expected.securable === 'TABLE') read.push(expected.path.join('.'))
        return undefined
      },
    })
    const result = await runPlan(deps)
    expect(result.state).toBe('finished')
    expect(calls.filter((text) => text.startsWith('GRANT SELECT ON TABLE'))).toHaveLength(50)
    expect(result.actions.filter(({ readBack }) => readBack === 'listed')).toHaveLength(49)
    expect({ answers, read }).toEqual({ answers: 1, read: ['shop.sales.t7'] })
  })
})
