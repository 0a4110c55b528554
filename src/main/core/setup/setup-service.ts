import { freeName } from '#shared/connection/free-name'
import { httpPathOf } from '#shared/connection/read-http-path'
import type { Input, Output } from '#shared/contract/contract'
import { explain } from '#shared/diagnosis/explain'
import { type Result, failed, success } from '#shared/result'
import type { ProfileView } from '#shared/profile/profile'
import type { Journal, Setup, SetupView } from '#shared/setup/setup'
import { setupMarker } from '#shared/setup/marker'
import { MARKER_TAG } from '#shared/setup/plan'
import { invalidInput } from '../invalid-input'
import type { Ports } from '../ports/ports'
import type { ProfileStore } from '../profiles/profile-store'
import type { ProfileViews } from '../profiles/profile-views'
import type { Profiles } from '../profiles/profiles'
import type { RunContext } from '../run-registry'
import type { Tokens } from '../tokens/tokens'
import { createAdminAccess } from './admin-access'
import { createAdminSessions, noSuchSetup } from './admin-sessions'
import { createApply } from './apply'
import { createAsking } from './asking'
import { createChoices } from './choices'
import { createJournalStore } from './journal'
import { deleteTokens, lostTokens, withoutTokens } from './leftovers'
import { look } from './look'
import { createNewTokens } from './new-tokens'
import { preflight } from './preflight'
import { createSetupStore } from './setup-store'
import { createSetups } from './setups'

const SOURCE = 'new setup'

export interface SetupServiceDependencies {
  ports: Ports
  profiles: Profiles
  profileStore: ProfileStore
  profileViews: ProfileViews
  tokens: Tokens
  /** Ends when the application closes. */
  signal: AbortSignal
}

/** A new setup from the first answer to the connection that is tested at its end. */
export function createSetupService({ ports, profiles, profileStore, profileViews, tokens, signal: closing }: SetupServiceDependencies) {
  const { clock, documents, log, machine } = ports
  const store = createSetupStore({ documents, clock, log })
  const sessions = createAdminSessions(ports, store)
  const access = createAdminAccess(ports, sessions)
  const journals = createJournalStore({ documents, clock })
  const newTokens = createNewTokens()
  const setups = createSetups({ store, sessions, journals, newTokens, clock, machine })
  const runApply = createApply({ ports, access, journals, newTokens, setups })
  /** One run at a time: two would find each other's objects half-made. */
  const running = new Set<string>()

  async function of<T>(setupId: string, work: (setup: Setup) => Promise<Result<T>> | Result<T>): Promise<Result<T>> {
    const setup = store.get(setupId)
    return setup ? work(setup) : failed(noSuchSetup())
  }
  /** With a few questions to the workspace, outside of a run. */
  const asked = <T>(setupId: string, work: (opened: Awaited<ReturnType<typeof openFor>>, setup: Setup) => Promise<Result<T>>): Promise<Result<T>> =>
    of(setupId, async (setup) => {
      const opened = await openFor(setup)
      return opened.ok ? work(opened, setup) : opened
    })
  async function openFor(setup: Setup) {
    const opened = await access.open(setup, { signal: closing })
    return opened.ok ? { ok: true as const, ...opened.value, asking: createAsking({ clock, signal: closing }) } : { ...opened, asking: createAsking({ clock, signal: closing }) }
  }
  const choicesOf = <T>(setupId: string, choose: (choices: ReturnType<typeof createChoices>) => Promise<Result<T>>): Promise<Result<T>> =>
    asked(setupId, (opened) => (opened.ok ? choose(createChoices(ports, opened.signIn, opened.asking)) : Promise.resolve(opened)))

  return {
    setups,

    signIn: ({ setupId, signIn }: Input<'setup.sign-in'>, { signal, emit }: RunContext<'setup.sign-in'>): Promise<Result<SetupView>> =>
      of(setupId, async (setup) => {
        const done = await sessions.signIn(setup, signIn, { signal, emit })
        return done.ok ? of(setupId, (now) => success(setups.view(now))) : done
      }),

    signOut: ({ setupId }: Input<'setup.sign-out'>): Promise<Result<SetupView>> =>
      of(setupId, async (setup) => {
        await sessions.signOut(setup)
        return of(setupId, (now) => success(setups.view(now)))
      }),

    preflight: ({ setupId }: Input<'setup.preflight'>): Promise<Result<Output<'setup.preflight'>>> =>
      asked(setupId, async (opened) => (opened.ok ? preflight({ workspace: opened.workspace, asking: opened.asking, host: opened.place.host, byToken: opened.byToken }) : opened)),

    catalogs: ({ setupId }: Input<'setup.catalogs'>) => choicesOf(setupId, (choices) => choices.catalogs()),
    schemas: ({ setupId, catalog }: Input<'setup.schemas'>) => choicesOf(setupId, (choices) => choices.schemas(catalog)),
    tables: ({ setupId, catalog, schema }: Input<'setup.tables'>) => choicesOf(setupId, (choices) => choices.tables(catalog, schema)),
    principals: ({ setupId, kind, text }: Input<'setup.principals'>) => choicesOf(setupId, (choices) => choices.principals(kind, text)),

    look: ({ setupId, goal }: Input<'setup.look'>, { signal, emit }: RunContext<'setup.look'>): Promise<Result<Output<'setup.look'>>> =>
      of(setupId, async (setup) => {
        let requests = 0
        const opened = await access.open(setup, { signal, onRequest: () => requests++ })
        if (!opened.ok) return opened
        const { workspace, place, byToken, openSql } = opened.value
        const facts = await look({ workspace, asking: createAsking({ clock, signal, tell: emit }), goal, host: place.host, byToken, openSql, signal })
        if (!facts.ok) return facts
        const lost = lostTokens(goal, facts.value, journals.read(setupId), newTokens.get(setupId) !== undefined)
        return success({ facts: withoutTokens(facts.value, lost), requests, at: clock.now() })
      }),

    apply: (input: Input<'setup.apply'>, context: RunContext<'setup.apply'>): Promise<Result<Output<'setup.apply'>>> =>
      of(input.setupId, async (setup) => {
        if (running.has(setup.id)) return failed(invalidInput('This setup is running already', { fix: 'Wait until it has ended, or cancel it.' }))
        running.add(setup.id)
        try {
          return await runApply(setup, input, context)
        } finally {
          running.delete(setup.id)
        }
      }),

    journal: ({ setupId }: Input<'setup.journal'>): Promise<Result<Journal>> =>
      of(setupId, () => {
        const { entries, values, finished } = journals.read(setupId)
        return success({ entries, values, finished })
      }),

    rollbackScript: ({ setupId }: Input<'setup.rollback-script'>): Promise<Result<Output<'setup.rollback-script'>>> =>
      of(setupId, () => {
        const { rollback } = journals.read(setupId)
        return rollback ? success(rollback) : failed(invalidInput('There is nothing to undo', { causes: ['No plan of this setup was run yet.'] }))
      }),

    token: ({ setupId, handing }: Input<'setup.token'>): Promise<Result<Output<'setup.token'>>> =>
      of(setupId, () => {
        const token = handing === 'received' ? undefined : newTokens.showOnce(setupId)
        const made = journals.read(setupId).token
        if (made && (handing === 'received' || (token && handing === undefined))) journals.token(setupId, { ...made, shown: true })
        return success({ token: token?.reveal() })
      }),

    deleteToken: ({ setupId }: Input<'setup.delete-token'>): Promise<Result<SetupView>> =>
      asked(setupId, async (opened, setup) => {
        if (!opened.ok) return opened
        const id = journals.read(setupId).token?.id
        if (id === undefined) return failed(invalidInput('This setup has made no token'))
        const me = await opened.asking.ask('your sign-in', (limits) => opened.workspace.me(limits))
        if (!me.ok) return failed(explain(me.failure, { host: opened.place.host }))
        const mine = await opened.asking.ask('your tokens', (limits) => opened.workspace.listTokens(limits))
        const own = mine.ok && mine.value.some(({ tokenId }) => tokenId === id)
        const deleted = await deleteTokens([id], { workspace: opened.workspace, asking: opened.asking, own })
        if (!deleted.ok) return failed(explain(deleted.failure, { host: opened.place.host }))
        newTokens.forget(setupId)
        journals.token(setupId, undefined)
        return success(setups.view(setup))
      }),

    connect: ({ setupId, goal, keep }: Input<'setup.connect'>): Promise<Result<ProfileView>> =>
      asked(setupId, async (opened, setup) => {
        if (!opened.ok) return opened
        const warehouse = await opened.asking.ask('SQL warehouses', (limits) => opened.workspace.warehouses(limits))
        if (!warehouse.ok) return failed(explain(warehouse.failure, { host: opened.place.host }))
        const marker = setupMarker(goal)
        const wanted = goal.warehouse
        const one = warehouse.value.find(({ id, name, tags }) =>
          'id' in wanted ? id === wanted.id : name.toLowerCase() === wanted.name.toLowerCase() || tags.some(({ key, value }) => key === MARKER_TAG && value === marker),
        )
        if (!one) return failed(invalidInput('The SQL warehouse of this setup is not there', { field: 'httpPath', causes: ['Run the plan first; it makes the warehouse.'] }))
        const { host, port, caFile, workspaceId } = opened.place
        const there = setup.profileId === undefined ? undefined : profileStore.get(setup.profileId)
        const names = profileStore.all().filter(({ id }) => id !== there?.id).map(({ form }) => form.name)
        const form = {
          name: there?.form.name ?? freeName(setup.answers.name.trim() || `CleverTap ${goal.catalog.name}`, names),
          host, port: String(port), httpPath: workspaceId === undefined ? one.httpPath : httpPathOf(one.id, workspaceId), catalog: goal.catalog.name, schema: goal.schema.name,
        }
        const provenance = { host: SOURCE, port: SOURCE, httpPath: SOURCE, catalog: SOURCE, schema: SOURCE, token: SOURCE }
        const tables = goal.tables === 'all' ? [] : goal.tables.slice(0, 10_000)
        const saved = there ? await profiles.save({ profileId: there.id, form, provenance, tables, caFile: caFile ?? '' }) : await profiles.add({ form, provenance, tables, caFile })
        if (!saved.ok) return saved
        const { id } = saved.value.profile
        const latest = store.get(setupId)
        if (latest) store.put({ ...latest, profileId: id })
        const token = newTokens.get(setupId)
        if (!token) return saved
        await tokens.keep(id, 'importer', token, keep ?? 'run')
        const profile = profileStore.get(id)
        return profile ? success(await profileViews.view(profile)) : saved
      }),
  }
}
