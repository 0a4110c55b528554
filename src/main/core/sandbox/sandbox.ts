import { freeName } from '#shared/connection/free-name'
import type { Input } from '#shared/contract/contract'
import { explain } from '#shared/diagnosis/explain'
import type { Profile, ProfileView } from '#shared/profile/profile'
import { type Result, failed, success } from '#shared/result'
import type { SandboxReady, SandboxState } from '#shared/sandbox/sandbox'
import { invalidInput } from '../invalid-input'
import type { SandboxLauncher } from '../ports/machine'
import type { ProfileStore } from '../profiles/profile-store'
import type { Profiles } from '../profiles/profiles'
import type { ProfileViews } from '../profiles/profile-views'
import { Secret } from '../secret'
import type { Tokens } from '../tokens/tokens'
import { describeIdentity, inOrder, schemaToTry } from './identities'

const DEFAULT_WORKSPACE = 'retail'
const SOURCE = 'sandbox workspace'

export interface SandboxDependencies {
  launcher: SandboxLauncher
  store: ProfileStore
  profiles: Profiles
  views: ProfileViews
  tokens: Tokens
  signal: AbortSignal
}

export function createSandbox({ launcher, store, profiles, views, tokens, signal }: SandboxDependencies) {
  function state(): SandboxState {
    const running = launcher.running()
    const workspaces = launcher.workspaces()
    if (!running) return { running: false, identities: [], workspaces }
    const { workspace, ready } = running
    return { running: true, workspace, host: ready.host, port: ready.port, identities: inOrder(Object.keys(ready.tokens)).map(describeIdentity), workspaces }
  }

  /** The sandbox listens on another port and signs with another certificate each time it starts. */
  function withPlace(profile: Profile, ready: SandboxReady): Profile {
    const httpPath = Object.values(ready.httpPaths)[0] ?? ''
    const paths = Object.values(ready.httpPaths)
    // A warehouse that was chosen by hand is kept while the workspace still has it.
    const form = { ...profile.form, host: ready.host, port: String(ready.port), httpPath: paths.includes(profile.form.httpPath) ? profile.form.httpPath : httpPath }
    return { ...profile, form, caFile: ready.caFile }
  }

  return {
    state: (): Result<SandboxState> => success(state()),

    async start({ workspace = DEFAULT_WORKSPACE }: Input<'sandbox.start'>): Promise<Result<SandboxState>> {
      const known = launcher.workspaces()
      if (!known.some(({ name }) => name === workspace)) {
        return failed(invalidInput(`There is no sample workspace called "${workspace}"`, { field: 'workspace', causes: [`There are: ${known.map(({ name }) => name).join(', ')}.`] }))
      }
      const started = await launcher.start(workspace, signal)
      return started.ok ? success(state()) : failed(explain(started.failure))
    },

    async stop(): Promise<Result<SandboxState>> {
      await launcher.stop()
      return success(state())
    },

    /** The connection of this identity, made or brought up to date; its token is kept for this run only. */
    async connect({ identity }: Input<'sandbox.connect'>): Promise<Result<ProfileView>> {
      if (!launcher.running()) {
        const started = await launcher.start(DEFAULT_WORKSPACE, signal)
        if (!started.ok) return failed(explain(started.failure))
      }
      const running = launcher.running()
      const token = running && Object.hasOwn(running.ready.tokens, identity) ? running.ready.tokens[identity] : undefined
      if (!running || token === undefined) {
        return failed(invalidInput(`The sandbox workspace has no identity called "${identity}"`, { field: 'identity', causes: [`It has: ${Object.keys(running?.ready.tokens ?? {}).join(', ')}.`] }))
      }
      const { ready, workspace } = running
      // Sample workspaces use the same names for their identities: an `admin` of another one is another connection.
      const key = workspace === DEFAULT_WORKSPACE ? identity : `${workspace}/${identity}`
      const existing = store.all().find(({ sandboxIdentity }) => sandboxIdentity === key)
      let profile = existing && withPlace(existing, ready)
      if (profile) store.put(profile)
      else {
        const name = freeName(`Sandbox ${workspace} (${identity})`, store.all().map(({ form }) => form.name))
        const form = { name, host: ready.host, port: String(ready.port), httpPath: Object.values(ready.httpPaths)[0] ?? '', catalog: ready.catalog, schema: schemaToTry(identity, ready.schema) }
        const provenance = { host: SOURCE, port: SOURCE, httpPath: SOURCE, token: SOURCE, catalog: SOURCE, schema: SOURCE }
        const added = await profiles.add({ form, provenance, caFile: ready.caFile, sandboxIdentity: key })
        if (!added.ok) return added
        profile = added.value.profile
      }
      await tokens.keep(profile.id, 'importer', new Secret(token), 'run')
      return success(await views.view(profile))
    },
  }
}
