import { describe, expect, it } from 'vitest'
import { emptyConnectionForm } from './connection'
import { validateForm } from './validate-form'

const form = {
  name: 'Production',
  host: 'adb-984752964297111.11.azuredatabricks.net',
  port: '443',
  httpPath: '/sql/1.0/warehouses/0123456789abcdef',
  catalog: 'main',
  schema: 'sales',
}
const ready = { tokenPresent: true, takenNames: [] }

describe('the whole form', () => {
  it('gives the details of a form without fault', () => {
    expect(validateForm(form, ready)).toEqual({
      details: { ...form, port: 443, warehouseId: '0123456789abcdef', workspaceId: '984752964297111' },
      issues: [],
    })
  })

  it('normalises what was pasted carelessly', () => {
    const { details } = validateForm({ ...form, host: 'https://ADB-984752964297111.11.azuredatabricks.net/', httpPath: 'sql/1.0/warehouses/0123456789abcdef', catalog: ' main ' }, ready)
    expect(details).toMatchObject({ host: form.host, httpPath: form.httpPath, catalog: 'main' })
  })

  it('says at each field of an empty form what is needed, in the order of the form', () => {
    const { details, issues } = validateForm(emptyConnectionForm(), { tokenPresent: false, takenNames: [] })
    expect(details).toBeUndefined()
    expect(issues.filter((issue) => issue.severity === 'error').map((issue) => issue.field)).toEqual(['name', 'host', 'httpPath', 'token', 'catalog'])
  })

  it('lets the schema be empty with a warning', () => {
    const { details, issues } = validateForm({ ...form, schema: '' }, ready)
    expect(details).not.toHaveProperty('schema', 'sales')
    expect(issues).toEqual([expect.objectContaining({ code: 'schema.empty', severity: 'warning' })])
  })

  it('gives the details without a token, and says that it is missing', () => {
    const { details, issues } = validateForm(form, { tokenPresent: false, takenNames: [] })
    expect(details).toBeDefined()
    expect(issues).toEqual([expect.objectContaining({ code: 'token.required', severity: 'error' })])
  })

  it('offers a free name for one that is taken', () => {
    const { details, issues } = validateForm(form, { tokenPresent: true, takenNames: ['PRODUCTION'] })
    expect(details).toBeUndefined()
    expect(issues[0]).toMatchObject({ code: 'name.taken', suggestion: 'Production (2)' })
  })

  it('offers to split catalog.schema over both fields', () => {
    const { issues } = validateForm({ ...form, catalog: 'main.sales', schema: '' }, ready)
    expect(issues.map((issue) => [issue.field, issue.suggestion])).toEqual([['catalog', 'main'], ['schema', 'sales']])
  })

  it('notices that path and host mean different workspaces', () => {
    const { issues } = validateForm({ ...form, httpPath: `${form.httpPath}?o=7` }, ready)
    expect(issues.map((issue) => issue.code)).toEqual(['http-path.two-workspaces'])
  })
})
