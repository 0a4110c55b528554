import type { AppInfo, CallName, Input, OperationName, Output, RunName } from '../../src/shared/contract/contract'
import type { ProfileView } from '../../src/shared/profile/profile'
import type { Result } from '../../src/shared/result'
import type { RunHandle, ScreenApi } from '../../src/renderer/shared/api'

/** The screens' side of the application, answered by a test. An operation without an answer never settles. */
export interface FakeApi extends ScreenApi {
  calls: { name: OperationName; input: unknown }[]
  runs: { name: RunName; input: unknown; cancelled: number }[]
  answer<K extends CallName>(name: K, result: Result<Output<K>>): void
  answerWith<K extends CallName>(name: K, answer: (input: Input<K>) => Result<Output<K>>): void
  /** An event of the nth run. */
  emit(run: number, event: unknown): void
  finish(run: number, result: Result<unknown>): void
}

export function createFakeApi(): FakeApi {
  const answers = new Map<string, (input: unknown) => unknown>()
  const listeners: ((event: unknown) => void)[] = []
  const finishers: ((result: unknown) => void)[] = []
  const fake: FakeApi = {
    calls: [],
    runs: [],
    answer: (name, result) => void answers.set(name, () => result),
    answerWith: (name, answer) => void answers.set(name, answer as (input: unknown) => unknown),
    emit: (run, event) => listeners[run]?.(event),
    finish: (run, result) => finishers[run]?.(result),
    call: <K extends CallName>(name: K, input: Input<K>) => {
      fake.calls.push({ name, input })
      const answer = answers.get(name)
      return new Promise<Result<Output<K>>>((settle) => {
        if (answer) settle(answer(input) as Result<Output<K>>)
      })
    },
    run: <K extends RunName>(name: K, input: Input<K>, onEvent: (event: never) => void): RunHandle<K> => {
      const entry = { name, input, cancelled: 0 }
      fake.runs.push(entry)
      listeners.push(onEvent as (event: unknown) => void)
      return {
        result: new Promise((settle) => void finishers.push(settle as (result: unknown) => void)),
        cancel: () => void entry.cancelled++,
      }
    },
  }
  return fake
}

export const fakeProfileView = (more: { tables?: string[]; tokens?: ProfileView['tokens']; validation?: ProfileView['validation'] }): ProfileView => ({
  profile: {
    id: 'p', form: { name: 'Retail shop', host: 'adb-4242424242424242.2.azuredatabricks.net', port: '443', httpPath: '/sql/1.0/warehouses/0123456789abcdef', catalog: 'retail', schema: 'sales' },
    provenance: {}, tables: more.tables ?? [], createdAt: 0, updatedAt: 0,
  },
  tokens: more.tokens ?? [{ role: 'importer', keeping: 'run', lastFour: '9f2c' }],
  validation: more.validation ?? 'validated',
  next: { label: 'Test the connection', screen: 'test' },
})

export const fakeAppInfo = (): AppInfo => ({
  name: 'Databricks setup assistant for CleverTap', version: '0.1.0', host: 'browser', computer: 'desk-12', settingsFolder: '/home/ada/.config/databricks-setup-assistant',
  tokenStore: { durable: false, reason: 'This computer offers no key store to the program (Secret Service was not found).' },
  notices: ['The file profiles.json was damaged. It was kept aside as profiles.damaged-2026-11-23.json, and an empty one was started.'],
})
