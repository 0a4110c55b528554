// npm run build: compiles every program into out/. Without --force only when out/ is not up to date.
import { ensureBuildOrExit } from './lib/ensure-build.mjs'

await ensureBuildOrExit({ force: process.argv.includes('--force') })
