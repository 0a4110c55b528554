import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditWorld, IMPORTER, importerPolicy, LEAST } from '../../../test/support/audit-facts'
import type { AuditWorld } from '../../../test/support/audit-facts'
import { effectiveAccess } from '../unity-catalog/effective-access'
import { groupsOf } from '../unity-catalog/membership'
import { finish } from '../work'
import type { AuditFacts } from './facts'
import type { Policy } from './policy'
import { known } from './facts'
import { fixScript, wholeScript } from './fix-script'
import type { ScriptForm } from './fix-view'
import { chooseFix, proposeFix, remediate, stepsOf } from './remediate'
import { EVERY_REVOKE, NO_REVOKE, type RevokeChoice } from './revoke-choice'
import { renderSql } from './script-text'
import { runAudit } from './run-audit'
import { applySteps, simulate } from './simulate'
import type { RevokeAllReading } from './simulate'

const ID = `\`${IMPORTER}\``
const fixOf = (world: AuditWorld, policy: Partial<Policy> = {}) => {
  const wanted = importerPolicy(policy)
  return { wanted, fix: remediate(runAudit(world.facts, wanted), world.facts) }
}
const scriptsOf = (world: AuditWorld, policy: Partial<Policy> = {}, choice: RevokeChoice = EVERY_REVOKE) => {
  const proposal = finish(proposeFix(runAudit(world.facts, importerPolicy(policy)), world.facts))
  const fix = finish(chooseFix(proposal, choice))
  const text = (form: ScriptForm): string => finish(wholeScript(fixScript(proposal, fix, form)))
  return { fix, grants: renderSql(fix.grants), revokes: renderSql(stepsOf({ ...fix, grants: [] })), sql: text('sql'), cli: text('cli'), terraform: text('terraform'), rollback: text('rollback') }
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
    const script = scriptsOf(auditWorld())
    expect(statements(script.grants)).toEqual([`GRANT USE CATALOG ON CATALOG \`shop\` TO ${ID};`, `GRANT USE SCHEMA ON SCHEMA \`shop\`.\`sales\` TO ${ID};`, `GRANT SELECT ON SCHEMA \`shop\`.\`sales\` TO ${ID};`])
    expect(script.revokes).toBe('')
  })
  it('grants each chosen table by itself', () => {
    const script = scriptsOf(auditWorld(), { tables: ['ORDERS'] })
    expect(script.grants).toContain(`GRANT SELECT ON TABLE \`shop\`.\`sales\`.\`orders\` TO ${ID};`)
    expect(script.grants).not.toContain('SELECT ON SCHEMA')
  })
  it('is empty where nothing is wrong', () => {
    const script = scriptsOf(auditWorld().give(...LEAST))
    expect([script.grants, script.revokes, script.rollback, script.fix.byHand]).toEqual(['', '', '', []])
  })
  it('grants again after REVOKE ALL PRIVILEGES, in the same unit, and names the gap', () => {
    const script = scriptsOf(auditWorld().give('ALL PRIVILEGES shop.sales', 'USE CATALOG shop', 'MANAGE shop.sales'))
    expect(script.fix.revokes).toHaveLength(1)
    expect([...script.fix.revokes[0]!.revokes, ...script.fix.revokes[0]!.grantsAfter].map(({ sql }) => sql)).toEqual([
      `REVOKE ALL PRIVILEGES ON SCHEMA \`shop\`.\`sales\` FROM ${ID}`,
      `REVOKE MANAGE ON SCHEMA \`shop\`.\`sales\` FROM ${ID}`,
      `GRANT USE SCHEMA, SELECT ON SCHEMA \`shop\`.\`sales\` TO ${ID}`,
    ])
    expect(script.fix.revokes[0]?.gap).toContain('no USE SCHEMA or SELECT on shop.sales')
  })
  it('grants the narrow right before it takes the wide one', () => {
    const script = scriptsOf(auditWorld().give('USE CATALOG shop', 'USE SCHEMA shop', 'SELECT shop'))
    expect(statements(script.revokes)).toEqual([
      `GRANT USE SCHEMA ON SCHEMA \`shop\`.\`sales\` TO ${ID};`, `GRANT SELECT ON SCHEMA \`shop\`.\`sales\` TO ${ID};`,
      `REVOKE USE SCHEMA, SELECT ON CATALOG \`shop\` FROM ${ID};`,
    ])
    expect(script.fix.revokes[0]?.gap).toBeUndefined()
  })
  it('never touches a group, and lists everyone whom a decision affects', () => {
    const script = scriptsOf(auditWorld().give(...LEAST, 'ALL PRIVILEGES shop.hr analysts', 'SELECT finance account users'))
    expect(script.revokes).toBe('')
    expect(script.fix.byHand.map(({ id }) => id)).toEqual(['through-group', 'shared-access'])
    expect(script.fix.byHand[0]?.fix.some(({ affects }) => affects?.includes('maria@shop.example'))).toBe(true)
  })
  it('leaves the fixed catalogs of Databricks alone', () => {
    const script = scriptsOf(auditWorld().give(...LEAST, 'SELECT samples'))
    expect(script.revokes).toBe('')
  })
  it.each([['samples', 'Copy what is needed into a catalog of your own'], ['system', 'An account admin who is also metastore admin'], ['hive_metastore', undefined]])('has no GRANT for catalog %s, where none can be given, and says what to do instead', (catalog, instead) => {
    const world = auditWorld()
    world.builder.catalog({ name: catalog, kind: 'managed', isolation: 'open', owner: 'platform' })
    world.builder.schema({ catalog, name: 'inside', owner: 'platform' })
    world.table(`${catalog}.inside.trips`)
    const scope = { catalog, schema: 'inside' }
    expect(statements(scriptsOf(world, scope).grants)).toEqual([])
    const missing = runAudit(world.facts, importerPolicy(scope)).findings.filter(({ kind }) => kind === 'missing')
    expect(missing.flatMap(({ fix }) => fix).filter(({ sql }) => sql !== undefined)).toEqual([])
    if (instead) expect(missing.some(({ fix }) => fix.some(({ text }) => text.includes(instead)))).toBe(true)
  })
  it('never puts an unknown privilege into SQL as it stands', () => {
    const world = auditWorld().give(...LEAST)
    world.builder.grant('CATALOG', 0, IMPORTER, 'SELECT ON x TO y; DROP')
    const script = scriptsOf(world)
    expect(script.revokes).toBe('')
  })
  it('says the same for the command line', () => {
    const script = scriptsOf(auditWorld().give(LEAST[0], LEAST[1]))
    expect(script.cli).toContain(`databricks grants update schema shop.sales --json '{"changes":[{"principal":"${IMPORTER}","add":["SELECT"]}]}'`)
  })
  it('shows the wanted Terraform block, what to import and what applying it would remove', () => {
    const script = scriptsOf(auditWorld().give(LEAST[0], 'ALL PRIVILEGES shop.sales'))
    expect(script.terraform).toContain(`# Applying this removes from ${IMPORTER} on schema shop.sales: ALL PRIVILEGES.`)
    expect(script.terraform).toContain(`id = "schema/shop.sales/${IMPORTER}"`)
    expect(script.terraform).toContain('privileges = ["USE_SCHEMA", "SELECT"]')
    expect(script.terraform).not.toContain('databricks_grants')
  })
  it('keeps in Terraform whatever is not to be revoked, and says what it can not take away', () => {
    const world = () => auditWorld().give(LEAST[0], 'MODIFY shop.sales', 'SELECT shop.hr')
    const kept = scriptsOf(world(), {}, NO_REVOKE).terraform
    expect(kept).toContain('privileges = ["USE_SCHEMA", "SELECT", "MODIFY"]')
    expect(kept).not.toContain('Applying this removes')
    const taken = scriptsOf(world()).terraform
    expect(taken).toContain('privileges = ["USE_SCHEMA", "SELECT"]')
    expect(taken).toContain('# 1 more to revoke')
  })
  it('gives CAN USE on the warehouse in each form as that form can: no other entry of the list is touched', () => {
    const world = auditWorld().give(...LEAST)
    if (world.facts.warehouses.known) for (const one of world.facts.warehouses.value) one.permissions = known([])
    const script = scriptsOf(world)
    const command = `databricks warehouses update-permissions w1 --json '{"access_control_list":[{"service_principal_name":"${IMPORTER}","permission_level":"CAN_USE"}]}'`
    expect(script.cli).toContain(`\n${command}`)
    expect(script.sql.split('\n').filter((line) => line !== '').every((line) => line.startsWith('--'))).toBe(true)
    expect(script.sql).toContain(command)
    expect(script.terraform).toContain('resource "databricks_permission" "clevertap_warehouse"')
    expect(script.terraform).toContain(`service_principal_name = "${IMPORTER}"`)
    expect(script.terraform).not.toContain('databricks_permissions')
    expect(script.rollback).toMatch(/^-- By hand: take CAN USE/)
    expect(runAudit(simulate(world.facts, [], { warehouse: script.fix.warehouse }), importerPolicy()).verdict.missing).toBe(0)
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
      const after = runAudit(simulate(world.facts, stepsOf(fix), { reading }), wanted)
      expect(after.findings.filter(({ fix: fixes }) => fixes.some(({ how }) => how === 'run'))).toEqual([])
      expect(after.tables.readable).toBe(after.tables.total)
    }))
  })
  it('the GRANTs alone make the import work and take nothing away', () => {
    fc.assert(fc.property(worlds, policies, (world, more) => {
      const { wanted, fix } = fixOf(world, more)
      const after = simulate(world.facts, fix.grants)
      expect(runAudit(after, wanted).verdict.missing).toBe(0)
      const before = readableTo(world.facts, IMPORTER)
      expect(readableTo(after, IMPORTER).every((tri, at) => tri >= before[at]!)).toBe(true)
    }))
  })
  it('whichever revokes are chosen, every needed table stays readable, what was not chosen stays, and the rollback puts back what was there', () => {
    fc.assert(fc.property(worlds, policies, readings, fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), (world, more, reading, ticks) => {
      const wanted = importerPolicy(more)
      const proposal = finish(proposeFix(runAudit(world.facts, wanted), world.facts))
      const except = proposal.units.filter((_unit, at) => ticks[at]).map(({ id }) => id)
      for (const all of [true, false]) {
        const fix = finish(chooseFix(proposal, { all, except }))
        const after = simulate(world.facts, stepsOf(fix), { reading })
        const report = runAudit(after, wanted)
        expect(report.tables.readable).toBe(report.tables.total)
        const left = proposal.units.filter(({ id }) => all === except.includes(id))
        expect(finish(proposeFix(report, after)).units.map(({ id }) => id).sort()).toEqual(left.map(({ id }) => id).sort())
        for (const unit of left) expect(fix.rollback.filter(({ kind, ref }) => kind === 'grant' && ref === unit.ref)).toEqual([])
        expect(rows(applySteps(after.access, fix.rollback, reading))).toEqual(rows(world.facts.access))
      }
    }))
  })
  it('nobody else gains or loses anything', () => {
    fc.assert(fc.property(worlds, policies, readings, (world, more, reading) => {
      const { fix } = fixOf(world, more)
      const after = simulate(world.facts, stepsOf(fix), { reading })
      for (const other of ['maria@shop.example', 'ada@shop.example']) expect(readableTo(after, other)).toEqual(readableTo(world.facts, other))
    }))
  })
  it('the rollback puts back exactly what was stored', () => {
    fc.assert(fc.property(worlds, policies, readings, (world, more, reading) => {
      const { fix } = fixOf(world, more)
      const back = applySteps(applySteps(world.facts.access, stepsOf(fix), reading), fix.rollback, reading)
      expect(rows(back)).toEqual(rows(world.facts.access))
    }))
  })
  it('a second look at the fixed workspace has nothing left to run', () => {
    fc.assert(fc.property(worlds, policies, (world, more) => {
      const { wanted, fix } = fixOf(world, more)
      const after = simulate(world.facts, stepsOf(fix))
      expect(stepsOf(remediate(runAudit(after, wanted), after))).toEqual([])
    }))
  })
  it('stopped between REVOKE and GRANT, the next script grants first', () => {
    fc.assert(fc.property(worlds, policies, (world, more) => {
      const { wanted, fix } = fixOf(world, more)
      const steps = stepsOf(fix)
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
