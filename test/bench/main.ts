import { connectionTest } from './connection-test'
import { firstScreen } from './first-screen'
import { grid } from './grid'
import type { Bench } from './measure'
import { analyseGrants } from './analyse-grants'
import { audit } from './audit'
import { planBench } from './plan'
import { rendererWeight } from './renderer-weight'
import { sandboxStart } from './sandbox-start'

const benches: Bench[] = [sandboxStart, connectionTest, planBench, analyseGrants, audit, rendererWeight, firstScreen, grid]

const wanted = process.argv.slice(2)
for (const bench of benches.filter((one) => wanted.length === 0 || wanted.includes(one.name))) {
  console.log(`\n${bench.name}`)
  for (const figure of await bench.run()) console.log(`  ${figure.name}: ${figure.value}${figure.target ? `   (target ${figure.target})` : ''}`)
}
process.exit(0)
