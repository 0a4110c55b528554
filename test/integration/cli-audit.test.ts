import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditReport } from '../../src/shared/audit/audit-report'
import { type CliResult, runCliProcess, type SandboxProcess, startSandboxProcess } from '../support/cli-process'

let retail: SandboxProcess
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'))
  retail = await startSandboxProcess(['--workspace', 'retail'])
}, 180_000)
afterAll(async () => {
  await retail.stop()
  await rm(folder, { recursive: true })
})

const LEAST = '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0011'
const EXCESSIVE = '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0005'
/** The id of "Shop warehouse", which it may use. */
const SHOP = ['--warehouse', '1a2b3c4d5e6f7a01']
async function audit(as: string, ...more: string[]): Promise<CliResult> {
  const token = retail.ready.tokens[as] ?? ''
  const result = await runCliProcess(['audit', ...retail.connection('CleverTap warehouse'), '--catalog', 'retail', '--schema', 'customer_data', ...more], { env: { DATABRICKS_TOKEN: token } })
  expect(result.out + result.err).not.toContain(token)
  return result
}

describe('cli -- audit', () => {
  it('passes the identity that has what it needs and no more', async () => {
    const { code, out } = await audit('admin', '--principal', LEAST, '--fail-on', 'warning')
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^✓ Least privilege: .*30 of 30 tables/)
    expect(out).toContain('Needed and there')
    expect(code).toBe(0)
  }, 60_000)

  it('finds a service principal by its name, and fails on excess only when asked to', async () => {
    const loose = await audit('admin', '--principal', 'CleverTap importer (too much)', ...SHOP)
    expect(loose.code).toBe(0)
    expect(loose.out).toContain('REVOKE')
    expect((await audit('admin', '--principal', EXCESSIVE, ...SHOP, '--fail-on', 'excess')).code).toBe(1)
  }, 60_000)

  it('fails on what is missing, with the statement that mends it', async () => {
    const { code, out } = await audit('admin', '--principal', '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0002')
    expect(code).toBe(1)
    expect(out).toMatch(/GRANT SELECT ON SCHEMA `retail`\.`customer_data`/)
  }, 60_000)

  it('writes exactly one JSON document that is a report', async () => {
    const { code, out } = await audit('admin', '--principal', LEAST, '--json')
    const report = AuditReport.parse(JSON.parse(out))
    expect({ code, state: report.verdict.state, tables: report.tables }).toEqual({ code: 0, state: 'least-privilege', tables: { total: 30, readable: 30, unknown: 0 } })
    expect(report.requests).toBeGreaterThan(0)
  }, 60_000)

  it('audits the identity itself with its own token, and does not pass what it could not see', async () => {
    const { code, out } = await audit('least-privilege', '--format', 'json', '--fail-on', 'excess')
    const report = AuditReport.parse(JSON.parse(out))
    expect(report.subject.principal).toBe(LEAST)
    expect(report.verdict.state).toBe('not-proven')
    expect(code).toBe(1)
  }, 60_000)

  it('writes every format to a file, and replaces none unasked', async () => {
    for (const format of ['html', 'md', 'csv', 'sarif']) {
      const file = join(folder, `report.${format}`)
      const { code, out } = await audit('admin', '--principal', EXCESSIVE, ...SHOP, '--format', format, '--out', file)
      expect({ code, out }).toEqual({ code: 0, out: '' })
      expect(await readFile(file, 'utf8')).toContain('MODIFY')
      const again = await audit('admin', '--principal', EXCESSIVE, ...SHOP, '--format', format, '--out', file)
      expect(again).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^error: The file given with --out exists already/) as string })
    }
  }, 120_000)

  it('reads source ranges from a file', async () => {
    const file = join(folder, 'ranges.txt')
    await writeFile(file, '# CleverTap\n203.0.113.0/24\n8.8.8.8 # not allowed here\n')
    const { code, out } = await audit('admin', '--principal', LEAST, '--source-ranges', file, '--json')
    expect(AuditReport.parse(JSON.parse(out)).findings.map(({ id }) => id)).toEqual(['ip-ranges-missing'])
    expect(code).toBe(1)
    await writeFile(file, 'not a range\n')
    expect((await audit('admin', '--source-ranges', file)).code).toBe(2)
  }, 60_000)

  it('says who is not there, and refuses a wrong usage', async () => {
    const unknown = await audit('admin', '--principal', 'nobody@shop.example', '--json')
    expect(unknown.code).toBe(1)
    expect(JSON.parse(unknown.out)).toMatchObject({ diagnosis: { category: 'invalid_input', field: 'principal' } })
    expect((await audit('admin', '--fail-on', 'everything')).code).toBe(2)
    expect((await audit('admin', '--format', 'pdf')).code).toBe(2)
  }, 60_000)
})
