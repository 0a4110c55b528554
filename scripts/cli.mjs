// npm run cli -- <command>: the command line, and `sandbox`, a program of its own. Nothing but their output goes to standard output.
import { join } from 'node:path'
import { ROOT, ensureBuildOrExit } from './lib/ensure-build.mjs'
import { runInPlace } from './lib/run-child.mjs'

await ensureBuildOrExit()
const args = process.argv.slice(2)
const [program, rest] = args[0] === 'sandbox' ? ['sandbox', args.slice(1)] : ['cli', args]
process.exitCode = await runInPlace(process.execPath, [join(ROOT, 'out/main', `${program}.js`), ...rest])
