import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GoalInput } from '../../src/shared/setup/goal'
import { type CliResult, finished, runCliProcess, spawnCli } from '../support/cli-process'
import { sandboxForTest, type TestSandbox } from './sandbox-support'

let folder: string
let sandbox: TestSandbox | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-setup-'))
})
afterEach(async () => {
  await sandbox?.close()
  sandbox = undefined
  rmSync(folder, { recursive: true, force: true })
})

const GOAL: GoalInput = {
  catalog: { name: 'clevertap_catalog' },
  schema: { name: 'clevertap_schema' },
  warehouse: { name: 'clevertap_warehouse' },
  principal: { kind: 'servicePrincipal', name: 'clevertap' },
  token: { lifetimeDays: 90 },
}
const goalFile = (goal: unknown): string => {
  const file = join(folder, 'goal.json')
  writeFileSync(file, JSON.stringify(goal))
  return file
}
const environment = (): Record<string, string> => ({ ASSISTANT_SETTINGS_DIR: join(folder, 'settings'), ...(sandbox ? { DATABRICKS_TOKEN: sandbox.token('admin') } : {}) })
const place = ({ ready }: TestSandbox): string[] => ['--host', ready.host, '--port', String(ready.port), '--ca-file', ready.caFile]
const cli = (...args: string[]): Promise<CliResult> => runCliProcess(args, { env: environment() })
const tokenFile = (): string => join(folder, 'token.txt')
const applyArgs = (box: TestSandbox, goal: unknown = GOAL, ...more: string[]): string[] => ['apply', '--goal', goalFile(goal), '--yes', ...place(box), ...more]
const everythingWritten = (): string => {
  const settings = join(folder, 'settings')
  return readdirSync(settings, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(settings, name)).isFile()).map((name) => readFileSync(join(settings, name), 'utf8')).join('\n')
}

describe('plan', () => {
  it('plans offline for an empty workspace, in each format', async () => {
    const goal = goalFile({ ...GOAL, token: 'none' })
    const sql = await cli('plan', '--goal', goal)
    expect(sql).toMatchObject({ code: 0 })
    expect(sql.out).toContain('GRANT SELECT ON SCHEMA `clevertap_catalog`.`clevertap_schema`')
    expect((await cli('plan', '--goal', goal, '--format', 'cli')).out).toMatch(/^#!\/usr\/bin\/env bash/)
    expect((await cli('plan', '--goal', goal, '--format', 'terraform')).out).toContain('databricks_grant')
    expect(JSON.parse((await cli('plan', '--goal', goal, '--format', 'json')).out)).toMatchObject({ plan: { obstacles: [] } })
  }, 60_000)

  it.each([
    [{ ...GOAL, catalog: { name: 'a.b' } }, 'catalog.name'],
    [{ ...GOAL, tables: ['orders', 'no/slash'] }, 'tables[1]'],
    [{ ...GOAL, tokn: 'none' }, 'tokn'],
  ])('refuses a goal with an impossible name, and names the field and the rule', async (goal, field) => {
    const { code, out, err } = await cli('plan', '--goal', goalFile(goal))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`${field} (rule "`)
  })
})

describe('what is said before anything is done', () => {
  it('plan refuses --start-warehouse, which starts nothing there', async () => {
    const { code, out, err } = await cli('plan', '--goal', goalFile(GOAL), '--start-warehouse')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('--start-warehouse has no effect here')
  })

  it('plan and apply warn of a token without an end, and only of that', async () => {
    const goal = goalFile({ ...GOAL, token: { lifetimeDays: 0 } })
    const plan = await cli('plan', '--goal', goal)
    expect(plan.code).toBe(0)
    expect(plan.err).toContain('never expires')
    sandbox = await sandboxForTest({ workspace: 'empty' })
    expect((await cli(...applyArgs(sandbox, { ...GOAL, token: { lifetimeDays: 0 } }, '--token-out', tokenFile()))).err).toContain('never expires')
    expect((await cli('plan', '--goal', goalFile(GOAL))).err).not.toContain('never expires')
  })
})

describe('apply', () => {
  it('brings an empty workspace to the goal with views; the new token passes the test; nothing is left to do', async () => {
    sandbox = await sandboxForTest({ workspace: 'retail' })
    const { catalog, schema } = sandbox.ready
    const [table] = sandbox.state.tables.filter((one) => one.catalog === catalog && one.schema === schema && one.kind === 'MANAGED')
    const goal = { ...GOAL, views: [{ name: 'for_clevertap', from: { catalog, schema, table: table?.name ?? '' } }] }
    const first = await cli(...applyArgs(sandbox, goal, '--token-out', tokenFile(), '--start-warehouse'))
    expect({ code: first.code, err: first.err }, first.out).toMatchObject({ code: 0 })
    expect(first.err).toMatch(/Requests: \d+/)
    expect(statSync(tokenFile()).mode & 0o777).toBe(0o600)
    const token = readFileSync(tokenFile(), 'utf8').trim()
    expect(first.out + first.err + everythingWritten()).not.toContain(token)

    const made = sandbox.state.warehouses.find(({ name }) => name === 'clevertap_warehouse')
    const test = await runCliProcess(['test', ...place(sandbox), '--http-path', `/sql/1.0/warehouses/${made?.id ?? ''}`, '--catalog', 'clevertap_catalog', '--schema', 'clevertap_schema', '--start-warehouse'], { env: { DATABRICKS_TOKEN: token } })
    expect(test.code, test.out).toBe(0)

    const again = await cli(...applyArgs(sandbox, goal, '--token-out', join(folder, 'other.txt')))
    expect(again).toMatchObject({ code: 0 })
    expect(again.out).toContain('Nothing was run')
  }, 90_000)

  it('starts no warehouse unasked: without leave Unity Catalog is changed by REST', async () => {
    sandbox = await sandboxForTest({ workspace: 'empty' })
    const { code, out, err } = await cli(...applyArgs(sandbox, { ...GOAL, token: 'none' }))
    expect(code, out + err).toBe(0)
    expect(err).toContain('by REST')
    expect(out).not.toContain('Start SQL warehouse')
  }, 60_000)

  it('refuses before any change: no --token-out, an existing file, no --yes', async () => {
    sandbox = await sandboxForTest({ workspace: 'empty' })
    const before = JSON.stringify(sandbox.state.identities)
    expect(await cli(...applyArgs(sandbox))).toMatchObject({ code: 2, out: '' })
    writeFileSync(tokenFile(), 'mine')
    expect(await cli(...applyArgs(sandbox, GOAL, '--token-out', tokenFile()))).toMatchObject({ code: 2, out: '' })
    expect(readFileSync(tokenFile(), 'utf8')).toBe('mine')
    expect(await cli('apply', '--goal', goalFile({ ...GOAL, token: 'none' }), ...place(sandbox))).toMatchObject({ code: 2, out: '' })
    expect(JSON.stringify(sandbox.state.identities)).toBe(before)
  }, 60_000)

  it('gives a group no token, and says so', async () => {
    sandbox = await sandboxForTest({ workspace: 'empty' })
    const goal = { ...GOAL, principal: { kind: 'group', name: 'importers' } }
    expect(await cli(...applyArgs(sandbox, goal, '--token-out', tokenFile()))).toMatchObject({ code: 2 })
    const plan = await cli('plan', '--goal', goalFile({ ...goal, token: 'none' }))
    expect(plan.err).toContain('A group has no token')
  }, 60_000)

  it.each([
    ['the service principal', (box: TestSandbox) => box.state.identities.some(({ displayName }) => displayName === 'clevertap')],
    ['the warehouse', (box: TestSandbox) => box.state.warehouses.length > 0],
    ['the token', (box: TestSandbox) => box.state.tokens.some(({ comment }) => comment.startsWith('CleverTap import'))],
  ])('killed as soon as %s is there, it goes on to the end when run again', async (_what, isThere) => {
    const box = (sandbox = await sandboxForTest({ workspace: 'empty' }))
    const args = applyArgs(box, GOAL, '--token-out', tokenFile())
    const child = spawnCli(args, environment())
    child.stdin.end()
    const ended = finished(child)
    let over = false
    void ended.then(() => (over = true))
    while (!over && !isThere(box)) await new Promise((resolve) => setTimeout(resolve, 1))
    // The script runs the program as its child: both are ended, and by their ids.
    for (const pid of [...childrenOf(child.pid ?? 0), child.pid ?? 0]) process.kill(pid, 'SIGKILL')
    await ended
    rmSync(tokenFile(), { force: true })
    const second = await cli(...args)
    expect(second.code, second.out + second.err).toBe(0)
    const ours = box.state.identities.filter(({ displayName }) => displayName === 'clevertap')
    expect(ours).toHaveLength(1)
    expect(box.state.warehouses).toHaveLength(1)
    expect(box.state.tokens.filter(({ principal }) => principal === ours[0]?.principal)).toHaveLength(1)
  }, 90_000)

  it.each(['POST /api/2.0/preview/scim/v2/ServicePrincipals', 'POST /api/2.0/sql/warehouses', 'POST /api/2.0/token-management/on-behalf-of/tokens', 'PATCH /api/2.1/unity-catalog/permissions/schema/*', 'CREATE CATALOG', 'GRANT SELECT'])(
    'an answer that is lost after %s creates nothing twice',
    async (request) => {
      const box = (sandbox = await sandboxForTest({ workspace: 'empty' }))
      box.faults.set({ fault: 'crash-after-act', match: request })
      const args = applyArgs(box, GOAL, '--token-out', tokenFile(), ...(request.includes('/') ? [] : ['--start-warehouse']))
      const first = await cli(...args)
      // A token whose value was lost is revoked and made anew by a second run; everything else is found by its mark and used.
      expect(first.code, first.out).toBe(request.includes('/tokens') ? 1 : 0)
      const last = first.code === 0 ? first : await cli(...args)
      expect(last.code, first.out + last.out + last.err).toBe(0)
      const ours = box.state.identities.filter(({ displayName }) => displayName === 'clevertap')
      expect(ours).toHaveLength(1)
      expect(box.state.warehouses).toHaveLength(1)
      expect(box.state.tokens.filter(({ principal }) => principal === ours[0]?.principal)).toHaveLength(1)
      expect(readFileSync(tokenFile(), 'utf8')).toMatch(/^dapi/)
    },
    90_000,
  )
})

/** Linux and macOS; elsewhere the script is ended alone, and its child ends with its standard input. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number).flatMap((one) => [...childrenOf(one), one])
  } catch {
    return []
  }
}
