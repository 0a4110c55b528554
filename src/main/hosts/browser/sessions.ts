import { createHash, randomBytes } from 'node:crypto'

const KEPT_KEYS = 3
const KEPT_SESSIONS = 20

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const newSecret = () => randomBytes(32).toString('base64url')

function remember(kept: Set<string>, value: string, limit: number): void {
  kept.add(value)
  for (const oldest of kept) {
    if (kept.size <= limit) break
    kept.delete(oldest)
  }
}

/**
 * Who may use the browser host: whoever opened a printed URL. Its key works once and is exchanged for a session cookie.
 * Only digests are kept, and looking one up takes no time that depends on the secret.
 */
export interface Sessions {
  /** A key that works once. The few newest ones stay valid until used. */
  newKey(): string
  /** The session for a key, or nothing when the key is unknown or used. */
  exchange(key: string): string | undefined
  isValid(session: string | undefined): boolean
}

export function createSessions(): Sessions {
  const keys = new Set<string>()
  const sessions = new Set<string>()
  return {
    newKey() {
      const key = newSecret()
      remember(keys, digest(key), KEPT_KEYS)
      return key
    },
    exchange(key) {
      if (!keys.delete(digest(key))) return undefined
      const session = newSecret()
      remember(sessions, digest(session), KEPT_SESSIONS)
      return session
    },
    isValid: (session) => session !== undefined && sessions.has(digest(session)),
  }
}

/** Value of one cookie of a `Cookie` header. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}
