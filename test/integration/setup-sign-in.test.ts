import { request as plainRequest } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import type { SetupView } from '../../src/shared/setup/setup'
import { setupApplication } from '../support/setup-application'
import { sandboxForTest, type TestSandbox } from './sandbox-support'

let sandbox: TestSandbox | undefined
afterEach(async () => {
  await sandbox?.close()
  sandbox = undefined
})

const visit = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    plainRequest(url, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve(text))
    }).on('error', reject).end()
  })

/** What a browser does: the person chooses who they are on the workspace's page, which sends them back to the assistant. */
async function browse(box: TestSandbox, url: string, answer: Record<string, string>): Promise<string> {
  const query = new URL(url).searchParams
  const form = new URLSearchParams({ ...Object.fromEntries(query), ...answer })
  const reply = await box.call('POST', '/oidc/v1/authorize', { raw: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  const back = reply.headers.location ?? ''
  expect(back).toMatch(/^http:\/\/localhost:\d+/)
  return visit(back.replace('localhost', '127.0.0.1'))
}

it('signs a person in in the browser, and refuses an answer that is not to its own question', async () => {
  const box = (sandbox = await sandboxForTest({ workspace: 'empty' }))
  let page = ''
  const app = await setupApplication(box.ready, {
    ports: {
      openBrowser: async (url) => {
        const port = new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port
        expect(await visit(`http://127.0.0.1:${port}/?code=stolen&state=wrong`)).toContain('Nothing is waiting')
        page = await browse(box, url, { user: 'admin@shop.example' })
        return true
      },
    },
  })
  const run = await app.run('setup.sign-in', { setupId: app.setupId, signIn: { method: 'u2m' } })
  const result = await run.done
  expect(result).toMatchObject({ ok: true, value: { signIn: { state: 'signed-in', method: 'u2m', principal: 'admin@shop.example', kind: 'user' } } })
  expect(page).toContain('You are signed in')
  const said = JSON.stringify([result, run.messages, app.documents.list().map((name) => app.documents.read(name))])
  expect(said).not.toMatch(/eyJ|dapi/)
  expect((await app.look({ catalog: { name: 'shop' }, schema: { name: 'sales' }, warehouse: { name: 'w' }, principal: { kind: 'user', name: 'admin@shop.example' } })).facts.me).toMatchObject({ known: true })
  await app.application.close()
})

it('says when the person refuses, and gives up waiting when cancelled', async () => {
  const box = (sandbox = await sandboxForTest({ workspace: 'empty' }))
  let answer: 'cancel' | 'nothing' = 'cancel'
  const app = await setupApplication(box.ready, { ports: { openBrowser: async (url) => (answer === 'cancel' ? Boolean(await browse(box, url, { cancel: '1' })) : false) } })
  const refused = await (await app.run('setup.sign-in', { setupId: app.setupId, signIn: { method: 'u2m' } })).done
  expect(refused.ok).toBe(false)
  answer = 'nothing'
  const waiting = await app.run('setup.sign-in', { setupId: app.setupId, signIn: { method: 'u2m' } })
  while (waiting.messages.length < 2) await new Promise((resolve) => setImmediate(resolve))
  expect(JSON.stringify(waiting.messages)).toContain('/oidc/v1/authorize?')
  app.application.cancel(waiting.runId)
  expect((await waiting.done).ok).toBe(false)
  await app.application.close()
})

it('signs a service principal in by its secret, which goes nowhere else', async () => {
  const box = (sandbox = await sandboxForTest({ workspace: 'azure' }))
  const robot = box.state.identities.find(({ key }) => key === 'databricks-managed')
  const made = await box.call('POST', `/api/2.0/accounts/servicePrincipals/${robot?.id ?? ''}/credentials/secrets`, { as: 'admin', body: { lifetime: '600s' } })
  const clientSecret = (made.json as { secret: string }).secret
  const app = await setupApplication(box.ready)
  const signIn = { method: 'm2m' as const, clientId: robot?.principal ?? '', clientSecret }
  const done = await (await app.run('setup.sign-in', { setupId: app.setupId, signIn })).done
  expect(done).toMatchObject({ ok: true, value: { signIn: { method: 'm2m', principal: robot?.principal, kind: 'service-principal' } } })
  const wrong = await (await app.run('setup.sign-in', { setupId: app.setupId, signIn: { ...signIn, clientSecret: 'dose00000000000000000000000000000000' } })).done
  expect(wrong.ok).toBe(false)
  expect(JSON.stringify([done, wrong, app.documents.list().map((name) => app.documents.read(name))])).not.toMatch(/dose|eyJ/)
  const out: SetupView = await app.value('setup.sign-out', { setupId: app.setupId })
  expect(out.signIn).toEqual({ state: 'signed-out' })
  expect((await app.call('setup.preflight', { setupId: app.setupId })).ok).toBe(false)
})
