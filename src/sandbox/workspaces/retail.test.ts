import fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { NOW, testWorkspace } from '../sql/test-workspace'
import { catalogTypeText, parseType } from '../sql/types'
import { parseWorkspaceFile } from './read-workspace-file'
import { sampleWorkspaces } from './sample-names'
import { createSample, tokenId } from './samples'

// The first query loads the translator, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
const work = testWorkspace()
afterAll(() => work.engine.close())
const quote = (...parts: string[]): string => parts.map((part) => `\`${part.replaceAll('`', '``')}\``).join('.')

describe('the retail sample', () => {
  it('lets the admin read every table of this workspace, with the columns it promises', async () => {
    const tables = work.state.tables.filter(({ catalog }) => catalog !== 'finance')
    expect(tables.length).toBeGreaterThan(100)
    for (const table of tables) {
      const name = quote(table.catalog, table.schema, table.name)
      const outcome = await work.run('admin', `SELECT * FROM ${name} LIMIT 1`)
      expect(outcome.ok ? 'ok' : outcome.failure.message, name).toBe('ok')
      if (!outcome.ok) continue
      expect(outcome.result.columns.map((column) => column.name), name).toEqual(table.columns.map((column) => column.name))
      const promised = table.columns.map((column) => column.type)
      const got = outcome.result.columns.map((column) => catalogTypeText(parseType(column.type) ?? { kind: 'simple', name: '?' }))
      const same = promised.every((type, index) => type === got[index] || type === 'variant')
      expect(same ? promised : got, name).toEqual(promised)
      expect(outcome.result.rows.length, name).toBe(table.rowCount === 0 ? 0 : 1)
    }
    expect(work.limits).toEqual([])
  })

  it('makes the same rows at every start, and new tokens', async () => {
    const other = testWorkspace()
    const sql = 'SELECT * FROM retail.customer_data.events ORDER BY event_id LIMIT 20'
    expect(await other.rows('admin', sql)).toEqual(await work.rows('admin', sql))
    await other.engine.close()
    const [one, two] = [createSample('retail', NOW), createSample('retail', NOW)]
    expect(one?.tokenValues.clevertap).toMatch(/^dapi[0-9a-f]{32}$/)
    expect(one?.tokenValues.clevertap).not.toBe(two?.tokenValues.clevertap)
    expect(one?.state.tokens.map(({ id }) => id)).toContain(tokenId(one?.tokenValues.clevertap ?? ''))
    expect(JSON.stringify(one?.state)).not.toContain(one?.tokenValues.clevertap)
  })

  it('has a token for every case, among them one expired, one for SQL only and one for nothing', () => {
    const sample = createSample('retail', NOW)
    const token = (name: string) => sample?.state.tokens.find(({ id }) => id === tokenId(sample.tokenValues[name] ?? ''))
    expect(token('expired')?.expiresAt).toBeLessThan(NOW)
    expect(token('expired')?.principal).toBe(token('clevertap')?.principal)
    expect(token('sql-scope')?.scopes).toEqual(['sql'])
    expect(token('no-scope')?.scopes).toEqual([])
    expect(Object.keys(sample?.tokenValues ?? {})).toEqual(sample?.identitiesInfo.map(({ name }) => name))
    expect(sampleWorkspaces.map(({ name }) => name)).toContain('retail')
  })
})

describe('names that need quoting', () => {
  it('come back as they were given', async () => {
    const part = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => !/[ ./\u0000-\u001f\u007f]/u.test(text) && text.trim() !== '' && text.toLowerCase() === text)
    await fc.assert(
      fc.asyncProperty(part, part, async (schema, table) => {
        const state = work.state
        state.schemas.push({ catalog: 'workspace', name: schema, owner: work.context('admin').principal, createdAt: 0, createdBy: 'x' })
        state.tables.push({ catalog: 'workspace', schema, name: table, kind: 'MANAGED', format: 'DELTA', owner: work.context('admin').principal, columns: [{ name: table, type: 'string', nullable: true }], rows: [[schema]], createdAt: 0, createdBy: 'x' })
        const name = quote('workspace', schema, table)
        const shown = await work.rows('admin', `SHOW TABLES IN ${quote('workspace', schema)}`)
        const read = await work.run('admin', `SELECT * FROM ${name}`)
        state.schemas.pop()
        state.tables.pop()
        expect(shown).toEqual([[schema, table, false]])
        expect(read).toMatchObject({ ok: true, result: { columns: [{ name: table }], rows: [[schema]] } })
      }),
      { numRuns: 40 },
    )
  })
})

describe('a workspace file', () => {
  const file = {
    name: 'mine', title: 'Mine', workspaceId: '42',
    identities: [{ key: 'admin', kind: 'user', id: '1', principal: 'a@b.example', displayName: 'A' }],
    warehouses: [{ id: '0123456789abcdef', name: 'W', creator: 'a@b.example' }],
    catalogs: [{ name: 'Main', owner: 'a@b.example' }],
    schemas: [{ catalog: 'main', name: 's', owner: 'a@b.example' }],
    tables: [{ catalog: 'main', schema: 's', name: 't', owner: 'a@b.example', columns: [{ name: 'id', type: 'bigint' }] }],
    grants: [{ principal: 'a@b.example', privilege: 'use_catalog', type: 'CATALOG', securable: 'main' }],
    suggested: { catalog: 'main', schema: 's' },
  }
  it('is read with its defaults', () => {
    const read = parseWorkspaceFile(JSON.stringify(file), NOW)
    expect(read.ok && [read.workspace.state.catalogs[0]?.name, read.workspace.state.grants[0]?.privilege, Object.keys(read.workspace.tokenValues)]).toEqual(['main', 'USE CATALOG', ['admin']])
  })
  it('is refused with the place of each problem', () => {
    expect(parseWorkspaceFile('{', NOW)).toMatchObject({ ok: false })
    const bad = { ...file, tables: [{ ...file.tables[0], columns: [{ name: 'id', type: 'biggint' }] }] }
    expect(parseWorkspaceFile(JSON.stringify(bad), NOW)).toEqual({ ok: false, problems: ['tables.0.columns.0.type: not a type that the sandbox knows'] })
    const dangling = parseWorkspaceFile(JSON.stringify({ ...file, schemas: [] }), NOW)
    expect(dangling).toEqual({ ok: false, problems: ['tables: main.s.t is in a schema that is not in the file'] })
  })
})
