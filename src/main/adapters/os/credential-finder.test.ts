import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { createCredentialFinder } from './credential-finder'
import { temporaryFolder } from '../../../../test/support/temporary-folder'

const CANARY = 'dapi00000000000000000000000000canary'

function finderFor(text: string, environment: NodeJS.ProcessEnv = {}) {
  const file = join(temporaryFolder('finder-'), 'databrickscfg')
  writeFileSync(file, text)
  return { file, finder: createCredentialFinder({ DATABRICKS_CONFIG_FILE: file, ...environment }) }
}

it('offers each profile of the file under its name, dots included', async () => {
  const { file, finder } = finderFor(
    `[DEFAULT]\nhost = https://one.cloud.databricks.com/\ntoken = ${CANARY}\n\n[prod.eu]\nhost=two.cloud.databricks.com\nwarehouse_id = abc123\ntoken = ${CANARY}\n[__settings__]\ndefault_profile = DEFAULT\n`,
  )
  const credentials = await finder.find()
  expect(credentials.map(({ id, label, host, httpPath, remark }) => ({ id, label, host, httpPath, remark }))).toEqual([
    { id: 'file:DEFAULT', label: `${file} [DEFAULT]`, host: 'one.cloud.databricks.com', httpPath: undefined, remark: undefined },
    { id: 'file:prod.eu', label: `${file} [prod.eu]`, host: 'two.cloud.databricks.com', httpPath: '/sql/1.0/warehouses/abc123', remark: undefined },
  ])
  expect(credentials[0]?.token?.reveal()).toBe(CANARY)
})

it('never shows a token when what it found is printed or serialised', async () => {
  const { finder } = finderFor(`[a]\nhost = x.cloud.databricks.com\ntoken = ${CANARY}\n`, { DATABRICKS_HOST: 'y', DATABRICKS_TOKEN: CANARY })
  const credentials = await finder.find()
  expect(credentials).toHaveLength(2)
  expect(JSON.stringify(credentials) + inspect(credentials, { depth: 9, showHidden: true })).not.toContain(CANARY)
})

it('says why a profile can not be used as it is', async () => {
  const { finder } = finderFor('[acc]\nhost = https://accounts.cloud.databricks.com\naccount_id = 1\n[oauth]\nhost = https://w.cloud.databricks.com\nauth_type = databricks-cli\n')
  expect((await finder.find()).map((one) => one.remark)).toEqual([
    'Belongs to the account console, not to a workspace. CleverTap needs a workspace.',
    'Signs in by databricks-cli and holds no personal access token, which CleverTap needs.',
  ])
})

it('offers the environment, and nothing when neither it nor the file is there', async () => {
  const nowhere = join(tmpdir(), 'no-such-folder', 'cfg')
  const environment = { DATABRICKS_CONFIG_FILE: nowhere, DATABRICKS_SERVER_HOSTNAME: 'w.cloud.databricks.com', DATABRICKS_HTTP_PATH: '/sql/1.0/warehouses/1', DATABRICKS_TOKEN: CANARY }
  expect(await createCredentialFinder(environment).find()).toMatchObject([{ id: 'environment', host: 'w.cloud.databricks.com', httpPath: '/sql/1.0/warehouses/1' }])
  expect(await createCredentialFinder({ DATABRICKS_CONFIG_FILE: nowhere }).find()).toEqual([])
})
