import { createHash, createPublicKey, randomBytes, verify, type JsonWebKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DBSQLClient } from '@databricks/sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf, sandboxForTest, type Reply, type TestSandbox } from './sandbox-support'

const SCIM = '/api/2.0/preview/scim/v2'
let sandbox: TestSandbox
let clock = 0
beforeAll(async () => void (sandbox = await sandboxForTest({ workspace: 'azure', now: () => Date.now() + clock })), 60_000)
afterAll(() => sandbox.close())

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const token = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> =>
  sandbox.call('POST', '/oidc/v1/token', { raw: new URLSearchParams(fields).toString(), headers: { ...FORM, ...headers } })
const me = async (access: string): Promise<Reply> => sandbox.call('GET', `${SCIM}/Me`, { headers: { authorization: `Bearer ${access}` } })

describe('a service principal (M2M)', () => {
  const importer = () => sandbox.state.identities.find(({ key }) => key === 'databricks-managed')
  const secrets = () => `/api/2.0/accounts/servicePrincipals/${importer()?.id}/credentials/secrets`

  test('signs in with a short-lived secret, makes its own token, and the secret goes away: the way of Azure', async () => {
    const clientId = importer()?.principal ?? ''
    const made = (await sandbox.call('POST', secrets(), { as: 'admin', body: { lifetime: '600s' } })).json
    expect(made.secret).toMatch(/^dose[0-9a-f]{32}$/)
    expect(Date.parse(made.expire_time) - Date.parse(made.create_time)).toBe(600_000)
    expect(JSON.stringify(sandbox.state)).not.toContain(made.secret)

    const basic = { authorization: `Basic ${Buffer.from(`${clientId}:${made.secret}`).toString('base64')}` }
    const byHeader = await token({ grant_type: 'client_credentials', scope: 'all-apis' }, basic)
    expect(byHeader.json).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'all-apis' })
    expect(byHeader.json).not.toHaveProperty('refresh_token')
    const byForm = await token({ grant_type: 'client_credentials', scope: 'all-apis', client_id: clientId, client_secret: made.secret })
    expect((await me(byForm.json.access_token)).json.userName).toBe(clientId)

    const own = await sandbox.call('POST', '/api/2.0/token/create', { headers: { authorization: `Bearer ${byForm.json.access_token}` }, body: { comment: 'CleverTap', lifetime_seconds: 90 * 86_400, scopes: ['sql'] } })
    expect(own.json.token_value).toMatch(/^dapi[0-9a-f]{32}-2$/)
    expect((await sandbox.call('GET', secrets(), { as: 'admin' })).json.secrets).toEqual([expect.objectContaining({ id: made.id, status: 'ACTIVE' })])
    expect((await sandbox.call('DELETE', `${secrets()}/${made.id}`, { as: 'admin' })).json).toEqual({})
    expect((await sandbox.call('GET', secrets(), { as: 'admin' })).json).toEqual({})
    const late = await token({ grant_type: 'client_credentials', scope: 'all-apis' }, basic)
    expect([late.status, late.json.error]).toEqual([401, 'invalid_client'])
    expect((await me(own.json.token_value)).json.userName).toBe(clientId)
  })

  test('secrets: five at most, by admins, for whole seconds', async () => {
    for (const lifetime of ['10m', '0s', '99999999s']) expect((await sandbox.call('POST', secrets(), { as: 'admin', body: { lifetime } })).json.error_code).toBe('INVALID_PARAMETER_VALUE')
    for (let at = 0; at < 5; at += 1) expect((await sandbox.call('POST', secrets(), { as: 'admin' })).status).toBe(200)
    expect((await sandbox.call('POST', secrets(), { as: 'admin' })).json.error_code).toBe('QUOTA_EXCEEDED')
    expect((await sandbox.call('POST', secrets(), { as: 'databricks-managed' })).status).toBe(403)
    expect((await sandbox.call('POST', '/api/2.0/accounts/servicePrincipals/1/credentials/secrets', { as: 'admin' })).status).toBe(404)
  })

  test('a secret and a token end with their time', async () => {
    const entra = sandbox.state.identities.find(({ key }) => key === 'entra-managed')
    const made = (await sandbox.call('POST', `/api/2.0/accounts/servicePrincipals/${entra?.id}/credentials/secrets`, { as: 'admin', body: { lifetime: '60s' } })).json
    const fields = { grant_type: 'client_credentials', scope: 'sql', client_id: entra?.principal ?? '', client_secret: made.secret }
    const { access_token: access } = (await token(fields)).json
    // The scope is the token's: nothing but SQL.
    expect((await sandbox.call('GET', '/api/2.1/unity-catalog/catalogs', { headers: { authorization: `Bearer ${access}` } })).json.message).toBe('Provided access token does not have required scopes: unity-catalog')
    clock = 61_000
    expect((await token(fields)).json.error).toBe('invalid_client')
    expect((await me(access)).status).toBe(200)
    clock = 3_601_000
    expect((await me(access)).json.message).toBe('Token is expired')
    clock = 0
  })
})

describe('a person (U2M with PKCE)', () => {
  const REDIRECT = 'http://localhost:8020'
  const verifier = randomBytes(32).toString('base64url')
  const query = {
    client_id: 'databricks-cli', redirect_uri: REDIRECT, response_type: 'code', state: 'a<b', scope: 'all-apis offline_access',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  }
  const page = (change: Record<string, string> = {}): Promise<Reply> => sandbox.call('GET', `/oidc/v1/authorize?${new URLSearchParams({ ...query, ...change }).toString()}`)
  const choose = (user: Record<string, string>): Promise<Reply> => sandbox.call('POST', '/oidc/v1/authorize', { raw: new URLSearchParams({ ...query, ...user }).toString(), headers: FORM })
  const code = async (): Promise<string> => new URL((await choose({ user: 'admin@shop.example' })).headers.location ?? '').searchParams.get('code') ?? ''
  const exchange = (value: string, change: Record<string, string> = {}): Promise<Reply> =>
    token({ grant_type: 'authorization_code', code: value, client_id: 'databricks-cli', redirect_uri: REDIRECT, code_verifier: verifier, ...change })

  test('is asked who they are, comes back with a code, and works with the token through REST and the driver', async () => {
    const shown = await page()
    expect([shown.status, shown.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(shown.text).toContain('Sign in as Ada Admin')
    expect(shown.text).toContain('value="a&lt;b"')
    expect(shown.headers['content-security-policy']).toContain("default-src 'none'")

    const back = await choose({ user: 'admin@shop.example' })
    const location = new URL(back.headers.location ?? '')
    expect([back.status, location.origin, location.searchParams.get('state')]).toEqual([302, REDIRECT, 'a<b'])
    const { json } = await exchange(location.searchParams.get('code') ?? '')
    expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) })
    expect((await me(json.access_token)).json.userName).toBe('admin@shop.example')
    expect((await sandbox.call('GET', '/api/2.0/token/list', { as: 'admin' })).text).not.toContain(createHash('sha256').update(json.access_token).digest('hex'))

    const client = new DBSQLClient({ logger: { log: () => undefined } })
    await client.connect({ host: 'localhost', port: sandbox.ready.port, path: Object.values(sandbox.ready.httpPaths)[0], token: json.access_token, ca: readFileSync(sandbox.ready.caFile), telemetryEnabled: false } as never)
    const session = await client.openSession({})
    expect(await rowsOf(session, 'SELECT session_user() AS me')).toEqual([{ me: 'admin@shop.example' }])
    await session.close()
    await client.close()
  })

  test('the tokens are signed with the published key', async () => {
    const { access_token: access } = (await exchange(await code())).json
    const [head = '', claims = '', signature = ''] = String(access).split('.')
    const key = (await sandbox.call('GET', '/oidc/jwks.json')).json.keys[0] as JsonWebKey
    expect(verify('sha256', Buffer.from(`${head}.${claims}`), { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: 'admin@shop.example', iss: `https://localhost:${sandbox.ready.port}/oidc` })
  })

  test('a refresh token works once and brings the next', async () => {
    const first = (await exchange(await code())).json
    const refresh = (value: string) => token({ grant_type: 'refresh_token', refresh_token: value, client_id: 'databricks-cli' })
    const second = (await refresh(first.refresh_token)).json
    expect((await me(second.access_token)).status).toBe(200)
    expect((await refresh(first.refresh_token)).json.error).toBe('invalid_grant')
    expect((await refresh(second.refresh_token)).status).toBe(200)
  })

  test('a code is good for one try, with its verifier, address and time', async () => {
    const mistakes: Record<string, string>[] = [{ code_verifier: 'guess' }, { redirect_uri: 'http://localhost:1' }, { client_id: 'databricks-sql-connector' }]
    for (const wrong of mistakes) {
      const value = await code()
      expect((await exchange(value, wrong)).json.error).toBe('invalid_grant')
      expect((await exchange(value)).json.error).toBe('invalid_grant')
    }
    const value = await code()
    clock = 61_000
    expect((await exchange(value)).json.error).toBe('invalid_grant')
    clock = 0
  })

  test.each([
    ['an unknown client', { client_id: 'other' }, 'There is no OAuth client &quot;other&quot;'],
    ['an address on another computer', { redirect_uri: 'https://evil.example/cb' }, 'must be on this computer'],
    ['no proof of the client', { code_challenge_method: 'plain' }, 'S256'],
    ['another flow', { response_type: 'token' }, 'response type'],
  ])('refuses %s on a page, and sends nothing anywhere', async (_what, change, says) => {
    const shown = await page(change)
    expect([shown.status, shown.headers.location]).toEqual([400, undefined])
    expect(shown.text).toContain(says)
  })

  test('cancelling goes back with access_denied', async () => {
    expect(new URL((await choose({ cancel: '1' })).headers.location ?? '').searchParams.get('error')).toBe('access_denied')
  })
})

test('discovery, and what the token endpoint refuses', async () => {
  const base = `https://localhost:${sandbox.ready.port}/oidc`
  for (const path of ['oauth-authorization-server', 'openid-configuration']) {
    expect((await sandbox.call('GET', `/oidc/.well-known/${path}`)).json).toMatchObject({ authorization_endpoint: `${base}/v1/authorize`, token_endpoint: `${base}/v1/token`, issuer: base })
  }
  expect((await token({ grant_type: 'password' })).json.error).toBe('unsupported_grant_type')
  expect((await token({ grant_type: 'client_credentials' })).json.error).toBe('invalid_client')
})
