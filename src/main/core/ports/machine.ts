import type { Outcome } from '#shared/result'
import type { SandboxReady } from '#shared/sandbox/sandbox'
import type { Secret } from '../secret'

export interface Clock {
  now(): number
  /** Resolves early, without an error, when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Structured log without secrets: values pass through redaction before they are written. */
export interface Log {
  info(event: string, facts?: Record<string, unknown>): void
  warn(event: string, facts?: Record<string, unknown>): void
  error(event: string, error: unknown, facts?: Record<string, unknown>): void
}

export interface Machine {
  computer(): string
  /** Own addresses, loopback excluded. */
  addresses(): string[]
  programVersion(): string
  newId(): string
  sha256(text: string): string
}

export interface FoundCredentials {
  id: string
  label: string
  host?: string
  httpPath?: string
  token?: Secret
  remark?: string
}
/** `~/.databrickscfg` profiles and `DATABRICKS_*` variables. Read when asked, never kept. */
export interface CredentialFinder {
  find(): Promise<FoundCredentials[]>
}

/** The sandbox workspace as a child process. `ready` carries its tokens: they stay in the main process. */
export interface SandboxLauncher {
  workspaces(): { name: string; title: string }[]
  start(workspace: string, signal: AbortSignal): Promise<Outcome<SandboxReady>>
  running(): { workspace: string; ready: SandboxReady } | undefined
  stop(): Promise<void>
}
