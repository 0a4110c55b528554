import { expect, test } from 'vitest'
import { workspacePages } from './workspace-pages'

const HOST = 'adb-4242424242424242.2.azuredatabricks.net'

test('a connection leads to its warehouse, its schema and its tokens in the workspace', () => {
  expect(workspacePages({ host: HOST, port: '443', httpPath: '/sql/1.0/warehouses/0123456789abcdef', catalog: 'retail', schema: 'customer 360' })).toEqual({
    warehouse: `https://${HOST}/sql/warehouses/0123456789abcdef`,
    data: `https://${HOST}/explore/data/retail/customer%20360`,
    tokens: `https://${HOST}/settings/user/developer/access-tokens`,
    servicePrincipals: `https://${HOST}/settings/workspace/identity-and-access/service-principals`,
  })
})

test('what is not known yet has no page, and a name is never part of a path of its own', () => {
  expect(workspacePages({ host: HOST }).warehouse).toBeUndefined()
  expect(workspacePages({ host: HOST }).data).toBe(`https://${HOST}/explore/data`)
  expect(workspacePages({ host: HOST, catalog: 'a/../b?c' }).data).toBe(`https://${HOST}/explore/data/a%2F..%2Fb%3Fc`)
})

test('a host that several workspaces share gets the number of the workspace', () => {
  expect(workspacePages({ host: 'acme.cloud.databricks.com', httpPath: '/sql/1.0/warehouses/0123456789abcdef?o=17' }).warehouse).toBe('https://acme.cloud.databricks.com/sql/warehouses/0123456789abcdef?o=17')
})

test.each([['the sandbox', '127.0.0.1', '8443'], ['a gateway', 'databricks.example.com', '443'], ['another port', HOST, '8443'], ['no host', '', '443']])('nothing is opened for %s', (_what, host, port) => {
  expect(workspacePages({ host, port, catalog: 'retail' })).toEqual({})
})
