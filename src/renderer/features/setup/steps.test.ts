import { expect, it } from 'vitest'
import type { ApplyReport } from '#shared/setup/setup'
import { ADMIN, fakeApplyReport } from '../../../../test/support/fake-setup'
import { emptyAnswers } from './answers'
import { planningOf } from './planner'
import { remarksOf } from './remarks'
import { STEP_IDS, type StepFacts, type StepId, stepOf, stepViews } from './steps'

const answers = emptyAnswers()
const plan = planningOf(answers, undefined).planned?.plan
const facts: StepFacts = { isScriptMode: false, signIn: ADMIN, remarks: [], actions: plan?.actions, obstacles: [], isNothingToImport: false, preflight: { failed: 0, warnings: 0 }, report: undefined, isRunning: false, profileId: undefined }
const at = (id: StepId, more: Partial<StepFacts> = {}) => stepViews({ ...facts, ...more }).find((view) => view.id === id)
const ended = (state: ApplyReport['state']) => ({ ...fakeApplyReport(['a'], 0), state })

it('has the guide’s eight steps and the review', () => {
  expect(STEP_IDS).toEqual(['workspace', 'catalog', 'warehouse', 'identity', 'schema', 'data', 'grants', 'review', 'test'])
  expect([stepOf('review'), stepOf('nowhere'), stepOf(undefined)]).toEqual(['review', undefined, undefined])
})

it('names what blocks the review, with the step that mends it', () => {
  const blocked = at('review', { signIn: { state: 'signed-out' }, remarks: remarksOf({ ...answers, data: 'views', fields: { host: 'adb-4242424242424242.2.azuredatabricks.net' } }, []) })
  expect(blocked?.state).toBe('not-set-up')
  expect(blocked?.blockedBy).toEqual([{ step: 'data', words: 'tables for the views' }, { step: 'workspace', words: 'your sign-in' }])
})

it('says how many changes a step holds, and whom they wait for', () => {
  expect(at('grants')?.label).toBe('3 changes')
  expect(at('grants', { actions: plan?.actions.map((action) => ({ ...action, who: { ...action.who, youCan: 'no' as const } })) })).toMatchObject({ state: 'warning', label: '3 changes, ask' })
  expect(at('grants', { actions: plan?.actions.map((action) => ({ ...action, state: 'satisfied' as const })) })).toMatchObject({ state: 'ok', label: 'As wanted' })
})

it('says when there would be nothing to import', () => {
  expect(at('data', { isNothingToImport: true })).toMatchObject({ state: 'warning', label: 'Nothing to import yet' })
})

it('tells an error from an empty field', () => {
  const remark = (name: string) => remarksOf({ ...answers, fields: { catalogName: name } }, planningOf({ ...answers, fields: { catalogName: name } }, undefined).issues)
  expect(at('catalog', { remarks: remark('two words'), actions: undefined })).toMatchObject({ state: 'failed', label: 'Has an error' })
  expect(at('catalog', { remarks: remark(''), actions: undefined })).toMatchObject({ state: 'not-set-up', label: 'To do' })
})

it('follows the run: done opens the test, a stop does not', () => {
  expect(at('review', { isRunning: true })?.state).toBe('running')
  expect(at('review', { report: ended('stopped') })).toMatchObject({ state: 'failed', label: 'Stopped' })
  expect(at('test', { report: ended('stopped') })?.blockedBy).toContainEqual({ step: 'review', words: 'the run' })
  expect(at('test', { report: ended('finished') })).toMatchObject({ state: 'waiting', label: 'Ready', blockedBy: [] })
})

it('warns about a token that never expires, one that is capped, and one that is short', () => {
  const codes = (days: string, most: number | null) =>
    remarksOf({ ...answers, mode: 'script', fields: { lifetimeDays: days } }, [], { cloud: 'aws', rows: [], tokensEnabled: { known: true, value: true }, maxLifetimeDays: { known: true, value: most }, ipAccessListsOn: { known: true, value: false } }).map(({ code }) => code)
  expect([codes('0', null), codes('400', 365), codes('30', null), codes('90', 365), codes('ninety', null), codes('', null)]).toEqual([['lifetime.never'], ['lifetime.capped'], ['lifetime.short'], [], ['lifetime.number'], ['lifetime.required']])
})
