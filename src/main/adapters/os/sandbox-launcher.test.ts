import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSandboxLauncher } from './sandbox-launcher'
import { temporaryFolder } from '../../../../test/support/temporary-folder'

const READY = JSON.stringify({ host: '127.0.0.1', port: 1, httpPaths: { w: '/sql/1.0/warehouses/1' }, caFile: '/ca.pem', tokens: { admin: 't' }, catalog: 'c', schema: 's' })

function programOf(code: string): string {
  const file = join(temporaryFolder('launcher-'), 'sandbox.mjs')
  writeFileSync(file, code)
  return file
}
const live = () => new AbortController().signal

it('starts once, answers the same for the same workspace, and stops', async () => {
  const launcher = createSandboxLauncher(programOf(`console.error('noise'); console.log(${JSON.stringify(READY)}); process.stdin.resume().on('end', () => process.exit(0))`))
  const [first, second] = await Promise.all([launcher.start('retail', live()), launcher.start('retail', live())])
  expect(first).toMatchObject({ ok: true, value: { host: '127.0.0.1' } })
  expect(second.ok && first.ok && second.value === first.value).toBe(true)
  expect(launcher.running()?.workspace).toBe('retail')
  await launcher.stop()
  expect(launcher.running()).toBeUndefined()
})

it('tells the last words of a sandbox that did not get ready, without tokens', async () => {
  const launcher = createSandboxLauncher(programOf(`console.error('port taken, token dapi0123456789abcdef0123456789abcdef'); process.exitCode = 7`))
  const outcome = await launcher.start('retail', live())
  expect(outcome).toMatchObject({ ok: false, failure: { errorCode: 'SANDBOX_DID_NOT_START' } })
  const message = outcome.ok ? '' : outcome.failure.message
  expect(message).toContain('code 7')
  expect(message).toContain('port taken')
  expect(message).not.toContain('dapi0123')
})

it('ends a sandbox whose start was cancelled', async () => {
  const launcher = createSandboxLauncher(programOf('setInterval(() => {}, 1000)'))
  const controller = new AbortController()
  const starting = launcher.start('retail', controller.signal)
  controller.abort()
  expect(await starting).toMatchObject({ ok: false, failure: { errorCode: 'CANCELLED' } })
  expect(launcher.running()).toBeUndefined()
})

it('gives the sandbox no credentials of the environment', async () => {
  process.env.DATABRICKS_TOKEN = 'dapi-canary'
  const launcher = createSandboxLauncher(programOf(`console.error(String(process.env.DATABRICKS_TOKEN), process.env.SANDBOX_PARENT)`))
  const outcome = await launcher.start('retail', live())
  delete process.env.DATABRICKS_TOKEN
  expect(outcome.ok ? '' : outcome.failure.message).toContain('undefined 1')
})
