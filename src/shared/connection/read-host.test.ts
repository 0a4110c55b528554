import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../../../test/support/any-text'
import { cloudOf, namesOneWorkspace, workspaceIdIn } from './cloud'
import { readHost } from './read-host'

const AZURE = 'adb-984752964297111.11.azuredatabricks.net'
const codes = (text: string) => readHost(text).issues.map((issue) => issue.code)
/** The part of the text that the remark with this code points at. */
const partOf = (text: string, code: string) => {
  const part = readHost(text).issues.find((issue) => issue.code === code)?.part
  return part && text.slice(part.start, part.end)
}

describe('hosts that are right', () => {
  it.each([AZURE, 'dbc-a1b2c3d4-e5f6.cloud.databricks.com', '1234567890123456.7.gcp.databricks.com', 'acme.cloud.databricks.com', 'localhost', '127.0.0.1'])(
    '%s is taken as it is',
    (host) => {
      expect(readHost(host)).toMatchObject({ host, issues: [] })
    },
  )

  it('knows the cloud and the workspace', () => {
    expect(readHost(AZURE)).toMatchObject({ cloud: 'azure', workspaceId: '984752964297111' })
    expect(readHost('1234567890123456.7.gcp.databricks.com')).toMatchObject({ cloud: 'gcp', workspaceId: '1234567890123456' })
    expect(readHost('dbc-a1b2c3d4-e5f6.cloud.databricks.com')).toMatchObject({ cloud: 'aws', workspaceId: undefined })
    expect(cloudOf('adb-1.1.databricks.azure.us')).toBe('azure')
    expect(workspaceIdIn('dbc-a1b2c3d4-e5f6.cloud.databricks.com')).toBeUndefined()
    expect(namesOneWorkspace('acme.cloud.databricks.com')).toBe(false)
  })
})

describe('hosts as they are pasted', () => {
  it('leaves out scheme, port, path and query, and remembers the workspace', () => {
    const text = ` https://ADB-984752964297111.11.azuredatabricks.net:443/sql/warehouses?o=984752964297111#x\n`
    const reading = readHost(text)
    expect(reading).toMatchObject({ host: AZURE, port: 443, workspaceId: '984752964297111' })
    expect(partOf(text, 'host.scheme')).toBe('https://')
    expect(partOf(text, 'host.port')).toBe(':443')
    expect(partOf(text, 'host.path')).toBe('/sql/warehouses?o=984752964297111#x')
    for (const issue of reading.issues) expect(issue).toMatchObject({ suggestion: AZURE })
  })

  it('takes the workspace of a unified host from ?o=', () => {
    expect(readHost('https://acme.databricks.com/?o=42').workspaceId).toBe('42')
  })

  it('takes the host of a JDBC URL', () => {
    expect(readHost(`jdbc:databricks://${AZURE}:443/default;httpPath=/sql/1.0/warehouses/0123456789abcdef;`).host).toBe(AZURE)
  })
})

describe('hosts that are wrong', () => {
  it('puts the missing hyphen in', () => {
    const text = 'adb1234567890123456.17.azuredatabricks.net'
    expect(readHost(text).issues[0]).toMatchObject({ code: 'host.hyphen-missing', severity: 'error', suggestion: 'adb-1234567890123456.17.azuredatabricks.net' })
    expect(partOf(`https://${text}`, 'host.hyphen-missing')).toBe('adb1')
  })

  it('proposes the missing number', () => {
    expect(readHost('adb-984752964297111.azuredatabricks.net').issues[0]).toMatchObject({ code: 'host.shard-missing', suggestion: AZURE })
    expect(readHost('adb-984752964297111').issues[0]).toMatchObject({ suggestion: AZURE })
  })

  it.each([
    ['accounts.cloud.databricks.com', 'host.account-console'],
    ['https://accounts.azuredatabricks.net/', 'host.account-console'],
    ['https://portal.azure.com/#@contoso.com/resource/subscriptions/0/resourceGroups/data/providers/Microsoft.Databricks/workspaces/shop', 'host.cloud-portal'],
    ['eu-west-1.console.aws.amazon.com', 'host.cloud-portal'],
    ['https://console.cloud.google.com/databricks?project=shop', 'host.cloud-portal'],
    ['https://login.databricks.com/', 'host.login-page'],
    ['www.databricks.com', 'host.not-a-workspace'],
    ['azuredatabricks.net', 'host.not-a-workspace'],
    ['/sql/1.0/warehouses/0123456789abcdef', 'host.http-path'],
    ['sql/protocolv1/o/0/0123-456789-abcdefgh', 'host.http-path'],
    ['https://', 'host.scheme-only'],
    ['https', 'host.scheme-only'],
    ['', 'host.required'],
    ['adb-1234.5.azuredatabricks.net other', 'host.characters'],
    ['a'.repeat(64), 'host.token-id'],
    [`dapi${'0a'.repeat(16)}`, 'host.token'],
    ['dbc-a1b2c3d4-e5f6', 'host.zone-missing'],
    ['adb-1234567890.10', 'host.zone-missing'],
    [`x:99999`, 'host.port'],
  ])('%s is refused (%s)', (text, code) => {
    expect(codes(text)).toContain(code)
    expect(readHost(text).host).toBeUndefined()
  })

  it.each([
    ['databricks.acme.example', 'host.unknown-zone'],
    ['10.0.0.7', 'host.ip-address'],
    ['westeurope.azuredatabricks.net', 'host.regional'],
    ['adb-1.1.privatelink.azuredatabricks.net', 'host.privatelink'],
  ])('%s is only warned about (%s)', (text, code) => {
    expect(codes(text)).toEqual([code])
    expect(readHost(text).host).toBe(text)
  })

  it('corrects the dash of a word processor', () => {
    expect(readHost('adb\u2013984752964297111.11.azuredatabricks.net').host).toBe(AZURE)
  })
})

it('reads any text without throwing, and points only inside it', () => {
  const piece = fc.constantFrom('https://', 'adb-', '1234567890', '.', 'azuredatabricks.net', ':', '443', '/', '?o=1', '@', '[', ']', ' ', '"', 'Ü', '\n', ';')
  fc.assert(
    fc.property(fc.oneof(fc.array(piece).map((parts) => parts.join('')), anyText), (text) => {
      const reading = readHost(text)
      expect(reading.host !== undefined || reading.issues.some((issue) => issue.severity === 'error')).toBe(true)
      for (const { part } of reading.issues) {
        const { start, end } = part ?? { start: 0, end: 0 }
        expect(start >= 0 && start <= end && end <= text.length).toBe(true)
      }
      if (reading.host !== undefined) expect(readHost(reading.host).host).toBe(reading.host)
    }),
    { numRuns: 400 },
  )
})
