import { z } from 'zod'
import { Setup } from '#shared/setup/setup'
import type { Clock, Log } from '../ports/machine'
import type { Documents } from '../ports/storage'

const NAME = 'setups'
const Stored = z.object({ version: z.literal(1), setups: z.array(z.unknown()) })

/** The setups on disk. Read each time: another window or the command line may have changed them. No secrets. */
export interface SetupStore {
  all(): Setup[]
  get(id: string): Setup | undefined
  put(setup: Setup): void
  remove(id: string): void
}

export function createSetupStore({ documents, clock, log }: { documents: Documents; clock: Clock; log: Log }): SetupStore {
  const write = (setups: Setup[]) => documents.write(NAME, { version: 1, setups })
  function all(): Setup[] {
    const document = documents.read(NAME)
    if (document === undefined) return []
    const stored = Stored.safeParse(document)
    const parsed = (stored.data?.setups ?? []).map((one) => Setup.safeParse(one))
    const setups = parsed.flatMap((one) => (one.success ? [one.data] : []))
    if (!stored.success || setups.length < parsed.length) {
      // Kept aside before anything overwrites it.
      const aside = `${NAME}.kept-${clock.now()}`
      documents.write(aside, document)
      write(setups)
      log.warn('setups.unreadable', { aside })
    }
    return setups
  }
  return {
    all,
    get: (id) => all().find((setup) => setup.id === id),
    put(setup) {
      const setups = all()
      const at = setups.findIndex(({ id }) => id === setup.id)
      write(at < 0 ? [...setups, setup] : setups.with(at, setup))
    },
    remove: (id) => write(all().filter((setup) => setup.id !== id)),
  }
}
