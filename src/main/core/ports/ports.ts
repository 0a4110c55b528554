import type { OpenAuditWorkspace } from './audit-workspace'
import type { CredentialFinder, Clock, Log, Machine, SandboxLauncher } from './machine'
import type { Documents, SecretStore } from './storage'
import type { NetworkProbes, OpenSqlSession, OpenWorkspace, PrepareConnection } from './workspace'
import type { KeepScript, OAuth, OpenBrowser, OpenSetupWorkspace } from './setup-workspace'

/** Everything the application needs from outside. `compose.ts` alone picks the implementations. */
export interface Ports {
  openWorkspace: OpenWorkspace
  openSetupWorkspace: OpenSetupWorkspace
  openSqlSession: OpenSqlSession
  prepareConnection: PrepareConnection
  oauth: OAuth
  openBrowser: OpenBrowser
  keepScript: KeepScript
  openAuditWorkspace: OpenAuditWorkspace
  probes: NetworkProbes
  documents: Documents
  secrets: SecretStore
  credentials: CredentialFinder
  sandbox: SandboxLauncher
  machine: Machine
  clock: Clock
  log: Log
}
