import { type Bench, median, ms, timed } from './measure'
import { bareSelectOne, startSandboxProcess } from './sandbox-process'

export const sandboxStart: Bench = {
  name: 'sandbox-start',
  async run() {
    const untilReady: number[] = []
    const untilQuery: number[] = []
    for (let round = 0; round < 5; round++) {
      const start = performance.now()
      const sandbox = await startSandboxProcess()
      untilReady.push(performance.now() - start)
      await timed(() => bareSelectOne(sandbox.ready))
      untilQuery.push(performance.now() - start)
      await sandbox.stop()
    }
    return [
      { name: 'process start to ready line (median of 5)', value: ms(median(untilReady)) },
      { name: 'process start to first query answered (median of 5)', value: ms(median(untilQuery)), target: '< 1 s' },
    ]
  },
}
