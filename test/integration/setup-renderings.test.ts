import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { GoalInput } from '../../src/shared/setup/goal'
import { pending } from '../../src/shared/setup/plan'
import { renderCli } from '../../src/shared/setup/render/cli'
import { renderRollback } from '../../src/shared/setup/render/rollback'
import { renderSql } from '../../src/shared/setup/render/sql'
import { followScript } from '../support/follow-script'
import { setupApplication } from '../support/setup-application'
import { anyName } from '../support/setup-goals'
import { sandboxForTest, type TestSandbox } from './sandbox-support'

let sandbox: TestSandbox | undefined
afterEach(async () => {
  await sandbox?.close()
  sandbox = undefined
})

const follow = (script: string, workspace: TestSandbox, values?: Record<string, string>): Promise<Record<string, string>> =>
  followScript(script, (method, path, raw) => workspace.call(method, path, { as: 'admin', ...(raw === undefined ? {} : { raw, headers: { 'content-type': 'application/json' } }) }), values)

const goalOf = (catalog: string, schema: string, name: string): GoalInput => ({
  catalog: { name: catalog, comment: `for ${schema}` }, schema: { name: schema }, warehouse: { name: 'clevertap_warehouse' }, principal: { kind: 'servicePrincipal', name }, token: { lifetimeDays: 90 },
})

describe('the SQL script, followed by hand', () => {
  it('leads to the same state as running the plan, whatever the names', async () => {
    await fc.assert(
      fc.asyncProperty(anyName, anyName, anyName, async (catalog, schema, name) => {
        sandbox = await sandboxForTest({ workspace: 'empty' })
        // The sandbox finds no principal by a name with a quote or a backslash in it.
        const importer = `p${name.replace(/[@"\\]/g, '')}`
        try {
          const app = await setupApplication(sandbox.ready)
          const goal = goalOf(`c${catalog}`, `s${schema}`, importer)
          const before = await app.look(goal)
          await follow(renderSql(before.plan), sandbox)
          expect(pending((await app.look(goal)).plan).map(({ id }) => id)).toEqual([])
        } finally {
          await sandbox.close()
          sandbox = undefined
        }
      }),
      { numRuns: 4 },
    )
  }, 120_000)

  it('makes curated views that read what they should, and is taken back by its rollback', async () => {
    sandbox = await sandboxForTest({ workspace: 'retail' })
    const app = await setupApplication(sandbox.ready)
    const views = [{ name: 'customers_for_clevertap', from: { catalog: 'retail', schema: 'customer_data', table: 'customers' }, columns: ['customer_id'] }]
    const goal: GoalInput = { ...goalOf('clevertap_catalog', 'clevertap_schema', 'new importer'), tables: ['customers_for_clevertap'], views, token: 'none' }
    const before = await app.look(goal)
    const values = await follow(renderSql(before.plan), sandbox)
    const after = await app.look(goal)
    expect(pending(after.plan).map(({ id }) => id)).toEqual([])
    await follow(renderRollback(before.plan), sandbox, values)
    const back = await app.look(goal)
    expect(back.facts.catalog).toEqual({ known: true, value: { exists: false } })
    // It stays known to the account; a workspace takes it out of itself only.
    expect(back.facts.principal).toMatchObject({ value: { assigned: { known: true, value: false } } })
  }, 60_000)
})

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0
const canRun = has('databricks') && has('jq')

/** Not a waiting call: the sandbox lives in this process. */
function runBash(script: string, env: NodeJS.ProcessEnv): Promise<{ status: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-s'], { env, stdio: ['pipe', 'ignore', 'pipe'], timeout: 100_000 })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stderr: status === 0 ? '' : stderr }))
    child.stdin.end(script)
  })
}

describe(`the bash script${canRun ? '' : ' (not run: needs the programs databricks and jq)'}`, () => {
  it.skipIf(!canRun)('leads to the same state, and changes nothing when it is run again', async () => {
    sandbox = await sandboxForTest({ workspace: 'empty' })
    const app = await setupApplication(sandbox.ready)
    const { plan, goal } = await app.look({ ...goalOf('c-1', "s'2", 'importer'), token: 'none' })
    const { host, port, caFile } = sandbox.ready
    const folder = mkdtempSync(join(tmpdir(), 'rendering-'))
    const env = { ...process.env, HOME: folder, DATABRICKS_HOST: `https://${host}:${port}`, DATABRICKS_TOKEN: sandbox.token('admin'), SSL_CERT_FILE: caFile }
    try {
      for (const time of ['first', 'second']) {
        expect(await runBash(renderCli(plan, goal, { shell: 'bash' }), env), time).toEqual({ status: 0, stderr: '' })
        expect(pending((await app.look(goal)).plan).map(({ id }) => id)).toEqual([])
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 240_000)
})
