import { z } from 'zod'
import type { SignInRole } from '#shared/discovery/discovery'
import type { Documents, SecretStore } from '../../core/ports/storage'
import { Secret } from '../../core/secret'
import { createMemorySecretStore, lastFour } from './memory-secret-store'

/** Encryption by the operating system. `reason` is a sentence for the user either way. */
export interface Cipher {
  availability(): Promise<{ available: boolean; reason: string }>
  encrypt(text: string): Promise<Buffer>
  /** `again`: the key has changed since, the text should be encrypted once more. */
  decrypt(encrypted: Buffer): Promise<{ text: string; again: boolean }>
}

const DOCUMENT = 'tokens'
const Stored = z.object({
  version: z.literal(1),
  tokens: z.record(z.string(), z.object({ encrypted: z.string(), savedAt: z.number(), lastFour: z.string().optional() })),
})
type Stored = z.infer<typeof Stored>

/**
 * Keeps tokens encrypted in a document, those the user wants kept; all others in memory. Where the operating system
 * can't encrypt, every token stays in memory and `durability` says so. What can't be decrypted any more is dropped and
 * counts as absent.
 */
export async function createEncryptedSecretStore(cipher: Cipher, documents: Documents, now: () => number): Promise<SecretStore> {
  const { available, reason } = await cipher.availability()
  const memory = createMemorySecretStore(now, reason)
  if (!available) return memory

  const key = (profileId: string, role: SignInRole) => `${profileId}/${role}`
  const read = (): Stored => Stored.safeParse(documents.read(DOCUMENT)).data ?? { version: 1, tokens: {} }
  // Reading, changing and writing happen in one turn, so that parallel changes don't lose each other.
  const change = (edit: (tokens: Stored['tokens']) => void) => {
    const { tokens } = read()
    edit(tokens)
    documents.write(DOCUMENT, { version: 1, tokens } satisfies Stored)
  }
  const drop = (id: string) => {
    if (read().tokens[id]) change((tokens) => delete tokens[id])
  }
  const store = async (id: string, secret: Secret, savedAt: number) => {
    const encrypted = (await cipher.encrypt(secret.reveal())).toString('base64')
    change((tokens) => (tokens[id] = { encrypted, savedAt, lastFour: lastFour(secret) }))
  }

  return {
    durability: () => ({ durable: true, reason }),
    async put(profileId, role, secret, keep) {
      if (keep === 'os') {
        const savedAt = now()
        try {
          await store(key(profileId, role), secret, savedAt)
          await memory.forget(profileId, role)
          return { keeping: 'os', savedAt }
        } catch {
          // The key store may be locked or gone by now: memory still works, and the answer says what happened.
        }
      }
      drop(key(profileId, role))
      return memory.put(profileId, role, secret, 'run')
    },
    async get(profileId, role) {
      const inMemory = await memory.get(profileId, role)
      if (inMemory) return inMemory
      const id = key(profileId, role)
      const entry = read().tokens[id]
      if (!entry) return undefined
      try {
        const { text, again } = await cipher.decrypt(Buffer.from(entry.encrypted, 'base64'))
        const secret = new Secret(text)
        // The old form still opens: failing to renew it now costs nothing.
        if (again) await store(id, secret, entry.savedAt).catch(() => undefined)
        return secret
      } catch {
        drop(id)
        return undefined
      }
    },
    state(profileId, role) {
      const inMemory = memory.state(profileId, role)
      if (inMemory.keeping !== 'none') return inMemory
      const entry = read().tokens[key(profileId, role)]
      return entry ? { keeping: 'os', savedAt: entry.savedAt, lastFour: entry.lastFour } : { keeping: 'none' }
    },
    async forget(profileId, role) {
      await memory.forget(profileId, role)
      drop(key(profileId, role))
    },
  }
}
