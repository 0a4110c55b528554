import { createMemorySecretStore } from '../../src/main/adapters/secrets/memory-secret-store'
import { createMemoryDocuments } from '../../src/main/adapters/storage/memory-documents'
import type { Application } from '../../src/main/core/application'
import { createApplication } from '../../src/main/core/create-application'
import type { Ports } from '../../src/main/core/ports/ports'
import type { ConnectionForm } from '../../src/shared/connection/connection'
import type { TestOptions } from '../../src/shared/connection-test/report'
import type { RunMessage } from '../../src/shared/contract/bridge'
import type { CallName, Input, Output, RunName } from '../../src/shared/contract/contract'
import type { Result } from '../../src/shared/result'
import { fakeAuditWorkspace } from './fakes-audit'
import { fakeClock, fakeFinder, fakeLauncher, fakeLog, fakeMachine } from './fakes-machine'
import { WAREHOUSE_ID, fakeProbes, fakeSql, fakeWorkspace, opens } from './fakes-workspace'

export const TOKEN = 'dapi0123456789abcdef0123456789abcdef'
export const FORM: ConnectionForm = {
  name: 'Shop', host: 'dbc-a1b2c3d4-e5f6.cloud.databricks.com', port: '443', httpPath: `/sql/1.0/warehouses/${WAREHOUSE_ID}`, catalog: 'retail', schema: 'sales',
}
export const OPTIONS: TestOptions = { startWarehouse: false, tables: [], deadlines: {} }

export const fakePorts = (changes: Partial<Ports> = {}): Ports => {
  const clock = changes.clock ?? fakeClock()
  return {
    openWorkspace: opens(fakeWorkspace()),
    openSetupWorkspace: () => {
      throw new Error('this test has no workspace to set up')
    },
    openSqlSession: fakeSql().open,
    prepareConnection: () => ({ drop: () => undefined }),
    oauth: fakeOAuth,
    openBrowser: () => Promise.resolve(false),
    keepScript: () => undefined,
    openAuditWorkspace: fakeAuditWorkspace(),
    probes: fakeProbes(),
    documents: createMemoryDocuments(),
    secrets: createMemorySecretStore(() => clock.now(), 'Tokens are kept in memory for this run.'),
    credentials: fakeFinder(),
    sandbox: fakeLauncher(),
    machine: fakeMachine(),
    clock,
    log: fakeLog(),
    ...changes,
  }
}

const refused = () => Promise.resolve({ ok: false as const, failure: { status: 401, message: 'No OAuth in this test.' } })
const fakeOAuth: Ports['oauth'] = { begin: refused, refresh: refused, clientCredentials: refused }

/** An application with typed calls, for tests. */
export interface TestApplication {
  application: Application
  call<K extends CallName>(name: K, input: Input<K>): Promise<Result<Output<K>>>
  /** The value, or the test fails with the diagnosis. */
  value<K extends CallName>(name: K, input: Input<K>): Promise<Output<K>>
  /** Starts a run; `done` is its last message, `messages` all of them. */
  run<K extends RunName>(name: K, input: Input<K>): Promise<{ runId: string; messages: RunMessage[]; done: Promise<Result<Output<K>>> }>
}

export function testApplication(ports: Ports): TestApplication {
  const application = createApplication(ports, { name: 'Setup assistant', version: '0.0.0', host: 'browser' }, { checkAnswers: true })
  const call = async <K extends CallName>(name: K, input: Input<K>) => (await application.call(name, input)) as Result<Output<K>>
  return {
    application,
    call,
    async value(name, input) {
      const result = await call(name, input)
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.diagnosis)}`)
      return result.value
    },
    async run<K extends RunName>(name: K, input: Input<K>) {
      const messages: RunMessage[] = []
      let finish: (result: Result<Output<K>>) => void
      const done = new Promise<Result<Output<K>>>((resolve) => (finish = resolve))
      let runId = ''
      application.onRunMessage((message) => {
        if (message.runId !== runId) return
        messages.push(message)
        if (message.kind === 'finished') finish(message.result as Result<Output<K>>)
      })
      const started = await application.start(name, input)
      if (!started.ok) throw new Error(JSON.stringify(started.diagnosis))
      runId = started.value.runId
      return { runId, messages, done }
    },
  }
}

/** A connection with a token, ready to test. */
export async function savedConnection(app: TestApplication, form: Partial<ConnectionForm> = {}): Promise<string> {
  const { profile } = await app.value('profiles.create', { form: { ...FORM, ...form } })
  await app.value('tokens.put', { profileId: profile.id, role: 'importer', token: TOKEN, keep: 'run' })
  return profile.id
}
