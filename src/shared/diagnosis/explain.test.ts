import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CATEGORIES } from './category'
import { classify } from './classify'
import { Diagnosis, type DiagnosisContext } from './diagnosis'
import { diagnose, explain, invalidInput } from './explain'

const context: DiagnosisContext = {
  host: 'adb-1234567890123456.7.azuredatabricks.net',
  port: 443,
  httpPath: '/sql/1.0/warehouses/0123456789abcdef',
  warehouseId: '0123456789abcdef',
  warehouseName: 'Shop warehouse',
  catalog: 'retail',
  schema: 'sales',
  table: 'orders',
  principal: '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001',
  principalName: 'CleverTap importer',
  principalKind: 'service-principal',
}
const statements = (diagnosis: Diagnosis): string[] => diagnosis.fixes.flatMap((fix) => (fix.statement === undefined ? [] : [fix.statement.text]))
const links = (diagnosis: Diagnosis): string[] => diagnosis.fixes.flatMap((fix) => (fix.link === undefined ? [] : [fix.link.href]))
const actions = (diagnosis: Diagnosis): string[] => diagnosis.fixes.flatMap((fix) => fix.action ?? [])

describe("the five failures of CleverTap's own table", () => {
  it('connection timeout', () => {
    const d = explain({ message: 'connect ETIMEDOUT 203.0.113.1:443', errorCode: 'ETIMEDOUT' }, context)
    expect(d).toMatchObject({ category: 'timeout', confidence: 'high', title: `${context.host} did not answer in time` })
    expect(actions(d)).toEqual(expect.arrayContaining(['edit-host', 'retry']))
    expect(statements(d)[0]).toContain(`https://${context.host}:443/`)
    expect(d.fixes.some((fix) => fix.ask?.whom.includes('network') === true)).toBe(true)
  })

  it('authentication failed', () => {
    const d = explain({ status: 403, errorCode: '403', message: 'Invalid access token.' }, context)
    expect(d).toMatchObject({ category: 'token_invalid', confidence: 'high' })
    expect(actions(d)[0]).toBe('edit-token')
    expect(statements(d).join()).toContain(`"application_id":"${context.principal}"`)
    expect(links(d)).toContain(`https://${context.host}/settings/user/developer/access-tokens`)
  })

  it('warehouse not found or inactive', () => {
    const missing = explain({ status: 403, errorCode: 'PERMISSION_DENIED', message: 'You do not have permission to use the SQL Warehouse. Please contact your administrator.' }, context)
    expect(missing.category).toBe('warehouse_no_permission')
    expect(missing.alternatives).toContain('warehouse_not_found')
    expect(missing.title).toContain('Shop warehouse')
    expect(statements(missing)[0]).toBe(
      `PATCH /api/2.0/permissions/warehouses/0123456789abcdef\n{"access_control_list":[{"service_principal_name":"${context.principal}","permission_level":"CAN_USE"}]}`,
    )
    expect(links(missing)).toContain(`https://${context.host}/sql/warehouses/0123456789abcdef`)
    const stopped = explain({ message: 'The SQL warehouse is stopped.' }, context)
    expect(stopped.category).toBe('warehouse_stopped')
    expect(actions(stopped)).toContain('start-warehouse')
  })

  it('catalog or schema not accessible', () => {
    const catalog = explain({ message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE CATALOG on Catalog 'retail'. SQLSTATE: 42501" }, context)
    expect(statements(catalog)[0]).toBe('GRANT USE CATALOG ON CATALOG `retail` TO `5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001`;')
    const schema = explain({ message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on Schema 'retail.sales'. SQLSTATE: 42501" }, context)
    expect(statements(schema)[0]).toBe('GRANT USE SCHEMA ON SCHEMA `retail`.`sales` TO `5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001`;')
    expect(schema.fixes[0]?.ask?.message).toContain(statements(schema)[0])
    expect(schema.fixes[0]?.ask?.message).toContain('CleverTap importer')
  })

  it('SELECT denied', () => {
    const d = explain({ message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have SELECT on Table 'retail.sales.orders'. SQLSTATE: 42501" }, context)
    expect(d.title).toBe('SELECT on `retail.sales.orders` is missing')
    expect(statements(d)).toEqual([
      'GRANT SELECT ON SCHEMA `retail`.`sales` TO `5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001`;',
      'GRANT SELECT ON TABLE `retail`.`sales`.`orders` TO `5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001`;',
      'SHOW GRANTS `5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001` ON TABLE `retail`.`sales`.`orders`;',
    ])
    expect(links(d)).toContain(`https://${context.host}/explore/data/retail/sales/orders`)
  })
})

describe('explain', () => {
  it('takes names from the message rather than from a context that speaks of something else', () => {
    const d = explain({ message: "User does not have USE SCHEMA on Schema 'other.place'." }, context)
    expect(statements(d)[0]).toContain('`other`.`place`')
    expect(JSON.stringify(d.fixes)).not.toContain('sales')
  })

  it('quotes names that try to be SQL', () => {
    const d = explain({ message: 'User does not have SELECT on Table' }, { ...context, table: 'x`; DROP SCHEMA y; --' })
    expect(statements(d).join('\n')).toContain('`x``; DROP SCHEMA y; --`')
  })

  it('says plainly that the identity is unknown', () => {
    const d = explain({ message: "User does not have USE CATALOG on Catalog 'retail'." })
    expect(statements(d)[0]).toBe('GRANT USE CATALOG ON CATALOG `retail` TO `<application id of the service principal>`;')
    expect(d.fixes[0]?.text).toContain('Put the application id')
  })

  it('has something to say for every category, with and without context, and only https links', () => {
    for (const category of CATEGORIES) {
      for (const known of [undefined, {}, { host: 'h.example.com' }, context]) {
        const d = Diagnosis.parse(diagnose(category, '', known))
        expect(d.title).not.toMatch(/undefined|\[object|``/)
        expect(JSON.stringify(d)).not.toMatch(/undefined|NaN/)
        if (category !== 'invalid_input') expect(d.causes.length).toBeGreaterThan(0)
        expect(d.fixes.length).toBeGreaterThan(0)
        for (const href of links(d)) expect(href).toMatch(/^https:\/\//)
      }
    }
  })

  it('puts no shell code from the form into a command', () => {
    for (const category of CATEGORIES) {
      const d = diagnose(category, '', { host: 'x; rm -rf ~', warehouseId: '$(reboot)' })
      expect(d.fixes.filter((fix) => fix.statement?.language === 'shell').map((fix) => fix.statement?.text).join()).not.toMatch(/rm -rf|reboot/)
    }
  })

  it('never links to something that is not a host', () => {
    const d = explain({ message: 'Invalid access token.', status: 403 }, { host: 'evil.example.com/x?y=' })
    expect(links(d)).toEqual([])
  })

  it('never lets the name of an object decide', () => {
    const names = ['expired', 'ip_acl', 'no such host', 'token_expired', 'ECONNREFUSED', 'SELECT', 'create_schema', 'self-signed certificate', '429', 'serverless_quota', 'use_catalog', 'Invalid access token.']
    const forms: [string, (name: string) => string][] = [
      ['catalog_no_use', (name) => `[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE CATALOG on Catalog '${name}'. SQLSTATE: 42501`],
      ['schema_no_use', (name) => `PERMISSION_DENIED: User does not have USE SCHEMA on Schema 'c.${name}'.`],
      ['table_no_select', (name) => `User does not have SELECT on Table 'a.b.${name}'.`],
      ['catalog_not_found', (name) => `[NO_SUCH_CATALOG_EXCEPTION] Catalog '${name}' was not found.`],
      ['schema_not_found', (name) => `[SCHEMA_NOT_FOUND] The schema \`main\`.\`${name}\` cannot be found.`],
      ['table_not_found', (name) => `[TABLE_OR_VIEW_NOT_FOUND] The table or view \`a\`.\`b\`.\`${name}\` cannot be found.`],
      ['principal_not_found', (name) => `PRINCIPAL_DOES_NOT_EXIST: Could not find principal with name ${name}`],
      ['catalog_not_bound', (name) => `Catalog '${name}' is not accessible in current workspace`],
      ['create_denied', (name) => `User does not have CREATE SCHEMA on Catalog '${name}'.`],
      ['grant_denied', (name) => `User does not have MANAGE on Schema '${name}'.`],
    ]
    for (const [category, form] of forms) for (const name of names) expect([name, classify({ message: form(name) }).category]).toEqual([name, category])
  })

  it('never throws, whatever the signal says', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }), (message, errorCode, status) => {
        expect(Diagnosis.safeParse(explain({ message, errorCode, status }, context)).success).toBe(true)
      }),
    )
  })

  it('answers in time for a long, hostile text', () => {
    // A rule that backtracks without end would run into the test's own time limit.
    for (const unit of ['user ', 'catalog \'', 'token ', 'warehouse is ', "does not have ", '(((((', '`', 'serverless quota ']) expect(classify({ message: unit.repeat(20_000) }).category).toBeTypeOf('string')
  })
})

describe('invalidInput', () => {
  it('leads to the field', () => {
    expect(invalidInput('httpPath', 'The HTTP path is missing.')).toMatchObject({ category: 'invalid_input', field: 'httpPath', title: 'The HTTP path is missing.', fixes: [{ action: 'edit-http-path' }] })
  })
})

it('offers a way out for each cause of a refusal that names none', () => {
  const offers = (message: string) => explain({ status: 403, errorCode: '403', message }, context).fixes.some(({ text }) => text.includes('Identity and access'))
  expect(offers('Unauthorized access to Org: 3762000000000750')).toBe(true)
  expect(offers('Source IP address: 203.0.113.9 is blocked by Databricks IP ACL for workspace: 3762000000000750')).toBe(false)
})

describe('what was presented and what it is called', () => {
  it('names the issuer of a refused certificate first: it tells whose proxy stands in between', () => {
    const { causes } = explain({ message: 'unable to verify the first certificate', errorCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', headers: { 'tls-subject': 'CN=dbc-1.cloud.databricks.com', 'tls-issuer': 'CN=Example Corp Inspection' } })
    expect(causes[0]).toContain('CN=Example Corp Inspection')
  })

  it('begins a title with a capital where no host is known', () => {
    expect(explain({ message: 'connect ECONNREFUSED 203.0.113.1:443' }).title).toMatch(/^The workspace host/)
    expect(explain({ message: 'connect ECONNREFUSED 203.0.113.1:443' }, { host: 'adb-1.2.azuredatabricks.net' }).title).toMatch(/^adb-1/)
  })
})
