import { createHash } from 'node:crypto'
import type { Clock, CredentialFinder, FoundCredentials, Log, Machine, SandboxLauncher } from '../../src/main/core/ports/machine'
import { failure, success } from '../../src/shared/result'
import type { SandboxReady } from '../../src/shared/sandbox/sandbox'

/** A clock that stands still until `advance`; sleepers wake in order of their time. */
export interface FakeClock extends Clock {
  advance(ms: number): Promise<void>
}

export function fakeClock(startAt = Date.UTC(2026, 10, 23)): FakeClock {
  let now = startAt
  const sleepers = new Set<{ at: number; wake: () => void }>()
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const sleeper = {
          at: now + ms,
          wake: () => {
            sleepers.delete(sleeper)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal.addEventListener('abort', sleeper.wake, { once: true })
      }),
    async advance(ms) {
      const until = now + ms
      await settle()
      for (;;) {
        const next = [...sleepers].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0]
        if (!next) break
        now = Math.max(now, next.at)
        next.wake()
        await settle()
      }
      now = until
      await settle()
    },
  }
}

/** Keeps every line, so that a test can look for what must not be there. */
export function fakeLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const line = (level: string, event: string, facts: unknown) => void lines.push(`${level} ${event} ${JSON.stringify(facts)}`)
  return {
    lines,
    info: (event, facts) => line('info', event, facts),
    warn: (event, facts) => line('warn', event, facts),
    error: (event, error, facts) => line('error', event, { error: error instanceof Error ? `${error.message} ${error.stack}` : error, ...facts }),
  }
}

export function fakeMachine(): Machine {
  let id = 0
  return {
    computer: () => 'desk-7',
    addresses: () => ['192.0.2.7'],
    programVersion: () => '0.0.0',
    newId: () => `id-${++id}`,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  }
}

export const fakeFinder = (found: FoundCredentials[] = []): CredentialFinder => ({ find: async () => found })

/** A sandbox that is a piece of data: `ready` is what it says, without one it can't be started. */
export function fakeLauncher(ready?: SandboxReady): SandboxLauncher {
  let isRunning = false
  return {
    workspaces: () => [{ name: 'retail', title: 'Small retail shop' }],
    async start() {
      if (!ready) return failure({ stage: 'sandbox', message: 'The sandbox is not built.' })
      isRunning = true
      return success(ready)
    },
    running: () => (isRunning && ready ? { workspace: 'retail', ready } : undefined),
    async stop() {
      isRunning = false
    },
  }
}
