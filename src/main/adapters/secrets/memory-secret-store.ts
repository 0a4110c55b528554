import type { SignInRole } from '#shared/discovery/discovery'
import type { SecretStore } from '../../core/ports/storage'
import type { Secret } from '../../core/secret'

/** What a token is recognised by on screen; nothing for one so short that four characters would give it away. */
export function lastFour(secret: Secret): string | undefined {
  const value = secret.reveal()
  return value.length >= 16 ? value.slice(-4) : undefined
}

/** Tokens in memory only, for hosts without a key store and where the operating system can't encrypt. */
export function createMemorySecretStore(now: () => number, reason: string): SecretStore {
  const kept = new Map<string, { secret: Secret; savedAt: number }>()
  const key = (profileId: string, role: SignInRole) => `${profileId}/${role}`
  return {
    durability: () => ({ durable: false, reason }),
    async put(profileId, role, secret) {
      const savedAt = now()
      kept.set(key(profileId, role), { secret, savedAt })
      return { keeping: 'run', savedAt }
    },
    get: async (profileId, role) => kept.get(key(profileId, role))?.secret,
    state(profileId, role) {
      const entry = kept.get(key(profileId, role))
      return entry ? { keeping: 'run', savedAt: entry.savedAt, lastFour: lastFour(entry.secret) } : { keeping: 'none' }
    },
    async forget(profileId, role) {
      kept.delete(key(profileId, role))
    },
  }
}
