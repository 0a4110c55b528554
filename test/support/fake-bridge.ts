import type { Bridge, RunMessage } from '../../src/shared/contract/bridge'
import type { CallName, CredentialSource, Input, Output, RunName } from '../../src/shared/contract/contract'
import { type ConnectionForm, emptyConnectionForm } from '../../src/shared/connection/connection'
import { freeName, sameName } from '../../src/shared/connection/free-name'
import { validateForm } from '../../src/shared/connection/validate-form'
import type { Diagnosis } from '../../src/shared/diagnosis/diagnosis'
import type { ProfileView, TokenState, Validation } from '../../src/shared/profile/profile'
import { nextStepOf } from '../../src/shared/profile/validation'
import { type Result, failed, success } from '../../src/shared/result'
import { Settings } from '../../src/shared/settings/settings'
import { createFakeAudit, type FakeAuditOptions } from './fake-audit'
import * as lists from './fake-lists'
import { fakeHandoff, fakePermissionReport, fakeReport } from './fake-reports'
import { fakeAppInfo } from './fake-screen-api'
import { ADMIN, type FakeWorkspace, fakeApplyReport, fakeFacts, fakeSetupAnswers } from './fake-setup'
import type { SetupView } from '../../src/shared/setup/setup'

/** What a scene of the gallery begins with. */
export interface FakeBridgeOptions {
  connections?: ProfileView[]
  offers?: CredentialSource[]
  notices?: string[]
  isDurable?: boolean
  settings?: Settings
  report?: 'ready' | 'blocked' | 'stopped' | 'many'
  handoff?: 'validated' | 'draft'
  sandboxRunning?: boolean
  /** Discovery by SQL answers that the warehouse is stopped until it may be woken. */
  isWarehouseStopped?: boolean
  setups?: SetupView[]
  /** What a setup finds when it looks. */
  workspace?: FakeWorkspace
  /** Number of the action at which a run of a setup stops. */
  failAt?: number
  /** What audits find and what is kept of them. Absent: nothing is kept, and an audit finds some of everything. */
  audit?: FakeAuditOptions
  /** Delay of every answer in ms. */
  delayMs?: number
}

const HOUR = 3_600_000
const AUDIT_STEPS = ['Signing in', 'Reading who CleverTap importer is', 'Reading its groups', 'Reading catalogs, schemas and tables', 'Reading grants: 41,200 rows so far']

export function fakeConnection(id: string, form: Partial<ConnectionForm>, more: { token?: Partial<TokenState>; validation?: Validation; lastTest?: ProfileView['lastTest']; tables?: string[]; sandboxIdentity?: string; provenance?: ProfileView['profile']['provenance']; updatedAt?: number } = {}): ProfileView {
  const whole = { ...emptyConnectionForm(), ...form }
  const validation = more.validation ?? 'never-tested'
  const { issues } = validateForm(whole, { tokenPresent: more.token !== undefined, takenNames: [] })
  return {
    profile: { id, form: whole, provenance: more.provenance ?? {}, tables: more.tables ?? [], sandboxIdentity: more.sandboxIdentity, createdAt: 0, updatedAt: more.updatedAt ?? 0 },
    tokens: [{ role: 'importer', keeping: more.token ? 'run' : 'none', ...more.token }],
    validation,
    lastTest: more.lastTest,
    next: nextStepOf({ validation, issues, report: undefined }),
  }
}

const stopped: Diagnosis = {
  category: 'warehouse_stopped', confidence: 'high', title: 'The SQL warehouse is stopped', causes: ['This token may not list catalogs by REST (its scope is sql), and SQL needs a running warehouse.'],
  fixes: [{ text: 'Start the warehouse and ask it.', action: 'start-warehouse' }, { text: 'Or type the name: the test checks it.' }],
}

/** The whole application as the screens see it, with canned answers that behave: names are unique, forms are kept. */
export function createFakeBridge(options: FakeBridgeOptions = {}): Bridge {
  const connections = new Map((options.connections ?? []).map((view) => [view.profile.id, view]))
  const setups = new Map((options.setups ?? []).map((view) => [view.setup.id, view]))
  const workspace = options.workspace ?? 'empty'
  const listeners = new Set<(message: RunMessage) => void>()
  let settings = options.settings ?? Settings.parse({})
  let isRunning = options.sandboxRunning ?? false
  let nextId = 1
  const now = Date.now()
  const cancels = new Map<string, () => void>()

  const view = (id: string): Result<ProfileView> => {
    const found = connections.get(id)
    return found ? success(found) : failed({ category: 'invalid_input', confidence: 'high', title: 'This connection is no longer there', causes: ['It was deleted, perhaps in another window.'], fixes: [{ text: 'Go back to the list of connections.' }] })
  }
  const put = (changed: ProfileView): Result<ProfileView> => {
    connections.set(changed.profile.id, changed)
    return success(changed)
  }
  const names = (but?: string) => [...connections.values()].filter(({ profile }) => profile.id !== but).map(({ profile }) => profile.form.name)
  const sandbox = () => ({ running: isRunning, workspaces: [{ name: 'retail', title: 'A small retail shop' }], identities: isRunning ? lists.identities : [], ...(isRunning ? { workspace: 'retail', host: '127.0.0.1', port: 8443 } : {}) })
  const sql = <T>(wake: boolean, items: T[]): Result<{ items: T[]; route: 'rest' | 'sql' }> => (options.isWarehouseStopped && !wake ? failed(stopped) : success({ items, route: options.isWarehouseStopped ? 'sql' : 'rest' }))
  const token = (profileId: string, state: TokenState): Result<TokenState> => {
    const found = connections.get(profileId)
    if (found) put({ ...found, tokens: [...found.tokens.filter((one) => one.role !== state.role), state] })
    return success(state)
  }

  const setupAnswers = fakeSetupAnswers(setups, workspace, (catalog, schema) => {
    const made = fakeConnection(`new-${nextId++}`, { name: 'CleverTap', host: ADMIN.state === 'signed-in' ? ADMIN.host : '', httpPath: '/sql/1.0/warehouses/0123456789abcdef', catalog, schema }, { token: { lastFour: '0f1e' } })
    connections.set(made.profile.id, made)
    return made
  })
  const audit = createFakeAudit(options.audit ?? { world: 'messy' }, () =>
    [...connections.values()].map(({ profile: { id, form }, tokens }) => ({ profileId: id, connection: form.name, host: form.host, catalog: form.catalog, schema: form.schema, ...(form.catalog === '' ? { blockedBy: 'No catalog is chosen yet' } : tokens[0]?.keeping === 'none' ? { blockedBy: 'No token yet' } : {}) })),
  )
  const answers: { [K in CallName]: (input: Input<K>) => Result<Output<K>> } = {
    ...setupAnswers,
    ...audit.answers,
    'app.info': () => success({ ...fakeAppInfo(), notices: options.notices ?? [], tokenStore: options.isDurable ? { durable: true, reason: 'Encrypted by the key store of this computer.' } : { durable: false, reason: 'This computer has no key store that the assistant can use.' } }),
    'settings.get': () => success(settings),
    'settings.put': (input) => success((settings = input)),
    'profiles.list': () => success([...connections.values()]),
    'profiles.get': ({ profileId }) => view(profileId),
    'profiles.create': ({ form }) => put(fakeConnection(`new-${nextId++}`, form ?? {}, { updatedAt: now })),
    'profiles.save': ({ profileId, form, provenance, tables }) => {
      const before = connections.get(profileId)
      if (!before) return view(profileId)
      const saved = put({ ...before, profile: { ...before.profile, form, provenance: provenance ?? {}, tables: tables ?? before.profile.tables } })
      if (form.name.trim() === '' || !names(profileId).some((name) => sameName(name, form.name))) return saved
      return failed({ category: 'invalid_input', confidence: 'high', field: 'name', title: `Another connection is already called "${form.name}"`, causes: [], fixes: [{ text: 'Choose another name.' }] })
    },
    'profiles.duplicate': ({ profileId }) => {
      const found = connections.get(profileId)
      return found ? put(fakeConnection(`new-${nextId++}`, { ...found.profile.form, name: freeName(found.profile.form.name, names()) })) : view(profileId)
    },
    'profiles.rename': ({ profileId, name }) => {
      const found = connections.get(profileId)
      return found ? put({ ...found, profile: { ...found.profile, form: { ...found.profile.form, name } } }) : view(profileId)
    },
    'profiles.delete': ({ profileId }) => {
      connections.delete(profileId)
      return success({})
    },
    'tokens.put': ({ profileId, role, token: value, keep }) => token(profileId, { role, keeping: keep, savedAt: now, lastFour: value.trim().slice(-4) }),
    'tokens.forget': ({ profileId, role }) => token(profileId, { role, keeping: 'none' }),
    'credentials.list': () => success(options.offers ?? []),
    'credentials.take': ({ profileId, sourceId }) => {
      const found = connections.get(profileId)
      const offer = options.offers?.find(({ id }) => id === sourceId)
      if (!found || !offer) return failed({ category: 'other', confidence: 'high', title: 'This sign-in is no longer there', causes: [], fixes: [] })
      const form = { ...found.profile.form, host: offer.host ?? '', httpPath: offer.httpPath ?? '' }
      const taken: ProfileView = { ...found, profile: { ...found.profile, form, provenance: { host: offer.label, httpPath: offer.label } }, tokens: [{ role: 'importer', keeping: 'run', lastFour: '77aa' }] }
      connections.set(profileId, taken)
      return success({ view: taken, filled: ['host', 'httpPath', 'token'] })
    },
    'discover.warehouses': () => success({ items: lists.warehouses, route: 'rest' }),
    'discover.catalogs': ({ wakeWarehouse }) => sql(wakeWarehouse, lists.catalogs),
    'discover.schemas': ({ wakeWarehouse }) => sql(wakeWarehouse, lists.schemas),
    'discover.tables': ({ wakeWarehouse }) => sql(wakeWarehouse, lists.tables),
    'test.last': () => success(options.report ? { report: fakeReport(options.report, now - 2 * HOUR) } : {}),
    'handoff.preview': () => success(fakeHandoff(options.handoff ?? 'validated', now)),
    'handoff.import': () => success({ view: fakeConnection('imported', { name: 'Imported' }), remarks: ['The file holds no token. Enter it to test the connection.'] }),
    diagnose: () => success(stopped),
    'sandbox.state': () => success(sandbox()),
    'sandbox.start': () => {
      isRunning = true
      return success(sandbox())
    },
    'sandbox.stop': () => {
      isRunning = false
      return success(sandbox())
    },
    'sandbox.connect': ({ identity }) => put(fakeConnection('sandbox', { name: `Sandbox as ${identity}`, host: '127.0.0.1', port: '8443', httpPath: '/sql/1.0/warehouses/0123456789abcdef', catalog: 'retail', schema: 'sales' }, { token: { lastFour: '5a5a' }, sandboxIdentity: identity })),
  }

  const resultOf = (name: RunName, input: unknown): Result<unknown> => {
    switch (name) {
      case 'test.run':
        return success(fakeReport(options.report ?? 'ready', Date.now()))
      case 'permissions.verify':
        return success(fakePermissionReport())
      case 'audit.run':
        return audit.run(input as Input<'audit.run'>)
      case 'audit.fix-preview':
        return audit.preview(input as Input<'audit.fix-preview'>)
      case 'audit.apply-fix':
        return audit.applyFix(input as Input<'audit.apply-fix'>)
      case 'setup.look':
        return success({ facts: fakeFacts(workspace, (input as Input<'setup.look'>).goal), requests: 17, at: Date.now() })
      case 'setup.apply': {
        const { setupId, reviewed } = input as Input<'setup.apply'>
        const report = fakeApplyReport(reviewed, Date.now(), options.failAt)
        const before = setups.get(setupId)
        if (before) setups.set(setupId, { ...before, token: report.token, unfinished: report.state === 'stopped' })
        return success(report)
      }
      case 'setup.sign-in': {
        const { setupId } = input as Input<'setup.sign-in'>
        const before = setups.get(setupId)
        const signedIn = before && { ...before, signIn: ADMIN }
        if (signedIn) setups.set(setupId, signedIn)
        return success(signedIn)
      }
    }
  }
  const finish = (runId: string, name: RunName, input: unknown) => {
    const result = resultOf(name, input)
    for (const listener of listeners) listener({ runId, seq: 0, kind: 'finished', result } as RunMessage)
  }
  return {
    call: async <K extends CallName>(name: K, input: Input<K>) => {
      await new Promise((settle) => setTimeout(settle, options.delayMs ?? 0))
      if (name === 'audit.finding' && options.audit?.finding === 'hangs') await new Promise(() => undefined)
      return answers[name](input)
    },
    start: async (name, input) => {
      const runId = `run-${nextId++}`
      if (name === 'audit.run' && options.audit?.hangs) {
        setTimeout(() => {
          for (const listener of listeners) AUDIT_STEPS.forEach((step, seq) => listener({ runId, seq, kind: 'event', event: { step } }))
        }, 0)
        cancels.set(runId, () => {
          for (const listener of listeners) listener({ runId, seq: AUDIT_STEPS.length, kind: 'finished', result: failed({ category: 'cancelled', confidence: 'high', title: 'Cancelled', causes: [], fixes: [] }) })
        })
        return success({ runId })
      }
      setTimeout(() => finish(runId, name, input), options.delayMs ?? 0)
      return success({ runId })
    },
    cancel: async (runId) => cancels.get(runId)?.(),
    onRunMessage: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
