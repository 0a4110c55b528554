import { type OperationName, contract } from '#shared/contract/contract'
import { CALL_NAMES, RUN_NAMES } from '#shared/contract/names'
import { explain } from '#shared/diagnosis/explain'
import { type Result, failed, success } from '#shared/result'
import { type ProgramFacts, appInfo } from './app-info'
import type { Application } from './application'
import { createAuditService } from './audit/audit-service'
import { createConnectionTest } from './connection-test/connection-test'
import { createReportStore } from './connection-test/report-store'
import { createDiscovery } from './discovery/discovery'
import { guarded, validated } from './guarded'
import { createHandoff } from './handoff/handoff'
import { invalidInput } from './invalid-input'
import type { CallHandlers, RunHandlers } from './operations'
import { createPermissions } from './permissions/permissions'
import type { Ports } from './ports/ports'
import { createProfileStore } from './profiles/profile-store'
import { createProfileViews } from './profiles/profile-views'
import { createProfiles } from './profiles/profiles'
import { createProfileAccess } from './profiles/sign-in'
import { type RunContext, createRunRegistry } from './run-registry'
import { createSandbox } from './sandbox/sandbox'
import { createSettings } from './settings'
import { createSetupService } from './setup/setup-service'
import { createCredentials } from './tokens/credentials'
import { createTokenFacts } from './tokens/token-facts'
import { createTokens } from './tokens/tokens'

export interface ApplicationOptions {
  /** Holds every event and answer against the contract: for development and tests. */
  checkAnswers?: boolean
}

type AnyHandler<C extends unknown[]> = (input: unknown, ...context: C) => Promise<Result<unknown>> | Result<unknown>

/** The services, wired over the ports, behind the contract. Reads nothing and starts nothing by itself. */
export function createApplication(ports: Ports, facts: ProgramFacts, { checkAnswers = false }: ApplicationOptions = {}): Application {
  const { documents, secrets, clock, machine, log } = ports
  const program = `${facts.name} ${facts.version}`
  const closing = new AbortController()

  const store = createProfileStore({ documents, clock, log })
  const reports = createReportStore({ documents })
  const tokenFacts = createTokenFacts({ documents, clock })
  const settings = createSettings(documents)
  const access = createProfileAccess({ store, secrets, machine })
  const views = createProfileViews({ secrets, clock, facts: tokenFacts, reports, access })
  const audit = createAuditService({ ports, profiles: store, access })
  const profiles = createProfiles({ store, views, reports, audits: audit, facts: tokenFacts, secrets, clock, machine })
  const tokens = createTokens({ store, views, access, facts: tokenFacts, secrets, openWorkspace: ports.openWorkspace, clock, log })
  const credentials = createCredentials({ finder: ports.credentials, store, profiles, tokens, views })
  const discovery = createDiscovery({ ports, access, signal: closing.signal })
  const permissions = createPermissions({ ports, access, reports })
  const test = createConnectionTest({ ports, store, access, facts: tokenFacts, reports, settings, program })
  const handoff = createHandoff({ store, profiles, views, access, reports, secrets, clock, machine, program })
  const sandbox = createSandbox({ launcher: ports.sandbox, store, profiles, views, tokens, signal: closing.signal })

  const setup = createSetupService({ ports, profiles, profileStore: store, profileViews: views, tokens, signal: closing.signal })

  const calls: CallHandlers = {
    'app.info': () => appInfo(ports, facts, store),
    'settings.get': () => settings.get(),
    'settings.put': (input) => settings.put(input),
    'profiles.list': () => profiles.list(),
    'profiles.get': (input) => profiles.get(input),
    'profiles.create': (input) => profiles.create(input),
    'profiles.save': (input) => profiles.save(input),
    'profiles.duplicate': (input) => profiles.duplicate(input),
    'profiles.rename': (input) => profiles.rename(input),
    'profiles.delete': (input) => profiles.delete(input),
    'tokens.put': (input) => tokens.put(input),
    'tokens.forget': (input) => tokens.forget(input),
    'credentials.list': () => credentials.list(),
    'credentials.take': (input) => credentials.take(input),
    'discover.warehouses': (input) => discovery.warehouses(input),
    'discover.catalogs': (input) => discovery.catalogs(input),
    'discover.schemas': (input) => discovery.schemas(input),
    'discover.tables': (input) => discovery.tables(input),
    'test.last': (input) => test.last(input),
    'handoff.preview': (input) => handoff.preview(input),
    'handoff.import': (input) => handoff.import(input),
    diagnose: ({ signal }) => success(explain(signal)),
    'sandbox.state': () => sandbox.state(),
    'sandbox.start': (input) => sandbox.start(input),
    'sandbox.stop': () => sandbox.stop(),
    'sandbox.connect': (input) => sandbox.connect(input),
    'setups.list': () => setup.setups.list(),
    'setups.create': (input) => setup.setups.create(input),
    'setups.get': (input) => setup.setups.get(input),
    'setups.save': (input) => setup.setups.save(input),
    'setups.delete': (input) => setup.setups.delete(input),
    'setup.sign-out': (input) => setup.signOut(input),
    'setup.preflight': (input) => setup.preflight(input),
    'setup.catalogs': (input) => setup.catalogs(input),
    'setup.schemas': (input) => setup.schemas(input),
    'setup.tables': (input) => setup.tables(input),
    'setup.principals': (input) => setup.principals(input),
    'setup.journal': (input) => setup.journal(input),
    'setup.rollback-script': (input) => setup.rollbackScript(input),
    'setup.token': (input) => setup.token(input),
    'setup.delete-token': (input) => setup.deleteToken(input),
    'setup.connect': (input) => setup.connect(input),
    'audit.settings': (input) => audit.settings(input),
    'audit.save-settings': (input) => audit.saveSettings(input),
    'audit.list': (input) => audit.list(input),
    'audit.get': (input) => audit.get(input),
    'audit.finding': (input) => audit.finding(input),
    'audit.report': (input) => audit.report(input),
    'audit.delete': (input) => audit.delete(input),
    'audit.compare': (input) => audit.compare(input),
    'audit.overview': () => audit.overview(),
    'audit.fix-rows': (input) => audit.fixRows(input),
    'audit.fix-script': (input) => audit.fixScript(input),
    'audit.save-fix-script': (input) => audit.saveFixScript(input),
    'audit.unfinished-fix': (input) => audit.unfinishedFix(input),
    'audit.export': (input) => audit.export(input),
  }
  const runs: RunHandlers = {
    'permissions.verify': (input, context) => permissions.verify(input, context),
    'test.run': (input, context) => test.run(input, context),
    'setup.sign-in': (input, context) => setup.signIn(input, context),
    'setup.look': (input, context) => setup.look(input, context),
    'setup.apply': (input, context) => setup.apply(input, context),
    'audit.run': (input, context) => audit.run(input, context),
    'audit.fix-preview': (input, context) => audit.fixPreview(input, context),
    'audit.apply-fix': (input, context) => audit.applyFix(input, context),
  }
  const registry = createRunRegistry({ log, machine, checkEvents: checkAnswers })

  const unknown = (name: string) => failed(invalidInput(`There is no operation called "${name}"`))
  const checked = (name: OperationName, result: Result<unknown>): Result<unknown> => {
    if (checkAnswers && result.ok) contract[name].output.parse(result.value)
    return result
  }

  return {
    call: (name, input) =>
      guarded(log, name, async () => {
        const known = CALL_NAMES.find((one) => one === name)
        if (!known) return unknown(name)
        const parsed = validated<unknown>(contract[known].input, input, known)
        if (!parsed.ok) return parsed
        // The table is typed by name; here the name is known only at run time, and the input was just parsed by its schema.
        const handler = calls[known] as AnyHandler<[]>
        return checked(known, await handler(parsed.value))
      }),
    start: (name, input) =>
      guarded(log, name, () => {
        const known = RUN_NAMES.find((one) => one === name)
        if (!known) return unknown(name)
        const parsed = validated<unknown>(contract[known].input, input, known)
        if (!parsed.ok) return parsed
        const handler = runs[known] as AnyHandler<[RunContext<typeof known>]>
        const runId = registry.start(known, async (context) => checked(known, await handler(parsed.value, context)) as never)
        return success({ runId })
      }),
    cancel: (runId) => registry.cancel(runId),
    onRunMessage: (listener) => registry.onMessage(listener),
    async close() {
      closing.abort()
      await registry.close()
      await Promise.all([tokens.close(), test.close(), ports.sandbox.stop()])
    },
  }
}
