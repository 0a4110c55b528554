import { readFile } from 'node:fs/promises'
import type { SandboxReady } from '#shared/sandbox/sandbox'
import { sampleWorkspaces } from '../workspaces/sample-names'
import { createCatalogReader } from '../unity-catalog/catalog-reader'
import type { WorkspaceState } from '../state/model'
import type { FaultRule, FaultSwitch } from './faults'
import { createSandboxServer } from './sandbox-server'
import { openFolder, parseWorkspace, type StoredWorkspace } from './state-folder'

export interface StartOptions {
  /** 0 or absent: any free port. */
  port?: number
  /** Name of a sample, path of a workspace file, or a workspace. Default: `retail`, or what `stateFolder` holds. */
  workspace?: string | StoredWorkspace
  /** Keeps grants, warehouses, tokens and the CA there. */
  stateFolder?: string
  faults?: readonly FaultRule[]
  now?: () => number
  /** Loads the SQL engine at once instead of at the first statement. */
  warm?: boolean
}

export interface RunningSandbox {
  ready: SandboxReady
  state: WorkspaceState
  faults: FaultSwitch
  close(): Promise<void>
}

/** A mistake of the caller's: an unknown workspace, a file that is none, a port in use. The message is for people. */
export class SandboxStartError extends Error {}

/** Starts a sandbox workspace. @throws SandboxStartError */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const now = options.now ?? Date.now
  const [folder, chosen] = await Promise.all([
    openFolder(options.stateFolder, now()).catch((error: unknown) => fail(`The state folder can't be used: ${folderProblem(error)}`)),
    options.workspace === undefined && options.stateFolder !== undefined ? undefined : chooseWorkspace(options.workspace ?? 'retail', now()),
  ])
  try {
    const workspace = folder.stored ?? chosen ?? (await chooseWorkspace('retail', now()))
    const { state } = workspace
    const server = await createSandboxServer({
      state,
      engine: async () => (await import('../sql/statement-engine')).createStatementEngine(state, { now }),
      reader: createCatalogReader(state),
      certificates: folder.certificates,
      port: options.port,
      faults: options.faults,
      now,
      warm: options.warm,
      onChange: () => folder.save(workspace),
    }).catch((error: unknown) => fail((error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? `Port ${options.port ?? 0} is in use. Choose another, or leave --port out for any free one.` : text(error)))
    folder.save(workspace)
    return {
      ready: {
        host: server.host, port: server.port, httpPaths: httpPaths(state), caFile: folder.caFile, tokens: workspace.tokens,
        catalog: state.suggested.catalog, schema: state.suggested.schema,
      },
      state,
      faults: server.faults,
      async close() {
        await server.close()
        await folder.close()
      },
    }
  } catch (error) {
    await folder.close()
    throw error
  }
}

async function chooseWorkspace(workspace: string | StoredWorkspace, now: number): Promise<StoredWorkspace> {
  if (typeof workspace !== 'string') return workspace
  const { createSample } = await import('../workspaces/samples')
  const names = sampleWorkspaces.map((sample) => sample.name)
  const sample = createSample(workspace, now)
  if (sample) return { state: sample.state, tokens: sample.tokenValues }
  const file = await readFile(workspace, 'utf8').catch(() => undefined)
  if (file === undefined) return fail(`There is no sample workspace and no file called "${workspace}". Samples: ${names.join(', ')}.`)
  try {
    return parseWorkspace(file)
  } catch (error) {
    return fail(`${workspace}: ${text(error)}`)
  }
}

/** Running warehouses first; among them those that the importer's identity may use. */
function httpPaths(state: WorkspaceState): Record<string, string> {
  const importer = state.identities.find((one) => one.key === 'clevertap')?.principal
  const rank = (one: WorkspaceState['warehouses'][number]): number =>
    (one.life === 'RUNNING' ? 0 : 2) + (one.permissions.some((entry) => entry.principal === importer || entry.principal === 'users') ? 0 : 1)
  const shown = state.warehouses.filter((one) => one.life !== 'DELETED').sort((left, right) => rank(left) - rank(right))
  return Object.fromEntries(shown.map((one) => [one.name, `/sql/1.0/warehouses/${one.id}`]))
}

const FOLDER_PROBLEMS: Record<string, string> = { EEXIST: 'there is a file of that name.', ENOTDIR: 'a part of its path is a file.', EACCES: 'it may not be read or written.', EPERM: 'it may not be read or written.', EROFS: 'it may not be written.', ENOSPC: 'the disk is full.' }
const folderProblem = (error: unknown): string => FOLDER_PROBLEMS[(error as NodeJS.ErrnoException).code ?? ''] ?? text(error)

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const fail = (message: string): never => {
  throw new SandboxStartError(message)
}
