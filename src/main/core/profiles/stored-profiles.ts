import { z } from 'zod'
import { Profile } from '#shared/profile/profile'

/** The document as this version of the program writes it. */
export const StoredProfiles = z.object({ version: z.literal(1), profiles: z.array(Profile) })
export type StoredProfiles = z.infer<typeof StoredProfiles>

/** From version n to n + 1, one function per released version; each gets exactly what its version wrote. */
const MIGRATIONS: Readonly<Record<number, (old: unknown) => unknown>> = {}
const CURRENT = 1

/** `unreadable` holds what could not be understood and must be kept aside, never overwritten. */
export interface ReadProfiles {
  profiles: Profile[]
  unreadable?: { part: unknown; why: string }
}

/**
 * Reads a stored document of any version, entry by entry: one damaged connection never costs the others. A document of
 * a newer version of the program is not touched.
 */
export function readStoredProfiles(document: unknown): ReadProfiles {
  if (document === undefined) return { profiles: [] }
  const version = z.object({ version: z.number().int().positive() }).safeParse(document)
  if (!version.success) return { profiles: [], unreadable: { part: document, why: 'it is not a list of connections' } }
  if (version.data.version > CURRENT) return { profiles: [], unreadable: { part: document, why: 'a newer version of the assistant wrote it' } }
  let current: unknown = document
  for (let at = version.data.version; at < CURRENT; at++) {
    const migrate = MIGRATIONS[at]
    if (!migrate) return { profiles: [], unreadable: { part: document, why: `version ${at} is not known` } }
    current = migrate(current)
  }
  const list = z.object({ profiles: z.array(z.unknown()) }).safeParse(current)
  if (!list.success) return { profiles: [], unreadable: { part: document, why: 'it is not a list of connections' } }
  const profiles: Profile[] = []
  const damaged: unknown[] = []
  for (const entry of list.data.profiles) {
    const parsed = Profile.safeParse(entry)
    if (parsed.success) profiles.push(parsed.data)
    else damaged.push(entry)
  }
  if (damaged.length === 0) return { profiles }
  return { profiles, unreadable: { part: damaged, why: damaged.length === 1 ? 'one connection is damaged' : `${damaged.length} connections are damaged` } }
}
