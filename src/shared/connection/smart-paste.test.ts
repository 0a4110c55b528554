import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../../../test/support/any-text'
import type { FieldName } from './connection'
import { readPaste } from './smart-paste'

const HOST = 'adb-984752964297111.11.azuredatabricks.net'
const ID = '0123456789abcdef'
const PATH = `/sql/1.0/warehouses/${ID}`
const TOKEN = `dapi${'4f'.repeat(16)}`

const fieldsOf = (text: string, into?: FieldName) => {
  const reading = readPaste(text, into)
  return { kind: reading.kind, token: reading.token, ...Object.fromEntries(reading.values.map(({ field, value }) => [field, value])) }
}

describe('addresses', () => {
  it('takes the host of a browser address', () => {
    expect(fieldsOf(`https://${HOST}/?o=984752964297111`, 'host')).toEqual({ kind: 'browser-url', host: HOST })
    expect(readPaste(`https://${HOST}/?o=1`).values[0]?.from).toBe('pasted browser address')
  })

  it('takes the HTTP path from the address of the page of a warehouse', () => {
    expect(fieldsOf(`https://${HOST}/sql/warehouses/${ID}/connectionDetails?o=984752964297111`)).toEqual({ kind: 'warehouse-url', host: HOST, httpPath: PATH })
    expect(fieldsOf(`${HOST}/sql/warehouses/${ID}`)).toMatchObject({ host: HOST, httpPath: PATH })
  })

  it('keeps the workspace on the path of a host that serves several', () => {
    expect(fieldsOf(`https://acme.databricks.com/sql/warehouses/${ID}?o=42`)).toMatchObject({ host: 'acme.databricks.com', httpPath: `${PATH}?o=42` })
  })

  it('takes catalog, schema and table from Catalog Explorer', () => {
    const text = `https://${HOST}/explore/data/my-cat/sales/order%2Dlines?o=1`
    expect(fieldsOf(text)).toEqual({ kind: 'explore-url', host: HOST, catalog: 'my-cat', schema: 'sales' })
    expect(readPaste(text).tables).toEqual(['order-lines'])
    expect(fieldsOf(`https://${HOST}/explore/data/volumes/c/s/v`)).toMatchObject({ catalog: 'c', schema: 's' })
  })

  it('says what is wrong with the address of the account console or of a cluster', () => {
    expect(readPaste('https://accounts.azuredatabricks.net/login').issues.map((issue) => issue.code)).toEqual(['host.account-console'])
    expect(readPaste(`https://${HOST}/compute/clusters/0123-456789-abcdefgh`).issues).toEqual([expect.objectContaining({ field: 'httpPath', code: 'paste.cluster' })])
  })
})

describe('connection strings', () => {
  it.each(['databricks', 'spark'])('takes apart a jdbc:%s URL', (scheme) => {
    const text = `jdbc:${scheme}://${HOST}:443/default;transportMode=http;ssl=1;AuthMech=3;httpPath=${PATH};ConnCatalog=main;UID=token;PWD=${TOKEN}`
    expect(fieldsOf(text)).toEqual({ kind: 'jdbc', host: HOST, port: '443', httpPath: PATH, catalog: 'main', token: TOKEN })
  })

  it('takes apart an ODBC string', () => {
    const text = `Driver={Simba Spark ODBC Driver};Host=${HOST};Port=443;HTTPPath=${PATH};SSL=1;UID=token;PWD={${TOKEN}};Catalog=main;Schema=sales`
    expect(fieldsOf(text)).toEqual({ kind: 'odbc', host: HOST, port: '443', httpPath: PATH, catalog: 'main', schema: 'sales', token: TOKEN })
  })
})

describe('labelled lines', () => {
  const all = { host: HOST, port: '443', httpPath: PATH }

  it.each([
    ['labels above values', `Server hostname\n${HOST}\nPort\n443\nProtocol\nHTTPS\nHTTP path\n${PATH}\nJDBC URL\n2.6.25 or later\njdbc:databricks://${HOST}:443/default`],
    ['labels beside values', `Server hostname: ${HOST}\nPort: 443\nHTTP path: ${PATH}`],
    ['tabs between them', `Server hostname\t${HOST}\nPort\t443\nProtocol\tHTTPS\nHTTP path\t${PATH}`],
    ['a blank line between them', `Server hostname\r\n\r\n${HOST}\r\n\r\nPort\r\n\r\n443\r\n\r\nHTTP path\r\n\r\n${PATH}\r\n`],
  ])('reads "Connection details" with %s', (_how, text) => {
    expect(fieldsOf(text)).toEqual({ kind: 'connection-details', ...all })
  })

  it('reads one .databrickscfg section, the first of several', () => {
    const text = `[DEFAULT]\n; nothing\n[prod]\nhost = https://${HOST}/\ntoken = ${TOKEN}\nwarehouse_id = ${ID}\n\n[dev]\nhost = https://other.cloud.databricks.com\ntoken = x\n`
    expect(fieldsOf(text)).toEqual({ kind: 'databrickscfg', host: HOST, httpPath: PATH, token: TOKEN })
    const reading = readPaste(text)
    expect(reading.label).toBe('.databrickscfg [prod]')
    expect(reading.issues.map((issue) => issue.code)).toEqual(['paste.profiles'])
  })

  it('says that a profile of the account console is none of a workspace', () => {
    const { issues } = readPaste('[acc]\nhost = https://accounts.cloud.databricks.com\naccount_id = 1234\n')
    expect(issues.map((issue) => issue.code)).toContain('host.account-console')
  })

  it.each([
    ['export', `export DATABRICKS_HOST="https://${HOST}"\nexport DATABRICKS_HTTP_PATH='${PATH}' # prod\nexport DATABRICKS_TOKEN=${TOKEN}`],
    ['plain', `DATABRICKS_SERVER_HOSTNAME=${HOST}\nDATABRICKS_HTTP_PATH=${PATH}\nDATABRICKS_TOKEN=${TOKEN}`],
    ['PowerShell', `$env:DATABRICKS_HOST = "${HOST}"\n$Env:DATABRICKS_WAREHOUSE_ID = '${ID}'\n$env:DATABRICKS_TOKEN="${TOKEN}"`],
    ['cmd', `set DATABRICKS_HOST=${HOST}\nset DATABRICKS_WAREHOUSE_ID=${ID}\nsetx DATABRICKS_TOKEN ${TOKEN}`],
    ['one line', `DATABRICKS_HOST=${HOST} DATABRICKS_WAREHOUSE_ID=${ID} DATABRICKS_TOKEN=${TOKEN} dbt run`],
  ])('reads variables: %s', (_shell, text) => {
    expect(fieldsOf(text)).toEqual({ kind: 'variables', host: HOST, httpPath: PATH, token: TOKEN })
  })

  it('reads a dbt profile and leaves references out', () => {
    const text = `shop:\n  target: dev\n  outputs:\n    dev:\n      type: databricks\n      catalog: main\n      schema: sales\n      host: ${HOST}\n      http_path: ${PATH}\n      token: "{{ env_var('T') }}"\n`
    expect(fieldsOf(text)).toEqual({ kind: 'yaml', host: HOST, httpPath: PATH, catalog: 'main', schema: 'sales' })
  })

  it('reads the arguments of a Python call', () => {
    expect(fieldsOf(`sql.connect(\n  server_hostname = "${HOST}",\n  http_path = "${PATH}",\n  access_token = "<your-token>")`)).toMatchObject({ host: HOST, httpPath: PATH })
  })
})

describe('JSON', () => {
  it('reads a warehouse as the API gives it', () => {
    const text = JSON.stringify({ id: ID, name: 'w', odbc_params: { hostname: HOST, path: PATH, port: 443, protocol: 'https' }, jdbc_url: `jdbc:spark://${HOST}:443/default;httpPath=${PATH};` })
    expect(fieldsOf(text)).toEqual({ kind: 'json', host: HOST, port: '443', httpPath: PATH })
  })

  it('reads various spellings', () => {
    expect(fieldsOf(JSON.stringify({ serverHostname: HOST, httpPath: PATH, accessToken: TOKEN }))).toEqual({ kind: 'json', host: HOST, httpPath: PATH, token: TOKEN })
  })

  it("reads the sandbox's line", () => {
    const text = JSON.stringify({ host: 'localhost', port: 8443, httpPaths: { main: PATH, stopped: '/sql/1.0/warehouses/ffffffffffffffff' }, caFile: '/tmp/ca.pem', tokens: { admin: 'dapiadmin', clevertap: TOKEN }, catalog: 'retail', schema: 'sales' })
    expect(fieldsOf(text)).toEqual({ kind: 'sandbox', host: 'localhost', port: '8443', httpPath: PATH, catalog: 'retail', schema: 'sales', token: TOKEN })
    expect(readPaste(text).caFile).toBe('/tmp/ca.pem')
  })

  it('reads an exported configuration', () => {
    const text = JSON.stringify({ kind: 'clevertap-databricks-connection', version: 1, connection: { name: 'Prod', host: HOST, port: 443, httpPath: PATH, catalog: 'c', schema: 's' }, tables: ['t'] })
    expect(fieldsOf(text)).toEqual({ kind: 'handoff', name: 'Prod', host: HOST, port: '443', httpPath: PATH, catalog: 'c', schema: 's' })
    expect(readPaste(text).tables).toEqual(['t'])
  })
})

describe('single values', () => {
  it.each<[string, FieldName]>([
    ['main', 'catalog'],
    [HOST, 'host'],
    [PATH, 'httpPath'],
    [TOKEN, 'token'],
    ['443', 'port'],
    ['Name: my connection', 'name'],
    ['Host: production', 'name'],
    ['a = b', 'name'],
    ['{not json', 'name'],
    ['[]', 'name'],
    ['', 'host'],
  ])('%s into %s is pasted as usual', (text, field) => {
    expect(readPaste(text, field)).toEqual({ kind: 'plain', label: '', values: [], issues: [] })
  })

  it('moves a token that was pasted into another field', () => {
    expect(readPaste(` ${TOKEN}\n`, 'host')).toMatchObject({ kind: 'token', token: TOKEN, values: [] })
  })

  it('moves an HTTP path that was pasted into another field', () => {
    expect(fieldsOf(PATH, 'host')).toEqual({ kind: 'http-path', httpPath: PATH })
  })

  it('names a token id for what it is', () => {
    expect(readPaste('ab'.repeat(32), 'httpPath').issues.map((issue) => issue.code)).toEqual(['http-path.token-id'])
  })
})

describe('any text', () => {
  const piece = fc.constantFrom('host', 'Server hostname', 'token', 'http_path', '=', ': ', '\n', '\t', '[a]', '{"host":', '"}', 'https://', HOST, PATH, ';', '/explore/data/', '%', 'export ', '$env:', 'jdbc:databricks://')

  it('is read without throwing, and a token is nowhere but in its own member', () => {
    const text = fc.oneof(fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')), anyText)
    fc.assert(
      fc.property(text, text, fc.constantFrom<FieldName[]>('host', 'token', 'catalog'), (before, after, field) => {
        const { token: _token, ...shown } = readPaste(before + TOKEN + after, field)
        expect(JSON.stringify(shown)).not.toContain('4f4f4f')
      }),
      { numRuns: 500 },
    )
  })

  it('gives back what was written as JDBC, section and address', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 })
    const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,20}$/).filter((word) => word !== 'default')
    fc.assert(
      fc.property(hex, fc.integer({ min: 1, max: 65535 }), name, name, (id, port, catalog, schema) => {
        const host = `dbc-${id.slice(0, 8)}-${id.slice(8, 12)}.cloud.databricks.com`
        const httpPath = `/sql/1.0/warehouses/${id}`
        const token = `dapi${id}${id}`
        expect(fieldsOf(`jdbc:databricks://${host}:${port}/default;httpPath=${httpPath};ConnCatalog=${catalog};ConnSchema=${schema};PWD=${token}`)).toEqual({ kind: 'jdbc', host, port: String(port), httpPath, catalog, schema, token })
        expect(fieldsOf(`[p]\nhost = https://${host}\nwarehouse_id = ${id}\ntoken = ${token}\n`)).toEqual({ kind: 'databrickscfg', host, httpPath, token })
        expect(fieldsOf(`https://${host}/explore/data/${catalog}/${schema}`)).toMatchObject({ host })
        expect(fieldsOf(`https://${host}/sql/warehouses/${id}?o=5`)).toMatchObject({ host, httpPath })
      }),
    )
  })
})

describe('text of any form', () => {
  const found = { kind: 'text', host: HOST, httpPath: PATH, token: TOKEN }
  it.each([
    [`curl --header "Authorization: Bearer ${TOKEN}" https://${HOST}/api/2.0/sql/warehouses/${ID}`, found],
    [`curl -X POST https://${HOST}/api/2.0/sql/statements/ -H "Authorization: Bearer ${TOKEN}" -d '{"warehouse_id":"${ID}","catalog":"main","schema":"sales"}'`, { ...found, catalog: 'main', schema: 'sales' }],
    [`client.connect({ host: '${HOST}', path: '${PATH}', token: '${TOKEN}' })`, found],
    [`token:${TOKEN}@${HOST}:443${PATH}`, { ...found, port: '443' }],
    [`databricks://token:${TOKEN}@${HOST}?http_path=${PATH}&catalog=main&schema=sales`, { ...found, catalog: 'main', schema: 'sales' }],
    [`| Server hostname | ${HOST} |\n| HTTP path | ${PATH} |`, { kind: 'connection-details', host: HOST, httpPath: PATH, token: undefined }],
  ])('%s', (text, wanted) => expect(fieldsOf(text, 'host')).toEqual(wanted))

  it('leaves a single value where it was pasted', () => {
    expect(fieldsOf(`the host is ${HOST}`, 'name').kind).toBe('plain')
  })
})
