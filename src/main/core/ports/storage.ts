import type { SignInRole } from '#shared/discovery/discovery'
import type { TokenKeeping } from '#shared/profile/profile'
import type { Secret } from '../secret'

/**
 * A folder of small JSON documents. Writes are atomic (temporary file, then rename). A file that can't be parsed is
 * renamed aside (`name.damaged-<time>.json`), reported through `notices`, and read as absent.
 */
export interface Documents {
  readonly folder: string
  readonly notices: readonly string[]
  /** `undefined` when absent. The caller validates. */
  read(name: string): unknown
  write(name: string, value: unknown): void
  /** The document and the log of this name. */
  remove(name: string): void
  /** Names of documents. */
  list(): string[]
  /**
   * The log of this name, in the order of writing; empty when absent. A last line that a crash cut off is left out. A file with lines that
   * can't be parsed is kept aside under another name and reported through `notices`; the lines that can be read stay.
   */
  readLog(name: string): unknown[]
  /** Adds to a log. It is on disk when this returns, and what is there already is not written again. */
  append(name: string, value: unknown): void
}

/** Keeps tokens. It never writes one in clear. */
export interface SecretStore {
  /** Whether `os` keeping works here; `reason` is a sentence for the user either way. */
  durability(): { durable: boolean; reason: string }
  /** Falls back to `run` where the operating system can't encrypt; answers what it really did. */
  put(profileId: string, role: SignInRole, secret: Secret, keep: 'run' | 'os'): Promise<{ keeping: TokenKeeping; savedAt: number }>
  get(profileId: string, role: SignInRole): Promise<Secret | undefined>
  state(profileId: string, role: SignInRole): { keeping: TokenKeeping; savedAt?: number; lastFour?: string }
  forget(profileId: string, role: SignInRole): Promise<void>
}
