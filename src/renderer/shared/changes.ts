import type { OperationName } from '#shared/contract/contract'

/** Operations after which what a screen knows about connections, tokens, tests, the sandbox or settings may be old. */
const CHANGING: ReadonlySet<OperationName> = new Set<OperationName>([
  'settings.put', 'profiles.create', 'profiles.save', 'profiles.duplicate', 'profiles.rename', 'profiles.delete',
  'tokens.put', 'tokens.forget', 'credentials.take', 'handoff.import', 'sandbox.start', 'sandbox.stop', 'sandbox.connect',
  'test.run', 'permissions.verify', 'setup.sign-in', 'setup.sign-out',
])

type Listener = (name: OperationName) => void
const listeners = new Set<Listener>()

/** Called by the api after every operation that ended; harmless ones are not passed on. */
export function operationEnded(name: OperationName): void {
  if (CHANGING.has(name)) for (const listener of listeners) listener(name)
}

/** Hears of every operation of this page that may have changed something. Returns the way to stop. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
