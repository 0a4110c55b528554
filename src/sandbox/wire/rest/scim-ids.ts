import { randomInt } from 'node:crypto'
import type { SandboxContext } from '../context'

/** Sixteen digits that no identity of the workspace has yet. */
export function freshId({ state }: SandboxContext): string {
  for (;;) {
    const id = String(randomInt(1_000_000_000_000, 9_999_999_999_999)) + String(randomInt(100, 999))
    if (!state.identities.some((one) => one.id === id)) return id
  }
}
