import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../core/ports/machine'

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, { signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  },
}
