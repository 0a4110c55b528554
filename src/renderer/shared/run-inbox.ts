import type { RunMessage } from '#shared/contract/bridge'
import type { Output, RunEvent, RunName } from '#shared/contract/contract'
import type { Result } from '#shared/result'

interface Follower {
  event(event: unknown): void
  finished(result: Result<unknown>): void
}

/** Messages of runs nobody follows (another page's, say) are dropped beyond this many runs. */
const KEPT_RUNS = 50

/**
 * Sorts run messages by run. A fast run may speak before its id has come back from `start`: such messages wait here.
 * A message that was already seen (a stream that reconnected) is dropped by its number.
 */
export function createRunInbox() {
  const followers = new Map<string, Follower>()
  const waiting = new Map<string, RunMessage[]>()
  const nextSeq = new Map<string, number>()

  const deliver = (follower: Follower, message: RunMessage) => {
    if (message.seq < (nextSeq.get(message.runId) ?? 0)) return
    nextSeq.set(message.runId, message.seq + 1)
    if (message.kind === 'event') follower.event(message.event)
    else {
      followers.delete(message.runId)
      nextSeq.delete(message.runId)
      follower.finished(message.result)
    }
  }

  return {
    receive(message: RunMessage): void {
      const follower = followers.get(message.runId)
      if (follower) {
        deliver(follower, message)
        return
      }
      waiting.set(message.runId, [...(waiting.get(message.runId) ?? []), message])
      const oldest = waiting.keys().next().value
      if (waiting.size > KEPT_RUNS && oldest !== undefined) waiting.delete(oldest)
    },
    follow<K extends RunName>(runId: string, onEvent: (event: RunEvent<K>) => void): Promise<Result<Output<K>>> {
      return new Promise((resolve) => {
        // The contract ties a run's id to its event and output types; the host has validated both.
        const follower: Follower = { event: (event) => onEvent(event as RunEvent<K>), finished: (result) => resolve(result as Result<Output<K>>) }
        followers.set(runId, follower)
        const early = waiting.get(runId) ?? []
        waiting.delete(runId)
        for (const message of early) deliver(follower, message)
      })
    },
  }
}
