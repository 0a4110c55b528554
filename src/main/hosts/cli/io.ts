import type { Application } from '../../core/application'

/** The command was fine: Ready, or the error was explained. */
export const EXIT_OK = 0
/** The check failed, or did not prove what it was to prove. */
export const EXIT_NOT_READY = 1
export const EXIT_USAGE = 2
export const EXIT_INTERNAL = 3
export type ExitCode = typeof EXIT_OK | typeof EXIT_NOT_READY | typeof EXIT_USAGE | typeof EXIT_INTERNAL

/** Everything a command touches outside the application, so that it can be run in a test without a process. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>
  /** Results, and nothing else. */
  out: (text: string) => void
  /** Progress and errors. */
  err: (text: string) => void
  stdin: { isTerminal: boolean; chunks: AsyncIterable<string | Uint8Array> }
  /** Ctrl-C. Returns the way to stop listening. */
  onInterrupt: (listener: () => void) => () => void
  /** `kept`: with this user's settings folder, for what must survive the end of the process. Else nothing is kept. */
  compose: (options?: { kept: boolean }) => Promise<Application>
}

/** A command that can't be run as it was given. `message` is a sentence for the user and carries no secret. */
export class UsageProblem {
  constructor(readonly message: string) {}
}
