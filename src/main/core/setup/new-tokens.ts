import type { Secret } from '../secret'

/** Tokens that setups made, in memory only: each is handed out to the screen once, and stays for the connection of this run. */
export interface NewTokens {
  put(setupId: string, token: Secret): void
  /** For the connection of this setup. */
  get(setupId: string): Secret | undefined
  /** The value, the first time; nothing after that. */
  showOnce(setupId: string): Secret | undefined
  state(setupId: string): 'none' | 'ready' | 'shown'
  forget(setupId: string): void
}

export function createNewTokens(): NewTokens {
  const held = new Map<string, { token: Secret; shown: boolean }>()
  return {
    put: (setupId, token) => void held.set(setupId, { token, shown: false }),
    get: (setupId) => held.get(setupId)?.token,
    showOnce(setupId) {
      const one = held.get(setupId)
      if (!one || one.shown) return undefined
      one.shown = true
      return one.token
    },
    state: (setupId) => {
      const one = held.get(setupId)
      return one === undefined ? 'none' : one.shown ? 'shown' : 'ready'
    },
    forget: (setupId) => void held.delete(setupId),
  }
}
