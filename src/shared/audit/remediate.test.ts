import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditWorld, IMPORTER, importerPolicy, LEAST } from '../../../test/support/audit-facts'
import type { AuditWorld } from '../../../test/support/audit-facts'
import { effectiveAccess } from '../unity-catalog/effective-access'
import { groupsOf } from '../unity-catalog/membership'
import type { AuditFacts } from './facts'
import type { Policy } from './policy'
import { remediate, stepsOf } from './remediate'
import { runAudit } from './run-audit'
import { applySteps, simulate } from './simulate'
import type { RevokeAllReading } from './simulate'

const ID = `\`${IMPORTER}\``
const fixOf = (world: AuditWorld, policy: Partial<Policy> = {}) => {
  const wanted = importerPolicy(policy)
  return { wanted, fix: remediate(runAudit(world.facts, wanted), world.facts) }
}
const statements = (script: string): string[] => script.split('\n').filter((line) => line !== '' && !line.startsWith('--'))

describe('the fix of one finding', () => {
  const sqlOf = (world: AuditWorld, policy: Partial<Policy> = {}) =>
    runAudit(world.facts, importerPolicy(policy)).findings.filter(({ kind }) => kind === 'excess').map(({ fix }) => fix.flatMap(({ sql }) => statements(sql ?? '')))

  it('grants the narrow right before it takes the wide one', () => {
    expect(sqlOf(auditWorld().give('USE CATALOG shop', 'USE SCHEMA shop.sales', 'SELECT shop'))).toEqual([[`GRANT SELECT ON SCHEMA \`shop\`.\`sales\` TO ${ID};`, `REVOKE SELECT ON CATALOG \`shop\` FROM ${ID};`]])
  })
  it('grants again what REVOKE ALL PRIVILEGES takes along', () => {
    expect(sqlOf(auditWorld().give('ALL PRIVILEGES shop'))).toEqual([[
      `GRANT USE SCHEMA ON SCHEMA \`shop\`.\`sales\` TO ${ID};`, `GRANT SELECT ON SCHEMA \`shop\`.\`sales\` TO ${ID};`,
      `REVOKE ALL PRIVILEGES ON CATALOG \`shop\` FROM ${ID};`, `GRANT USE CATALOG ON CATALOG \`shop\` TO ${ID};`,
    ]])
  })
  it('only revokes what serves nothing', () => {
    expect(sqlOf(auditWorld().give(...LEAST, 'SELECT shop.hr', 'ALL PRIVILEGES shop.sales.orders'))).toEqual([[`REVOKE ALL PRIVILEGES ON TABLE \`shop\`.\`sales\`.\`orders\` FROM ${ID};`], [`REVOKE SELECT ON SCHEMA \`shop\`.\`hr\` FROM ${ID};`]])
  })
  it('shows no REVOKE whose GRANTs it can not show', () => {
    const world = auditWorld().give('USE CATALOG shop', 'USE SCHEMA shop.sales', 'SELECT shop.sales')
    const tables = Array.from({ length: 30 }, (_, at) => `t${at}`)
    for (const name of tables) world.table(`shop.sales.${name}`)
    expect(sqlOf(world, { tables })).toEqual([[]])
  })
})

describe('the fix script', () => {
  it('grants what is missing and revokes nothing', () => {
    const { fix } = fixOf(auditWorld())
    expect(statements(fix.sql.grants)).toEqual([`GRANT USE CATALOG ON CATALOG \`shop\` TO ${ID};`, `GRANT USE SCHEMA ON SCHEMA \`shop\`.\`sales\` TO ${ID};`, `GRANT SELECT ON SCHEMA \`shop\`.\`sales\` TO ${ID};`])
    expect(fix.sql.revokes).toBe('')
  })
  it('grants each chosen table by itself', () => {
    const { fix } = fixOf(auditWorld(), { tables: ['ORDERS'] })
    expect(fix.sql.grants).toContain(`GRANT SELECT ON TABLE \`shop\`.\`sales\`.\`orders\` TO ${ID};`)
    expect(fix.sql.grants).not.toContain('SELECT ON SCHEMA')
  })
  it('is empty where nothing is wrong', () => {
    const { fix } = fixOf(auditWorld().give(...LEAST))
    expect([fix.sql.grants, fix.sql.revokes, fix.sql.rollback, fix.byHand]).toEqual(['', '', '', []])
  })
  it('grants again after REVOKE ALL PRIVILEGES, in the same unit, and names the gap', () => {
    const { fix } = fixOf(auditWorld().give('ALL PRIVILEGES shop.sales', 'USE CATALOG shop', 'MANAGE shop.sales'))
    expect(fix.revokes).toHaveLength(1)
    expect([...fix.revokes[0]!.revokes, ...fix.revokes[0]!.grantsAfter].map(({ sql }) => sql)).toEqual([
      `REVOKE ALL PRIVILEGES ON SCHEMA \`shop\`.\`sales\` FROM ${ID}`,
      `REVOKE MANAGE ON SCHEMA \`shop\`.\`sales\` FROM ${ID}`,
      `GRANT USE SCHEMA, SELECT ON SCHEMA \`shop\`.\`sales\` TO ${ID}`,
    ])
    expect(fix.revokes[0]?.gap).toContain('no USE SCHEMA or SELECT on shop.sales')
  })
  it('grants the narrow right before it takes the wide one', () => {
    const { fix } = fixOf(auditWorld().give('USE CATALOG shop', 'USE SCHEMA shop', 'SELECT shop'))
    expect(statements(fix.sql.revokes)).toEqual([
      `GRANT USE SCHEMA ON SCHEMA \`shop\`.\`sales\` TO ${ID};`, `GRANT SELECT ON SCHEMA \`shop\`.\`sales\` TO ${ID};`,
      `REVOKE USE SCHEMA, SELECT ON CATALOG \`shop\` FROM ${ID};`,
    ])
    expect(fix.revokes[0]?.gap).toBeUndefined()
  })
  it('never touches a group, and lists everyone whom a decision affects', () => {
    const { fix } = fixOf(auditWorld().give(...LEAST, 'ALL PRIVILEGES shop.hr analysts', 'SELECT finance account users'))
    expect(fix.sql.revokes).toBe('')
    expect(fix.byHand.map(({ id }) => id)).toEqual(['through-group', 'shared-access'])
    expect(fix.byHand[0]?.fix.some(({ affects }) => affects?.includes('maria@shop.example'))).toBe(true)
  })
  it('leaves the fixed catalogs of Databricks alone', () => {
    const { fix } = fixOf(auditWorld().give(...LEAST, 'SELECT samples'))
    expect(fix.sql.revokes).toBe('')
  })
  it('never puts an unknown privilege into SQL as it stands', () => {
    const world = auditWorld().give(...LEAST)
    world.builder.grant('CATALOG', 0, IMPORTER, 'SELECT ON x TO y; DROP')
    const { fix } = fixOf(world)
    expect(fix.sql.revokes).toBe('')
  })
  it('says the same for the command line', () => {
    const { fix } = fixOf(auditWorld().give(LEAST[0], LEAST[1]))
    expect(fix.cli.grants).toContain(`databricks grants update schema shop.sales --json '{"changes":[{"principal":"${IMPORTER}","add":["SELECT"]}]}'`)
  })
  it('shows the wanted Terraform block, what to import and what applying it would remove', () => {
    const { fix } = fixOf(auditWorld().give(LEAST[0], 'ALL PRIVILEGES shop.sales'))
    expect(fix.terraform).toContain(`# Applying this removes from ${IMPORTER} on schema shop.sales: ALL PRIVILEGES.`)
    expect(fix.terraform).toContain(`id = "schema/shop.sales/${IMPORTER}"`)
    expect(fix.terraform).toContain('privileges = ["USE_SCHEMA", "SELECT"]')
    expect(fix.terraform).not.toContain('databricks_grants')
  })
})

describe('for any workspace', () => {
  const oneGrant = fc.record({
    place: fc.constantFrom('metastore', 'shop', 'finance', 'shop.sales', 'shop.hr', 'finance.books', 'shop.sales.orders', 'shop.sales.customers', 'shop.hr.people'),
    grantee: fc.constantFrom(IMPORTER, IMPORTER, 'analysts', 'account users', 'maria@shop.example', 'platform'),
    privilege: fc.constantFrom('USE CATALOG', 'USE SCHEMA', 'SELECT', 'MODIFY', 'ALL PRIVILEGES', 'MANAGE', 'BROWSE', 'USAGE', 'CREATE TABLE'),
  })
  const owners = fc.record({ place: fc.constantFrom('shop', 'shop.sales', 'shop.sales.orders', 'shop.hr'), owner: fc.constantFrom(IMPORTER, 'analysts') })
  const worlds = fc.tuple(fc.array(oneGrant, { maxLength: 14 }), fc.option(owners, { nil: undefined })).map(([grants, owned]) => {
    const world = auditWorld().give(...grants.map(({ privilege, place, grantee }) => `${privilege} ${place} ${grantee}`))
    return owned ? world.own(owned.place, owned.owner) : world
  })
  const policies = fc.constantFrom<Partial<Policy>>({}, { tables: ['orders'] }, { schema: undefined })
  const readings = fc.constantFrom<RevokeAllReading>('with-implied', 'alone')
  const readableTo = (facts: AuditFacts, principal: string): number[] => {
    const { access } = facts
    const groups = principal === IMPORTER ? access.groups : groupsOf(access, principal)
    return [...effectiveAccess({ ...access, subject: { principal, kind: 'user' } }, groups).readable()]
  }

  it('the script leaves no finding that a statement on its own grants would mend, and every needed table readable', () => {
    fc.assert(fc.property(worlds, policies, readings, (world, more, reading) => {
      const { wanted, fix } = fixOf(world, more)
      const after = runAudit(simulate(world.facts, stepsOf(fix, true), reading), wanted)
      expect(after.findings.filter(({ fix: fixes }) => fixes.some(({ how }) => how === 'run'))).toEqual([])
      expect(after.tables.readable).toBe(after.tables.total)
    }))
  })
  it('the GRANTs alone make the import work and take nothing away', () => {
    fc.assert(fc.property(worlds, policies, (world, more) => {
      const { wanted, fix } = fixOf(world, more)
      const after = simulate(world.facts, stepsOf(fix, false))
      expect(runAudit(after, wanted).verdict.missing).toBe(0)
      const before = readableTo(world.facts, IMPORTER)
      expect(readableTo(after, IMPORTER).every((tri, at) => tri >= before[at]!)).toBe(true)
    }))
  })
  it('nobody else gains or loses anything', () => {
    fc.assert(fc.property(worlds, policies, readings, (world, more, reading) => {
      const { fix } = fixOf(world, more)
      const after = simulate(world.facts, stepsOf(fix, true), reading)
      for (const other of ['maria@shop.example', 'ada@shop.example']) expect(readableTo(after, other)).toEqual(readableTo(world.facts, other))
    }))
  })
  it('the rollback puts back exactly what was stored', () => {
    fc.assert(fc.property(worlds, policies, readings, (world, more, reading) => {
      const { fix } = fixOf(world, more)
      const back = applySteps(applySteps(world.facts.access, stepsOf(fix, true), reading), fix.rollback, reading)
      expect(rows(back)).toEqual(rows(world.facts.access))
    }))
  })
  it('a second look at the fixed workspace has nothing left to run', () => {
    fc.assert(fc.property(worlds, policies, (world, more) => {
      const { wanted, fix } = fixOf(world, more)
      const after = simulate(world.facts, stepsOf(fix, true))
      expect(stepsOf(remediate(runAudit(after, wanted), after), true)).toEqual([])
    }))
  })
  it('stopped between REVOKE and GRANT, the next script grants first', () => {
    fc.assert(fc.property(worlds, policies, (world, more) => {
      const { wanted, fix } = fixOf(world, more)
      const steps = stepsOf(fix, true)
      for (let cut = 0; cut < steps.length; cut++) {
        const half = simulate(world.facts, steps.slice(0, cut))
        const resumed = remediate(runAudit(half, wanted), half)
        expect(runAudit(simulate(half, resumed.grants), wanted).verdict.missing).toBe(0)
      }
    }), { numRuns: 30 })
  })
})

function rows({ grants, principals }: AuditFacts['access']): string[] {
  return [...new Set(grants.on.map((on, row) => `${on} ${grants.at[row]} ${principals[grants.grantee[row]!]} ${grants.privileges[grants.privilege[row]!]}`))].sort()
}
