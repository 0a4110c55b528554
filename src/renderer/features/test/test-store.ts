import { createStore } from 'zustand/vanilla'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { StageId, StageResult, TestReport } from '#shared/connection-test/report'
import type { ProfileView } from '#shared/profile/profile'
import type { Settings } from '#shared/settings/settings'
import type { ScreenApi } from '../../shared/api'
import { announcement, stagesKept, withStage } from './stage-rows'
import { type OptionsForm, emptyOptions, toTestOptions } from './test-options'

/** Where the screen stands. A refused start keeps the last report beside its diagnosis. */
export type TestPhase =
  | { kind: 'loading' }
  | { kind: 'idle' }
  | { kind: 'running'; startedAt: number; stages: StageResult[]; cancelling: boolean }
  | { kind: 'refused'; diagnosis: Diagnosis }
  | { kind: 'done' }

export interface TestState {
  phase: TestPhase
  view: ProfileView | undefined
  settings: Settings | undefined
  /** The last whole report of this connection. */
  report: TestReport | undefined
  options: OptionsForm
  /** Stages a person opened or closed, against what the timeline would do by itself. */
  toggled: Partial<Record<StageId, boolean>>
  /** Last thing to tell a screen reader. */
  spoken: string

  entered: () => Promise<void>
  optionsChanged: (change: Partial<OptionsForm>) => void
  stageToggled: (stage: StageId, open: boolean) => void
  /** Runs with the options as they stand; does nothing while a deadline can't be read or a test runs. */
  runRequested: (from?: StageId) => Promise<void>
  /** The user agreed to start the warehouse once: this run only, from the stage that waits for it. */
  startWarehouseConfirmed: () => Promise<void>
  cancelRequested: () => void
}

export function createTestStore(profileId: string, port: ScreenApi, now: () => number) {
  return createStore<TestState>()((set, get) => {
    let running: { cancel(): void } | undefined

    async function run(options: OptionsForm, from: StageId | undefined): Promise<void> {
      if (get().phase.kind === 'running') return
      const input = toTestOptions(options, get().settings, get().view?.profile.tables ?? [])
      if (!input) return
      set({
        phase: { kind: 'running', startedAt: now(), stages: stagesKept(get().report, from), cancelling: false },
        toggled: {},
        spoken: from ? 'Test started again.' : 'Test started.',
      })
      const handle = port.run('test.run', { profileId, options: { ...input, ...(from ? { fromStage: from } : {}) } }, ({ stage }) => {
        const { phase } = get()
        if (phase.kind !== 'running') return
        set({ phase: { ...phase, stages: withStage(phase.stages, stage) }, spoken: announcement(stage) })
      })
      running = handle
      const result = await handle.result
      running = undefined
      if (!result.ok) {
        set({ phase: { kind: 'refused', diagnosis: result.diagnosis }, spoken: `The test did not run: ${result.diagnosis.title}` })
        return
      }
      set({ phase: { kind: 'done' }, report: result.value, spoken: `Test finished. ${result.value.verdict.line}` })
      const view = await port.call('profiles.get', { profileId })
      if (view.ok) set({ view: view.value })
    }

    return {
      phase: { kind: 'loading' },
      view: undefined,
      settings: undefined,
      report: undefined,
      options: emptyOptions(),
      toggled: {},
      spoken: '',

      entered: async () => {
        const [view, last, settings] = await Promise.all([port.call('profiles.get', { profileId }), port.call('test.last', { profileId }), port.call('settings.get', {})])
        if (settings.ok) set({ settings: settings.value })
        if (view.ok) set({ view: view.value })
        // A test that runs goes on while the user looks elsewhere: coming back must not hide it.
        if (get().phase.kind === 'running') return
        if (!view.ok) set({ phase: { kind: 'refused', diagnosis: view.diagnosis } })
        else if (!last.ok) set({ phase: { kind: 'refused', diagnosis: last.diagnosis } })
        else if (last.value.report) set({ report: last.value.report, phase: { kind: 'done' } })
        else set({ report: undefined, phase: { kind: 'idle' } })
      },
      optionsChanged: (change) => set({ options: { ...get().options, ...change } }),
      stageToggled: (stage, open) => set({ toggled: { ...get().toggled, [stage]: open } }),
      runRequested: (from) => run(get().options, from),
      startWarehouseConfirmed: () => run({ ...get().options, startWarehouse: true }, get().report ? 'warehouse-awake' : undefined),
      cancelRequested: () => {
        const { phase } = get()
        if (phase.kind !== 'running' || phase.cancelling) return
        set({ phase: { ...phase, cancelling: true }, spoken: 'Cancelling.' })
        running?.cancel()
      },
    }
  })
}
