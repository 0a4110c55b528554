import { z } from 'zod'
import type { SignInRole } from '#shared/discovery/discovery'
import type { Clock } from '../ports/machine'
import type { Documents } from '../ports/storage'

/** What is known about a token besides its value: bound to its id (SHA-256), so that facts never outlive the token they are about. */
const TokenFact = z.object({ tokenId: z.string(), expiresAt: z.number(), learntAt: z.number() })
export type TokenFact = z.infer<typeof TokenFact>
const Facts = z.object({ importer: TokenFact.optional(), admin: TokenFact.optional() })

const nameOf = (profileId: string) => `token-facts-${profileId}`

export interface TokenFacts {
  get(profileId: string, role: SignInRole): TokenFact | undefined
  learn(profileId: string, role: SignInRole, tokenId: string, expiresAt: number): void
  forget(profileId: string, role: SignInRole): void
  forgetAll(profileId: string): void
}

export function createTokenFacts({ documents, clock }: { documents: Documents; clock: Clock }): TokenFacts {
  const read = (profileId: string) => Facts.safeParse(documents.read(nameOf(profileId))).data ?? {}
  return {
    get: (profileId, role) => read(profileId)[role],
    learn: (profileId, role, tokenId, expiresAt) =>
      documents.write(nameOf(profileId), { ...read(profileId), [role]: { tokenId, expiresAt, learntAt: clock.now() } }),
    forget(profileId, role) {
      const { [role]: gone, ...rest } = read(profileId)
      if (gone) documents.write(nameOf(profileId), rest)
    },
    forgetAll: (profileId) => documents.remove(nameOf(profileId)),
  }
}
