import { createStore } from 'zustand/vanilla'
import type { ApplyEvent, SetupAnswers } from '#shared/setup/setup'
import type { ScreenApi } from '../../shared/api'
import { gathered, mergedActions, runEvents } from '../../shared/run-phase'
import { emptyAnswers, goalWhileChoosing } from './answers'
import { isStale } from './facts-now'
import type { SetupState } from './setup-state'

export interface SetupDependencies {
  api: ScreenApi
  now: () => number
  /** Called once when a new setup got its id. */
  created: (setupId: string) => void
  saveAfterMs?: number
  lookAfterMs?: number
}

export function createSetupStore(startId: string | undefined, { api, now, created, saveAfterMs = 500, lookAfterMs = 700 }: SetupDependencies) {
  return createStore<SetupState>()((set, get) => {
    let saveTimer: ReturnType<typeof setTimeout> | undefined
    let lookTimer: ReturnType<typeof setTimeout> | undefined
    let inFlight: Promise<string | undefined> | undefined
    let isDirty = false
    let signing: { cancel(): void } | undefined
    let looking: { cancel(): void } | undefined
    let running: { cancel(): void } | undefined
    let ranGoal = ''

    const isSignedIn = () => get().view?.signIn.state === 'signed-in' && get().answers.mode === 'signed-in'

    async function store(): Promise<string | undefined> {
      isDirty = false
      set({ save: { kind: 'saving' } })
      let { setupId } = get()
      if (setupId === undefined) {
        const made = await api.call('setups.create', { answers: get().answers })
        if (!made.ok) {
          set({ save: { kind: 'failed', diagnosis: made.diagnosis } })
          return undefined
        }
        setupId = made.value.setup.id
        set({ setupId, view: made.value })
        created(setupId)
      }
      const saved = await api.call('setups.save', { setupId, answers: get().answers })
      if (!saved.ok) set({ save: { kind: 'failed', diagnosis: saved.diagnosis } })
      else {
        set({ view: saved.value })
        if (!isDirty) set({ save: { kind: 'saved' } })
      }
      return setupId
    }

    const changed = (answers: SetupAnswers) => {
      isDirty = true
      set({ answers, save: { kind: 'typing' }, diagnosis: undefined })
      clearTimeout(saveTimer)
      saveTimer = setTimeout(() => void get().flush(), saveAfterMs)
    }
    const readPreflight = async (setupId: string) => {
      set({ preflight: { kind: 'asking', startedAt: now() } })
      const read = await api.call('setup.preflight', { setupId })
      if (isSignedIn()) set({ preflight: read.ok ? { kind: 'read', preflight: read.value } : { kind: 'failed', diagnosis: read.diagnosis } })
    }
    const reload = async (setupId: string) => {
      const [view, journal] = await Promise.all([api.call('setups.get', { setupId }), api.call('setup.journal', { setupId })])
      set({ ...(view.ok ? { view: view.value } : {}), ...(journal.ok ? { journal: journal.value } : {}) })
    }
    const goalToLookFor = () => get().goal ?? goalWhileChoosing(get().answers)
    const lookSoon = () => {
      clearTimeout(lookTimer)
      const { looked } = get()
      const goal = goalToLookFor()
      if (!goal || !isSignedIn() || get().run.kind === 'running' || (looked && !isStale(looked, goal))) return
      lookTimer = setTimeout(() => void get().lookRequested(), lookAfterMs)
    }

    return {
      phase: { kind: startId === undefined ? 'ready' : 'loading' },
      setupId: startId,
      answers: emptyAnswers(),
      view: undefined,
      info: undefined,
      offers: [],
      save: { kind: startId === undefined ? 'nothing' : 'saved' },
      signing: { kind: 'idle' },
      preflight: { kind: 'none' },
      goal: undefined,
      looked: undefined,
      look: { kind: 'idle' },
      run: { kind: 'none', actions: {} },
      journal: undefined,
      confirmations: [],
      diagnosis: undefined,
      spoken: '',

      entered: async () => {
        const { setupId } = get()
        const [view, info, offers, journal] = await Promise.all([
          setupId === undefined ? undefined : api.call('setups.get', { setupId }),
          api.call('app.info', {}),
          api.call('credentials.list', {}),
          setupId === undefined ? undefined : api.call('setup.journal', { setupId }),
        ])
        set({ ...(info.ok ? { info: info.value } : {}), ...(offers.ok ? { offers: offers.value } : {}), ...(journal?.ok ? { journal: journal.value } : {}) })
        if (view && !view.ok) set({ phase: { kind: 'missing', diagnosis: view.diagnosis } })
        if (!view?.ok) return
        set({ phase: { kind: 'ready' }, view: view.value, ...(isDirty ? {} : { answers: view.value.setup.answers }) })
        if (!isSignedIn() || setupId === undefined) return
        if (get().preflight.kind === 'none') void readPreflight(setupId)
        lookSoon()
      },
      typed: (field, value) => changed({ ...get().answers, fields: { ...get().answers.fields, [field]: value } }),
      answered: (change) => {
        changed({ ...get().answers, ...change })
        if (change.mode !== undefined) lookSoon()
      },
      goalChanged: (goal) => {
        const { run } = get()
        // What a run reached says nothing about another goal.
        const isAnother = goal !== undefined && (run.kind === 'ended' || run.kind === 'refused') && JSON.stringify(goal) !== ranGoal
        set({ goal, ...(isAnother ? { run: { kind: 'none', actions: {} } } : {}) })
        lookSoon()
      },
      signInRequested: async (input) => {
        const setupId = await get().flush()
        if (setupId === undefined || get().signing.kind === 'running') return
        set({ signing: { kind: 'running', startedAt: now(), method: input.method, event: undefined }, spoken: 'Signing in.' })
        const handle = api.run('setup.sign-in', { setupId, signIn: input }, (event) => {
          const { signing: phase } = get()
          if (phase.kind === 'running') set({ signing: { ...phase, event } })
        })
        signing = handle
        const result = await handle.result
        signing = undefined
        if (!result.ok) {
          set({ signing: result.diagnosis.category === 'cancelled' ? { kind: 'idle' } : { kind: 'failed', method: input.method, diagnosis: result.diagnosis }, spoken: 'Not signed in.' })
          return
        }
        // The sign-in may have told the host (a profile's, the sandbox's): it stands in the answers now.
        set({ signing: { kind: 'idle' }, view: result.value, answers: { ...get().answers, fields: { ...get().answers.fields, ...result.value.setup.answers.fields } }, looked: undefined, spoken: 'Signed in.' })
        void readPreflight(setupId)
        lookSoon()
      },
      signInCancelled: () => signing?.cancel(),
      signedOut: async () => {
        const { setupId } = get()
        if (setupId === undefined) return
        looking?.cancel()
        const out = await api.call('setup.sign-out', { setupId })
        if (out.ok) set({ view: out.value, preflight: { kind: 'none' }, looked: undefined, look: { kind: 'idle' } })
        else set({ diagnosis: out.diagnosis })
      },
      lookRequested: async () => {
        const { setupId } = get()
        const goal = goalToLookFor()
        clearTimeout(lookTimer)
        if (!goal || setupId === undefined || !isSignedIn()) return
        looking?.cancel()
        set({ look: { kind: 'looking', startedAt: now(), event: undefined } })
        const handle = api.run('setup.look', { setupId, goal }, (event) => {
          const { look } = get()
          if (looking === handle && look.kind === 'looking') set({ look: { ...look, event } })
        })
        looking = handle
        const result = await handle.result
        // A later look has taken its place, or the sign-in is gone.
        if (looking !== handle) return
        looking = undefined
        if (!isSignedIn()) set({ look: { kind: 'idle' } })
        else if (result.ok) set({ look: { kind: 'idle' }, looked: { goal, ...result.value } })
        else set({ look: result.diagnosis.category === 'cancelled' ? { kind: 'idle' } : { kind: 'failed', diagnosis: result.diagnosis } })
        lookSoonUnlessFailed()
      },
      confirmed: (actionId, agreed) => {
        const others = get().confirmations.filter((id) => id !== actionId)
        set({ confirmations: agreed ? [...others, actionId] : others })
      },
      runRequested: async ({ reviewed, only, startWarehouse }) => {
        const { goal, confirmations } = get()
        const setupId = await get().flush()
        if (!goal || setupId === undefined || get().run.kind === 'running') return
        looking?.cancel()
        ranGoal = JSON.stringify(goal)
        set({ run: { kind: 'running', startedAt: now(), look: undefined, order: [], actions: get().run.kind === 'ended' && only !== undefined ? get().run.actions : {}, cancelling: false }, spoken: 'The run has started.' })
        const events = gathered<ApplyEvent>((some) => set({ run: runEvents(get().run, some) }))
        const handle = api.run('setup.apply', { setupId, goal, reviewed, ...(only === undefined ? {} : { only }), startWarehouse, confirmations }, (event) => events.add(event))
        running = handle
        const result = await handle.result
        events.flush()
        running = undefined
        if (result.ok) set({ run: { kind: 'ended', report: result.value, actions: mergedActions(get().run.actions, result.value.actions) }, spoken: result.value.line })
        else set({ run: { kind: 'refused', diagnosis: result.diagnosis, actions: get().run.actions }, spoken: `Nothing more was run: ${result.diagnosis.title}` })
        await reload(setupId)
        await get().lookRequested()
      },
      runCancelled: () => {
        const { run } = get()
        if (run.kind !== 'running' || run.cancelling) return
        set({ run: { ...run, cancelling: true }, spoken: 'Cancelling.' })
        running?.cancel()
      },
      tokenShown: async () => {
        const { setupId } = get()
        if (setupId === undefined) return undefined
        const shown = await api.call('setup.token', { setupId })
        if (!shown.ok) {
          set({ diagnosis: shown.diagnosis })
          return undefined
        }
        await reload(setupId)
        return shown.value.token
      },
      tokenDeleted: async () => {
        const { setupId } = get()
        if (setupId === undefined) return
        const gone = await api.call('setup.delete-token', { setupId })
        if (gone.ok) set({ view: gone.value, run: { kind: 'none', actions: {} }, spoken: 'The token is deleted.' })
        else set({ diagnosis: gone.diagnosis })
        await get().lookRequested()
      },
      connected: async () => {
        const { setupId, goal } = get()
        if (setupId === undefined || !goal) return undefined
        const made = await api.call('setup.connect', { setupId, goal })
        if (!made.ok) {
          set({ diagnosis: made.diagnosis })
          return undefined
        }
        return made.value.profile.id
      },
      flush: async () => {
        clearTimeout(saveTimer)
        while (inFlight) await inFlight
        if (!isDirty && get().setupId !== undefined) return get().setupId
        inFlight = store()
        try {
          return await inFlight
        } finally {
          inFlight = undefined
        }
      },
    }

    /** The goal may have changed while the answer was on its way; a failed look waits for a change or a person. */
    function lookSoonUnlessFailed(): void {
      if (get().look.kind === 'idle') lookSoon()
    }
  })
}

export type SetupStore = ReturnType<typeof createSetupStore>
