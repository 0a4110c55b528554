import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { productName, version } from '../../package.json'
import { openAuditWorkspace } from './adapters/databricks/audit-workspace'
import { networkProbes } from './adapters/databricks/network-probes'
import { prepareConnection } from './adapters/databricks/prepared-connection'
import { oauth } from './adapters/databricks/oauth'
import { openSetupWorkspace } from './adapters/databricks/setup-workspace'
import { openSqlSession } from './adapters/databricks/sql-session'
import { openWorkspace } from './adapters/databricks/workspace'
import { createCredentialFinder } from './adapters/os/credential-finder'
import { systemClock } from './adapters/os/clock'
import { openBrowser } from './adapters/os/browser'
import { createFileLog, silentLog } from './adapters/os/log'
import { thisMachine } from './adapters/os/machine'
import { createSandboxLauncher } from './adapters/os/sandbox-launcher'
import { type Cipher, createEncryptedSecretStore } from './adapters/secrets/encrypted-secret-store'
import { createMemorySecretStore } from './adapters/secrets/memory-secret-store'
import { createFileDocuments } from './adapters/storage/file-documents'
import { createScriptFolder, noScriptFolder } from './adapters/storage/keep-script'
import { createMemoryDocuments } from './adapters/storage/memory-documents'
import { settingsFolder } from './adapters/storage/settings-folder'
import type { Application } from './core/application'
import { createApplication } from './core/create-application'
import type { Log } from './core/ports/machine'

export interface Composition {
  host: 'electron' | 'browser' | 'cli'
  /** `memory` keeps nothing: no settings, no log. */
  settings: 'memory' | { folder: string }
  /** Encryption by the operating system; without it tokens stay in memory. */
  cipher?: Cipher
}

/** The folder of the built programs, whether this code ended up in a program or in a chunk that programs share. */
export function programsFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  return basename(here) === 'chunks' ? dirname(here) : here
}

/** Where this user's settings are; see `settingsFolder`. */
export const usualSettings = (electronUserData?: string): { folder: string } => ({ folder: settingsFolder(process.env, electronUserData) })

const now = () => systemClock.now()

export const openLog = (settings: Composition['settings']): Log =>
  settings === 'memory' ? silentLog : createFileLog(join(settings.folder, 'assistant.log'), now)

/** The one place that picks implementations. */
export async function composeApplication({ host, settings, cipher }: Composition): Promise<Application> {
  const documents = settings === 'memory' ? createMemoryDocuments() : createFileDocuments(settings.folder, now)
  const secrets = cipher
    ? await createEncryptedSecretStore(cipher, documents, now)
    : createMemorySecretStore(now, 'Only the window of the assistant can use the key store of this computer. Here tokens are kept in memory until the assistant ends.')
  return createApplication(
    {
      openWorkspace,
      openSetupWorkspace,
      openSqlSession,
      prepareConnection,
      oauth,
      openBrowser,
      keepScript: settings === 'memory' ? noScriptFolder : createScriptFolder(join(settings.folder, 'scripts')),
      openAuditWorkspace,
      probes: networkProbes,
      documents,
      secrets,
      credentials: createCredentialFinder(process.env),
      sandbox: createSandboxLauncher(join(programsFolder(), 'sandbox.js')),
      machine: thisMachine,
      clock: systemClock,
      log: openLog(settings),
    },
    { name: productName, version, host },
  )
}
