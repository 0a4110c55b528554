import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectiveAccess } from './effective-access'
import type { Answer, GroupFacts, Level, SecurableRef } from './facts'
import { createFactsBuilder } from './facts-builder'
import type { FactsBuilder } from './facts-builder'
import { groupsOf } from './membership'

const ME = '5e1f7e2a-9d4f-4a55-8f3e-3d2f6f0a1b2c'
const OTHER = 'ann@example.com'

interface World extends FactsBuilder {
  ref(name: string): SecurableRef
}

/** main.sales.orders and main.hr.people, owned by Ann; nobody has anything. */
function world(groups: GroupFacts[] = []): World {
  const builder = createFactsBuilder({ principal: ME, name: 'clevertap', kind: 'service-principal' })
  builder.facts.groups.push(...groups)
  builder.facts.workspaceId = '1'
  builder.facts.metastore = { name: 'metastore', owner: builder.principal(OTHER) }
  for (const name of ['main', 'system', 'hive_metastore']) builder.catalog({ name, kind: 'managed', isolation: 'open', owner: OTHER })
  builder.schema({ catalog: 'main', name: 'sales', owner: OTHER })
  builder.schema({ catalog: 'main', name: 'hr', owner: OTHER })
  builder.schema({ catalog: 'main', name: 'information_schema', owner: OTHER })
  builder.schema({ catalog: 'system', name: 'billing', owner: OTHER })
  builder.schema({ catalog: 'hive_metastore', name: 'old', owner: OTHER })
  builder.object({ catalog: 'main', schema: 'sales', name: 'orders', kind: 'MANAGED', owner: OTHER })
  builder.object({ catalog: 'main', schema: 'hr', name: 'people', kind: 'VIEW', owner: OTHER })
  builder.object({ catalog: 'main', schema: 'information_schema', name: 'tables', kind: 'VIEW', owner: OTHER })
  builder.object({ catalog: 'system', schema: 'billing', name: 'usage', kind: 'MANAGED', owner: OTHER })
  builder.object({ catalog: 'hive_metastore', schema: 'old', name: 'clicks', kind: 'MANAGED', owner: OTHER })
  return { ...builder, ref: (name) => refOf(builder, name) }
}
function refOf(builder: FactsBuilder, name: string): SecurableRef {
  const [catalog = '', schema, object] = name.split('.')
  if (name === '') return { level: 'METASTORE', at: 0 }
  if (schema === undefined) return { level: 'CATALOG', at: builder.findCatalog(catalog) ?? -1 }
  if (object === undefined) return { level: 'SCHEMA', at: builder.findSchema(catalog, schema) ?? -1 }
  return { level: 'OBJECT', at: builder.findObject(catalog, schema, object) ?? -1 }
}
/** 'SELECT main.sales' or 'SELECT main.sales team'. */
function give(to: World, ...lines: string[]): World {
  for (const line of lines) {
    const [, privilege = '', name = '', grantee = ME] = /^([A-Z_ ]+?) ([a-z_.]+)(?: (.+))?$/.exec(line) ?? []
    const ref = name === 'metastore' ? to.ref('') : to.ref(name)
    to.grant(ref.level, ref.at, grantee, privilege)
  }
  return to
}
const own = (to: World, name: string, owner = ME): World => {
  const { level, at } = to.ref(name)
  const list = level === 'CATALOG' ? to.facts.catalogs : to.facts.schemas
  if (level === 'OBJECT') to.facts.objects.owner[at] = to.principal(owner)
  else list[at]!.owner = to.principal(owner)
  return to
}
/** main.hr.people, which the identity may read, as a view of `owner` over main.sales.orders. */
function viewOf(to: World, owner: string, isShown: boolean): World {
  give(to, 'USE CATALOG main', 'USE SCHEMA main.hr', 'SELECT main.hr.people', `USE CATALOG main ${owner}`, `USE SCHEMA main.sales ${owner}`)
  if (isShown) to.facts.views.push({ object: to.ref('main.hr.people').at, reads: [['main', 'sales', 'orders']] })
  return own(to, 'main.hr.people', owner)
}
const WAY = ['USE CATALOG main', 'USE SCHEMA main.sales']
const group = (name: string, member: Answer, more: Partial<GroupFacts> = {}): GroupFacts => ({ name, level: 'account', member, ...more })

describe('the rules, as a truth table (docs/unity-catalog-rules.md)', () => {
  const rows: [rule: string, make: () => World, privilege: string, on: string, answer: Answer][] = [
    ['R1 SELECT needs the two USE privileges', () => give(world(), ...WAY, 'SELECT main.sales.orders'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R1 without USE CATALOG', () => give(world(), 'USE SCHEMA main.sales', 'SELECT main.sales.orders'), 'SELECT', 'main.sales.orders', 'no'],
    ['R1 without USE SCHEMA', () => give(world(), 'USE CATALOG main', 'SELECT main.sales.orders'), 'SELECT', 'main.sales.orders', 'no'],
    ['R1 without SELECT', () => give(world(), ...WAY), 'SELECT', 'main.sales.orders', 'no'],
    ['R1 nothing at all', () => world(), 'SELECT', 'main.sales.orders', 'no'],
    ['R2 SELECT on the schema reaches its tables', () => give(world(), ...WAY, 'SELECT main.sales'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R2 ... and no other schema', () => give(world(), ...WAY, 'USE SCHEMA main.hr', 'SELECT main.sales'), 'SELECT', 'main.hr.people', 'no'],
    ['R2 SELECT on the catalog reaches every schema', () => give(world(), ...WAY, 'SELECT main'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R2 USE SCHEMA on the catalog reaches its schemas', () => give(world(), 'USE CATALOG main', 'USE SCHEMA main', 'SELECT main.sales'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R2 USE CATALOG does not imply USE SCHEMA', () => give(world(), 'USE CATALOG main'), 'USE SCHEMA', 'main.sales', 'no'],
    ['R3 metastore privileges are not inherited', () => give(world(), 'SELECT metastore', ...WAY), 'SELECT', 'main.sales.orders', 'no'],
    ['R3 metastore privileges count there', () => give(world(), 'CREATE CATALOG metastore'), 'CREATE CATALOG', '', 'yes'],
    ['R4 a group the identity is in', () => give(world([group('team', 'yes')]), ...WAY, 'SELECT main.sales team'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R4 a group it is not in', () => give(world([group('team', 'no')]), ...WAY, 'SELECT main.sales team'), 'SELECT', 'main.sales.orders', 'no'],
    ['R4 a group nobody could look into', () => give(world([group('team', 'unknown')]), ...WAY, 'SELECT main.sales team'), 'SELECT', 'main.sales.orders', 'unknown'],
    ['R4 a group that was not even listed', () => give(world(), ...WAY, 'SELECT main.sales team'), 'SELECT', 'main.sales.orders', 'unknown'],
    ['R4 unknown does not spoil a yes', () => give(world(), ...WAY, 'SELECT main.sales team', 'SELECT main.sales'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R4 unknown does not open a closed way', () => give(world(), 'SELECT main.sales team'), 'SELECT', 'main.sales.orders', 'no'],
    ['R4 another person', () => give(world(), ...WAY, `SELECT main.sales ${OTHER}`), 'SELECT', 'main.sales.orders', 'no'],
    ['R5 account users is everybody', () => give(world(), ...WAY, 'SELECT main.sales account users'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R6 the owner of a table reads it', () => own(give(world(), ...WAY), 'main.sales.orders'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R6 ... but needs the way', () => own(world(), 'main.sales.orders'), 'SELECT', 'main.sales.orders', 'no'],
    ['R6 owning the schema is not SELECT on its tables', () => own(give(world(), ...WAY), 'main.sales'), 'SELECT', 'main.sales.orders', 'no'],
    ['R6 owning the schema is USE SCHEMA', () => own(give(world(), 'USE CATALOG main', 'SELECT main.sales'), 'main.sales'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R6 owning the catalog is USE CATALOG', () => own(give(world(), 'USE SCHEMA main.sales', 'SELECT main.sales'), 'main'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R6 owning the catalog is MANAGE on its tables', () => own(world(), 'main'), 'MANAGE', 'main.sales.orders', 'yes'],
    ['R6 owning the catalog is not USE SCHEMA inside', () => own(world(), 'main'), 'USE SCHEMA', 'main.sales', 'no'],
    ['R6 an owner that is a group', () => own(give(world([group('team', 'yes')]), ...WAY), 'main.sales.orders', 'team'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R6 an owner that is an unknown group', () => own(give(world(), ...WAY), 'main.sales.orders', 'team'), 'SELECT', 'main.sales.orders', 'unknown'],
    ['R7 ALL PRIVILEGES on the schema is SELECT', () => give(world(), 'USE CATALOG main', 'ALL PRIVILEGES main.sales'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R7 ALL PRIVILEGES on the catalog opens everything in it', () => give(world(), 'ALL PRIVILEGES main'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R7 ALL PRIVILEGES is MODIFY', () => give(world(), 'ALL PRIVILEGES main'), 'MODIFY', 'main.sales.orders', 'yes'],
    ['R7 ALL PRIVILEGES is not MANAGE', () => give(world(), 'ALL PRIVILEGES main'), 'MANAGE', 'main.sales.orders', 'no'],
    ['R7 ALL PRIVILEGES is not EXTERNAL USE SCHEMA', () => give(world(), 'ALL PRIVILEGES main'), 'EXTERNAL USE SCHEMA', 'main.sales', 'no'],
    ['R7 ALL PRIVILEGES on a table is not the way to it', () => give(world(), 'ALL PRIVILEGES main.sales.orders'), 'SELECT', 'main.sales.orders', 'no'],
    ['R8 MANAGE is no data access', () => give(world(), ...WAY, 'MANAGE main.sales'), 'SELECT', 'main.sales.orders', 'no'],
    ['R8 MANAGE reaches inside', () => give(world(), ...WAY, 'MANAGE main.sales'), 'MANAGE', 'main.sales.orders', 'yes'],
    ['R8 MANAGE needs the way to be used', () => give(world(), 'MANAGE main.sales'), 'MANAGE', 'main.sales.orders', 'no'],
    ['R9 USAGE on a catalog is USE CATALOG', () => give(world(), 'USAGE main', 'USAGE main.sales', 'SELECT main.sales'), 'SELECT', 'main.sales.orders', 'yes'],
    ['R9 USAGE on a catalog is not USE SCHEMA', () => give(world(), 'USAGE main', 'SELECT main.sales'), 'SELECT', 'main.sales.orders', 'no'],
    ['R10 a metastore admin manages', () => withAdmin(world(), ME), 'MANAGE', 'main.sales.orders', 'yes'],
    ['R10 ... and reads nothing by that', () => withAdmin(give(world(), ...WAY), ME), 'SELECT', 'main.sales.orders', 'no'],
    ['R11 BROWSE looks without the way', () => give(world(), 'BROWSE main'), 'BROWSE', 'main.sales.orders', 'yes'],
    ['R11 BROWSE reads nothing', () => give(world(), ...WAY, 'BROWSE main'), 'SELECT', 'main.sales.orders', 'no'],
    ['R12 an isolated catalog bound here', () => bind(give(world(), ...WAY, 'SELECT main.sales'), ['1']), 'SELECT', 'main.sales.orders', 'yes'],
    ['R12 an isolated catalog bound elsewhere', () => bind(give(world(), ...WAY, 'SELECT main.sales'), ['2']), 'SELECT', 'main.sales.orders', 'no'],
    ['R12 bindings that were not seen', () => bind(give(world(), ...WAY, 'SELECT main.sales'), undefined), 'SELECT', 'main.sales.orders', 'unknown'],
    ['R13 a view whose owner may read its table', () => viewOf(give(world(), 'SELECT main.sales.orders people@example.com'), 'people@example.com', true), 'SELECT', 'main.hr.people', 'yes'],
    ['R13 a view whose owner may not', () => viewOf(world(), 'people@example.com', true), 'SELECT', 'main.hr.people', 'no'],
    ['R13 a view whose owner is in an unknown group that may', () => viewOf(give(world([group('team', 'no')]), 'SELECT main.sales.orders team'), 'people@example.com', true), 'SELECT', 'main.hr.people', 'unknown'],
    ['R13 a view whose text was not shown', () => viewOf(world(), 'people@example.com', false), 'SELECT', 'main.hr.people', 'unknown'],
    ['R13 a view needs nothing on its tables', () => give(world(), 'USE CATALOG main', 'USE SCHEMA main.hr', 'SELECT main.hr.people'), 'SELECT', 'main.hr.people', 'yes'],
    ['R15 hive_metastore is another world', () => give(world(), 'SELECT hive_metastore'), 'SELECT', 'hive_metastore.old.clicks', 'unknown'],
    ['R16 USE SCHEMA on catalog system has no effect', () => give(world(), 'USE CATALOG system', 'USE SCHEMA system', 'SELECT system.billing'), 'SELECT', 'system.billing.usage', 'no'],
    ['R16 USE SCHEMA on its schema has', () => give(world(), 'USE CATALOG system', 'USE SCHEMA system.billing', 'SELECT system.billing'), 'SELECT', 'system.billing.usage', 'yes'],
    ['R17 information_schema needs the catalog only', () => give(world(), 'USE CATALOG main'), 'SELECT', 'main.information_schema.tables', 'yes'],
    ['R18 MODIFY needs SELECT', () => give(world(), ...WAY, 'MODIFY main.sales'), 'MODIFY', 'main.sales.orders', 'no'],
    ['R19 grants that were not visible', () => hide(give(world(), ...WAY)), 'SELECT', 'main.sales.orders', 'unknown'],
    ['R19 ... do not matter where a visible one decides', () => hide(give(world(), ...WAY, 'SELECT main.sales')), 'SELECT', 'main.sales.orders', 'yes'],
  ]
  it.each(rows)('%s', (_rule, make, privilege, on, answer) => {
    const made = make()
    const access = effectiveAccess(made.facts)
    const decision = access.can(privilege, made.ref(on))
    expect(decision.answer, decision.reason).toBe(answer)
    if (privilege === 'SELECT') expect(['no', 'unknown', 'yes'][access.readable()[made.ref(on).at] ?? -1]).toBe(answer)
  })
})
const withAdmin = (to: World, principal: string): World => ((to.facts.metastore.owner = to.principal(principal)), to)
const bind = (to: World, boundTo: string[] | undefined): World => ((to.facts.catalogs[0] = { ...to.facts.catalogs[0]!, isolation: 'isolated', boundTo }), to)
const hide = (to: World): World => (to.facts.hidden.push({ what: 'grants', level: 'CATALOG', at: 0, inside: true, why: 'the caller does not own it' }), to)

describe('the path that proves it', () => {
  it('leads from the identity through its groups, the grant and the parents to the object', () => {
    const made = give(world([group('readers', 'yes', { via: ['team'] })]), ...WAY, 'SELECT main.sales readers')
    const { path, by } = effectiveAccess(made.facts).can('SELECT', made.ref('main.sales.orders'))
    expect(path.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['identity clevertap', 'group team', 'group readers', 'grant SELECT', 'schema main.sales', 'object main.sales.orders'])
    expect(by).toMatchObject({ kind: 'grant', on: made.ref('main.sales') })
  })
  it('names what is in the way', () => {
    const made = give(world(), 'USE CATALOG main', 'SELECT main.sales')
    expect(effectiveAccess(made.facts).can('SELECT', made.ref('main.sales.orders')).reason).toContain('no USE SCHEMA on schema main.sales')
  })
  it('warns of masks and filters beside a yes', () => {
    const made = give(world(), ...WAY, 'SELECT main.sales')
    made.facts.filters.push({ object: made.ref('main.sales.orders').at, kind: 'column mask', column: 'email' })
    expect(effectiveAccess(made.facts).can('SELECT', made.ref('main.sales.orders')).caveats).toEqual(['A column mask may hide values of email.'])
  })
})

describe('membership of another identity', () => {
  it('follows nested groups, and is unknown where members were not seen', () => {
    const made = world([group('outer', 'no', { members: ['inner'] }), group('inner', 'no', { members: [OTHER] }), group('closed', 'no')])
    expect(groupsOf(made.facts, OTHER).map(({ member }) => member)).toEqual(['yes', 'yes', 'unknown'])
    expect(groupsOf(made.facts, 'bob@example.com').map(({ member }) => member)).toEqual(['no', 'no', 'unknown'])
  })
  it('survives groups that contain each other', () => {
    const made = world([group('a', 'no', { members: ['b'] }), group('b', 'no', { members: ['a', OTHER] })])
    expect(groupsOf(made.facts, OTHER).map(({ member }) => member)).toEqual(['yes', 'yes'])
  })
})

describe('any set of grants', () => {
  const places: [Level, string][] = [['METASTORE', ''], ['CATALOG', 'main'], ['SCHEMA', 'main.sales'], ['SCHEMA', 'main.hr'], ['OBJECT', 'main.sales.orders'], ['OBJECT', 'main.hr.people'], ['CATALOG', 'system'], ['SCHEMA', 'system.billing']]
  const oneGrant = fc.record({
    place: fc.constantFrom(...places),
    grantee: fc.constantFrom(ME, 'account users', 'team', 'closed', 'strangers', OTHER),
    privilege: fc.constantFrom('USE CATALOG', 'USE SCHEMA', 'SELECT', 'MODIFY', 'ALL PRIVILEGES', 'MANAGE', 'BROWSE', 'USAGE', 'CREATE SCHEMA'),
  })
  type OneGrant = { place: [Level, string]; grantee: string; privilege: string }
  const build = (grants: readonly OneGrant[]): World => {
    const made = world([group('team', 'yes'), group('closed', 'unknown'), group('strangers', 'no')])
    for (const { place, grantee, privilege } of grants) made.grant(place[0], made.ref(place[1]).at, grantee, privilege)
    return made
  }
  const questions: [string, string][] = ['SELECT', 'MODIFY', 'MANAGE', 'USE SCHEMA', 'BROWSE'].flatMap((privilege) => places.map(([, name]): [string, string] => [privilege, name]))
  const answers = (made: World): number[] => {
    const access = effectiveAccess(made.facts)
    return questions.map(([privilege, name]) => ['no', 'unknown', 'yes'].indexOf(access.can(privilege, made.ref(name)).answer))
  }

  it('adding a grant never removes access', () => {
    fc.assert(fc.property(fc.array(oneGrant, { maxLength: 12 }), oneGrant, (grants, added) => {
      const before = answers(build(grants))
      const after = answers(build([...grants, added]))
      expect(after.every((answer, at) => answer >= before[at]!)).toBe(true)
    }))
  })
  it('the order of grants does not matter', () => {
    fc.assert(fc.property(fc.array(oneGrant, { maxLength: 12 }).chain((grants) => fc.tuple(fc.constant(grants), fc.shuffledSubarray(grants, { minLength: grants.length }))), ([one, other]) => {
      expect(answers(build(other))).toEqual(answers(build(one)))
    }))
  })
  it('answers for all tables at once what it answers for each', () => {
    fc.assert(fc.property(fc.array(oneGrant, { maxLength: 12 }), (grants) => {
      const made = build(grants)
      const access = effectiveAccess(made.facts)
      const all = [...access.readable()].map((tri) => ['no', 'unknown', 'yes'][tri])
      expect(all).toEqual(made.facts.objects.name.map((_, at) => access.can('SELECT', { level: 'OBJECT', at }).answer))
    }))
  })
  it('every yes has a path from the identity to the securable', () => {
    fc.assert(fc.property(fc.array(oneGrant, { maxLength: 12 }), (grants) => {
      const made = build(grants)
      const access = effectiveAccess(made.facts)
      for (const [privilege, name] of questions) {
        const decision = access.can(privilege, made.ref(name))
        if (decision.answer !== 'yes') continue
        expect(decision.path[0]?.kind).toBe('identity')
        expect(decision.path.at(-1)?.name).toBe(name === '' ? 'metastore' : name)
      }
    }))
  })
})
