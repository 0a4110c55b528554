import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../../../test/support/any-text'
import { freeName } from './free-name'
import { readHttpPath } from './read-http-path'
import { readObjectName } from './read-name'
import { readPort } from './read-port'
import { cleanToken, tokenIssues } from './read-token'

const ID = '0123456789abcdef'
const PATH = `/sql/1.0/warehouses/${ID}`

describe('HTTP path', () => {
  it('takes a warehouse path and its id', () => {
    expect(readHttpPath(PATH)).toEqual({ httpPath: PATH, warehouseId: ID, workspaceId: undefined, issues: [] })
  })

  it('keeps ?o=, which unified hosts need', () => {
    expect(readHttpPath(`${PATH}?o=42`)).toEqual({ httpPath: `${PATH}?o=42`, warehouseId: ID, workspaceId: '42', issues: [] })
  })

  it.each([
    [`sql/1.0/warehouses/${ID}`, 'http-path.slash'],
    [`/sql/1.0/warehouses/${ID.toUpperCase()}`, 'http-path.spelling'],
    [`"${PATH}"\n`, 'http-path.surroundings'],
    [`https://adb-1.1.azuredatabricks.net${PATH}`, 'http-path.before'],
    [`C:/Program Files/Git${PATH}`, 'http-path.shell'],
    [`https://adb-1.1.azuredatabricks.net/sql/warehouses/${ID}/connectionDetails`, 'http-path.page-address'],
    [`jdbc:databricks://h.cloud.databricks.com:443/default;httpPath=${PATH};AuthMech=3`, 'http-path.before'],
  ])('%s is understood (%s)', (text, code) => {
    const reading = readHttpPath(text)
    expect(reading).toMatchObject({ httpPath: PATH, warehouseId: ID })
    expect(reading.issues.map((issue) => issue.code)).toContain(code)
  })

  it('takes the legacy spelling and offers the new one', () => {
    expect(readHttpPath(`/sql/1.0/endpoints/${ID}`)).toMatchObject({ httpPath: `/sql/1.0/endpoints/${ID}`, issues: [{ code: 'http-path.legacy', suggestion: PATH }] })
  })

  it.each([
    ['', 'http-path.required'],
    ['sql/protocolv1/o/1234567890123456/0123-456789-abcdefgh', 'http-path.cluster'],
    ['https://adb-1.1.azuredatabricks.net/compute/clusters/0123-456789-abcdefgh', 'http-path.cluster'],
    [ID, 'http-path.bare-id'],
    ['adb-1.1.azuredatabricks.net', 'http-path.host'],
    [`dapi${'0a'.repeat(16)}`, 'http-path.token'],
    ['/default', 'http-path.shape'],
  ])('%s is refused (%s)', (text, code) => {
    const reading = readHttpPath(text)
    expect(reading.httpPath).toBeUndefined()
    expect(reading.issues.map((issue) => issue.code)).toEqual([code])
  })

  it('offers the path around a bare id', () => {
    expect(readHttpPath(ID).issues[0]?.suggestion).toBe(PATH)
  })

  it('only warns about an id of another shape: the workspace decides', () => {
    const text = '/sql/1.0/warehouses/0123'
    const reading = readHttpPath(text)
    expect(reading.httpPath).toBe(text)
    expect(reading.issues[0]).toMatchObject({ severity: 'warning', part: { start: 20, end: 24 } })
  })
})

describe('port', () => {
  it('is 443 when left empty', () => {
    expect(readPort(' ')).toEqual({ port: 443, issues: [] })
  })
  it('may be another one, with a warning', () => {
    expect(readPort('8443')).toMatchObject({ port: 8443, issues: [{ severity: 'warning' }] })
  })
  it.each(['0', '65536', '443x', '-1', '4.5'])('%s is refused', (text) => {
    expect(readPort(text).port).toBeUndefined()
    expect(readPort(text)).toMatchObject({ issues: [{ severity: 'error', suggestion: '443' }] })
  })
})

describe('catalog and schema', () => {
  it('takes names that need quoting, and names typed with backticks', () => {
    expect(readObjectName('catalog', 'sales-eu')).toEqual({ name: 'sales-eu', issues: [] })
    expect(readObjectName('catalog', '`sales``eu`').name).toBe('sales`eu')
  })
  it('takes catalog.schema apart', () => {
    expect(readObjectName('catalog', 'main.sales')).toMatchObject({ schemaFromCatalog: 'sales', issues: [{ suggestion: 'main', part: { start: 4, end: 10 } }] })
    expect(readObjectName('schema', '`main`.sales').issues[0]).toMatchObject({ suggestion: 'sales' })
  })
  it('names the character that is forbidden', () => {
    expect(readObjectName('schema', 'my schema').issues[0]).toMatchObject({ severity: 'error', part: { start: 2, end: 3 } })
  })
  it('lets the schema be empty, but not the catalog', () => {
    expect(readObjectName('schema', '')).toEqual({ issues: [] })
    expect(readObjectName('catalog', '').issues[0]?.code).toBe('catalog.required')
  })
})

describe('token', () => {
  const token = `dapi${'0123456789abcdef'.repeat(2)}`
  it('takes a personal access token, with the suffix of Azure too', () => {
    expect(tokenIssues(token)).toEqual([])
    expect(tokenIssues(`${token}-2`)).toEqual([])
  })
  it.each([
    [`Bearer ${token}`, 'token.bearer', 'warning'],
    [`${token}\n`, 'token.surroundings', 'info'],
    [`${token.slice(0, 10)}\n${token.slice(10)}`, 'token.white-space', 'error'],
    ['ab'.repeat(32), 'token.token-id', 'error'],
    [`dose${'0a'.repeat(16)}`, 'token.oauth-secret', 'warning'],
    ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln', 'token.jwt', 'warning'],
    ['hunter2', 'token.shape', 'warning'],
    [token.slice(0, 20), 'token.length', 'warning'],
    ['', 'token.required', 'error'],
  ])('case %#: %s', (text, code, severity) => {
    expect(tokenIssues(text)).toEqual([expect.objectContaining({ code, severity })])
  })
  it('is cleaned of what a copy brings along', () => {
    expect(cleanToken(` "Bearer ${token}"\n`)).toBe(token)
  })
})

it('no field reader throws, points outside the text, or repeats a credential', () => {
  const secret = fc.constantFrom(`dapi${'4f'.repeat(16)}`, `dose${'4f'.repeat(16)}`, `eyJ${'4f'.repeat(8)}.${'4f'.repeat(8)}.x`)
  const around = fc.oneof(anyText, fc.constantFrom('https://adb-1.1.azuredatabricks.net/', PATH, `${PATH}?token=`, 'main.', ' Bearer '))
  fc.assert(
    fc.property(around, fc.option(secret, { nil: '' }), around, (before, planted, after) => {
      const text = before + planted + after
      const issues = [readHttpPath(text), readPort(text), readObjectName('catalog', text), readObjectName('schema', text)].flatMap((reading) => reading.issues)
      for (const issue of [...issues, ...tokenIssues(text)]) {
        const { start, end } = issue.part ?? { start: 0, end: 0 }
        expect(start >= 0 && start <= end && end <= text.length).toBe(true)
        if (planted !== '') expect(JSON.stringify(issue)).not.toContain('4f4f4f')
      }
    }),
    { numRuns: 400 },
  )
})

it('finds a free name', () => {
  expect(freeName('Prod', ['dev'])).toBe('Prod')
  expect(freeName('prod', ['Prod', 'prod (2)'])).toBe('prod (3)')
  expect(freeName('prod (2)', ['prod (2)'])).toBe('prod (3)')
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (wanted, taken) => {
      expect(taken.map((name) => name.trim().toLowerCase())).not.toContain(freeName(wanted, taken).toLowerCase())
    }),
  )
})
