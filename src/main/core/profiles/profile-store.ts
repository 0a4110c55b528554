import type { Profile } from '#shared/profile/profile'
import type { Clock, Log } from '../ports/machine'
import type { Documents } from '../ports/storage'
import { type StoredProfiles, readStoredProfiles } from './stored-profiles'

const NAME = 'profiles'

/** The connections on disk. Read each time: another window or the command line may have changed them. */
export interface ProfileStore {
  all(): Profile[]
  get(id: string): Profile | undefined
  /** Adds it, or replaces the one with its id. */
  put(profile: Profile): void
  remove(id: string): void
  /** Sentences about connections that could not be read and were kept aside. */
  notices(): string[]
}

export function createProfileStore({ documents, clock, log }: { documents: Documents; clock: Clock; log: Log }): ProfileStore {
  const notices: string[] = []
  function all(): Profile[] {
    const { profiles, unreadable } = readStoredProfiles(documents.read(NAME))
    if (unreadable) {
      const aside = `${NAME}.kept-${clock.now()}`
      documents.write(aside, unreadable.part)
      write(profiles)
      notices.push(`Some stored connections could not be read: ${unreadable.why}. They are kept in ${aside}.`)
      log.warn('profiles.unreadable', { aside, why: unreadable.why })
    }
    return profiles
  }
  const write = (profiles: Profile[]) => documents.write(NAME, { version: 1, profiles } satisfies StoredProfiles)
  return {
    all,
    get: (id) => all().find((profile) => profile.id === id),
    put(profile) {
      const profiles = all()
      const at = profiles.findIndex(({ id }) => id === profile.id)
      write(at < 0 ? [...profiles, profile] : profiles.with(at, profile))
    },
    remove: (id) => write(all().filter((profile) => profile.id !== id)),
    notices: () => [...notices],
  }
}
