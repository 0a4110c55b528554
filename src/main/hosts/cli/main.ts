import { redact } from '#shared/diagnosis/redact'
import { composeApplication, usualSettings } from '../../compose'
import { runCli } from './cli'
import { EXIT_INTERNAL, EXIT_NOT_READY, type Io } from './io'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** The command line's entry, built to `out/main/cli.js`. */
const io: Io = {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: {
    get isTerminal() {
      return process.stdin.isTTY === true
    },
    // Reached only by commands that read it: the others must not wait for standard input.
    get chunks() {
      return process.stdin
    },
  },
  onInterrupt(listener) {
    let interrupted = false
    const onSignal = (): void => {
      // Whoever asks twice does not want to wait for a clean end.
      if (interrupted) process.exit(EXIT_NOT_READY)
      interrupted = true
      listener()
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
    return () => {
      for (const signal of SIGNALS) process.off(signal, onSignal)
    }
  },
  compose: ({ kept } = { kept: false }) => composeApplication({ host: 'cli', settings: kept ? usualSettings() : 'memory' }),
}

/** Whoever read our output has gone (`| head`): there is nobody left to tell. */
process.stdout.on('error', () => process.exit(EXIT_INTERNAL))

const written = (stream: NodeJS.WriteStream): Promise<void> => new Promise((resolve) => stream.write('', () => resolve()))

runCli(process.argv.slice(2), io)
  .catch((error: unknown) => {
    process.stderr.write(`internal error: ${redact(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`)
    return EXIT_INTERNAL
  })
  .then(async (code) => {
    await Promise.all([written(process.stdout), written(process.stderr)])
    process.exit(code)
  })
  .catch(() => process.exit(EXIT_INTERNAL))
