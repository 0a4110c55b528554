import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ADMIN, adminFacts, anyGoal, APPLICATION_ID, factsFor, fulfilled, goalOf } from '../../../test/support/setup-goals'
import { isKnown, notKnown, type WorkspaceFacts } from './facts'
import { makePlan } from './make-plan'
import { type Action, pending, Plan } from './plan'
import { showText } from './template'
import { emptyWorkspaceFacts, scriptFacts } from './workspace-facts'
import { whatItWillRead } from './effective-result'

const ids = (actions: readonly Action[]) => actions.map(({ id }) => id)
const find = (plan: Plan, id: string): Action => {
  const action = plan.actions.find((one) => one.id === id)
  if (!action) throw new Error(`no action ${id} in ${ids(plan.actions).join(', ')}`)
  return action
}

describe('a plan', () => {
  it('for an empty workspace makes everything, the warehouse first and the token last', () => {
    const plan = makePlan(goalOf(), adminFacts())
    expect(ids(pending(plan))).toEqual([
      'warehouse.create', 'principal.create', 'principal.assign', 'principal.entitlement', 'warehouse.permission', 'token.permission',
      'warehouse.start', 'catalog.create', 'schema.create', 'grant.use-catalog', 'grant.use-schema', 'grant.select', 'token.create',
    ])
    expect(plan.obstacles).toEqual([])
    expect(plan.guideOrder.slice(0, 3)).toEqual(['catalog.create', 'warehouse.create', 'warehouse.permission'])
    expect(pending(plan).every(({ who }) => who.youCan === 'yes')).toBe(true)
    expect(plan.openItems.map(({ id }) => id)).toEqual(['nothing-to-import'])
  })

  it('of a goal that is reached is empty', () => {
    fc.assert(fc.property(anyGoal, (goal) => {
      const plan = makePlan(goal, fulfilled(goal))
      expect(ids(pending(plan))).toEqual([])
      expect(plan.obstacles).toEqual([])
    }))
  })

  it('names before an action all that it needs, and each id once', () => {
    fc.assert(fc.property(anyGoal.chain((goal) => fc.tuple(fc.constant(goal), factsFor(goal))), ([goal, facts]) => {
      const { actions, guideOrder, values } = makePlan(goal, facts)
      const before = new Set<string>()
      const born = new Set<string>(Object.keys(values))
      for (const action of actions) {
        for (const id of action.needs) expect(before).toContain(id)
        expect(before).not.toContain(action.id)
        if (action.state !== 'satisfied') for (const name of action.uses) expect(born).toContain(name)
        for (const name of action.produces) born.add(name)
        before.add(action.id)
        expect(action.who.ask.length).toBeGreaterThan(0)
      }
      expect([...guideOrder].sort()).toEqual([...before].sort())
    }))
  })

  it('creates nothing that is known to be there, and revokes nothing', () => {
    fc.assert(fc.property(anyGoal.chain((goal) => fc.tuple(fc.constant(goal), factsFor(goal))), ([goal, facts]) => {
      const plan = makePlan(goal, facts)
      for (const action of pending(plan)) {
        const text = action.change.kind === 'sql' ? showText(action.change.statement) : JSON.stringify(action.change)
        expect(text).not.toMatch(/^(REVOKE|DROP)/)
        if (facts.catalog.known && facts.catalog.value.exists) expect(action.id).not.toBe('catalog.create')
        if (facts.principal.known && facts.principal.value.state === 'present') expect(action.id).not.toBe('principal.create')
      }
    }))
  })

  it('is data that passes its own schema', () => {
    const plan = makePlan(goalOf({ views: [{ name: 'v', from: { catalog: 'a', schema: 'b', table: 'c' }, columns: ['x'] }] }), adminFacts({ cloud: 'azure' }))
    expect(Plan.parse(JSON.parse(JSON.stringify(plan)))).toEqual(JSON.parse(JSON.stringify(plan)))
  })

  it('is the same for the same goal and facts', () => {
    expect(makePlan(goalOf(), adminFacts())).toEqual(makePlan(goalOf(), adminFacts()))
  })
})

describe('looking first', () => {
  it('uses a catalog that is there without the right to create one', () => {
    const facts = adminFacts({
      me: isKnown({ principal: 'dana@example.com', kind: 'user', groups: [], workspaceAdmin: isKnown(false), mayCreateCompute: isKnown(false) }),
      catalog: isKnown({ exists: true, owner: 'dana@example.com', isolated: isKnown(false), boundHere: isKnown(true), grants: isKnown({ rows: [], whole: true }) }),
      schema: isKnown({ exists: false }),
    })
    const plan = makePlan(goalOf(), facts)
    expect(find(plan, 'catalog.create').state).toBe('satisfied')
    expect(find(plan, 'schema.create').who.youCan).toBe('yes')
    expect(find(plan, 'grant.use-catalog').who.youCan).toBe('yes')
    expect(find(plan, 'principal.create').who).toMatchObject({ youCan: 'no', ask: [ADMIN] })
  })

  it('runs SQL on a warehouse that runs already, and starts none for it', () => {
    const other = { id: 'fedcba9876543210', name: 'shared', state: 'RUNNING', myLevel: isKnown('CAN_USE' as const), permissions: notKnown('no') }
    const plan = makePlan(goalOf(), adminFacts({ warehouses: isKnown([other]) }))
    expect(plan.runsOn).toEqual({ id: other.id, name: 'shared' })
    expect(ids(plan.actions)).not.toContain('warehouse.start')
    expect(find(plan, 'warehouse.create').state).toBe('needed')
  })

  it('goes by REST when there is no warehouse to use or create', () => {
    const me = isKnown({ principal: 'dana@example.com', kind: 'user' as const, groups: [], workspaceAdmin: isKnown(false), mayCreateCompute: isKnown(false) })
    const plan = makePlan(goalOf(), adminFacts({ me }))
    expect(plan.unityCatalogBy).toBe('rest')
    expect(find(plan, 'grant.select').change).toMatchObject({ kind: 'rest', method: 'PATCH' })
    expect(plan.openItems.map(({ id }) => id)).toContain('no-warehouse')
  })

  it('says that a view needs a warehouse when all else goes by REST', () => {
    const goal = goalOf({ views: [{ name: 'v', from: { catalog: 'a', schema: 'b', table: 'c' } }] })
    const plan = makePlan(goal, adminFacts(), { unityCatalogBy: 'rest' })
    expect(find(plan, 'view.create:v').compute).toBe('warehouse')
    expect(find(plan, 'view.create:v').needs).toContain('warehouse.start')
    expect(find(plan, 'catalog.create').needs).toEqual([])
  })

  it('names the holders of a missing right, and without a metastore admin the workspace admins', () => {
    const me = isKnown({ principal: 'dana@example.com', kind: 'user' as const, groups: [], workspaceAdmin: isKnown(false), mayCreateCompute: isKnown(false) })
    const none = isKnown({ assigned: true as const, id: 'm', storageRoot: isKnown('s3://x'), grants: isKnown({ rows: [], whole: true }) })
    expect(find(makePlan(goalOf(), adminFacts({ me })), 'catalog.create').who).toEqual({ youCan: 'no', right: 'CREATE CATALOG on the metastore', ask: [ADMIN] })
    expect(find(makePlan(goalOf(), adminFacts({ me, metastore: none, workspaceAdmins: notKnown('no') })), 'catalog.create').who).toMatchObject({ youCan: 'no', ask: ['a workspace admin'] })
    expect(find(makePlan(goalOf(), adminFacts({ metastore: none })), 'catalog.create').who.youCan).toBe('yes')
  })
})

describe('what stands in the way', () => {
  const obstacles = (facts: WorkspaceFacts, goal = goalOf()) => makePlan(goal, facts).obstacles.map(({ id }) => id)
  const noRoot = isKnown({ assigned: true as const, id: 'm', owner: ADMIN, storageRoot: isKnown(null), grants: isKnown({ rows: [], whole: true }) })
  const locations = isKnown([{ name: 'lake', url: 's3://lake/', owner: ADMIN, grants: isKnown({ rows: [], whole: true }) }])

  it('is a metastore without root storage, until a managed location is chosen', () => {
    const plan = makePlan(goalOf(), adminFacts({ metastore: noRoot, externalLocations: locations }))
    expect(plan.obstacles[0]).toMatchObject({ id: 'managed-location' })
    expect(plan.obstacles[0]?.whatToDo.join()).toContain('s3://lake/')
    const chosen = goalOf({ catalog: { name: 'c', managedLocation: 's3://lake/clevertap' } })
    expect(obstacles(adminFacts({ metastore: noRoot, externalLocations: locations }), chosen)).toEqual([])
    const create = find(makePlan(chosen, adminFacts({ metastore: noRoot, externalLocations: locations })), 'catalog.create')
    expect(create.change).toEqual({ kind: 'sql', statement: ["CREATE CATALOG IF NOT EXISTS `c` MANAGED LOCATION 's3://lake/clevertap'"] })
    expect(obstacles(adminFacts({ externalLocations: locations }), goalOf({ catalog: { name: 'c', managedLocation: 's3://elsewhere/x' } }))).toEqual(['managed-location-outside'])
  })

  it.each([
    ['no metastore', { metastore: isKnown({ assigned: false as const }) }, 'no-metastore'],
    ['an inactive identity', { principal: { ...fulfilled(goalOf()).principal, value: { ...(fulfilled(goalOf()).principal as { value: object }).value, active: false } } as WorkspaceFacts['principal'] }, 'principal-inactive'],
    ['two service principals of one name', { principal: isKnown({ state: 'ambiguous' as const, candidates: [{ applicationId: APPLICATION_ID, displayName: 'clevertap' }] }) }, 'principal-ambiguous'],
  ])('is %s', (_, parts, id) => {
    expect(obstacles(adminFacts(parts))).toEqual([id])
  })

  it('is a group whose name is not its own, which has no application id to name it by', () => {
    const facts = adminFacts({ principal: isKnown({ state: 'ambiguous' as const, candidates: ['1', '2'].map((applicationId) => ({ applicationId, displayName: 'loaders' })) }) })
    const [obstacle] = makePlan(goalOf({ principal: { kind: 'group', name: 'loaders' }, token: 'none' }), facts).obstacles
    expect(obstacle).toMatchObject({ id: 'principal-ambiguous', title: '2 groups are named loaders', whatToDo: ['Rename all but one group, or choose another identity.'] })
  })

  it('is an object that must not be created and is not there', () => {
    const goal = goalOf({ catalog: { name: 'c', create: 'never' }, warehouse: { name: 'w', create: 'never' }, principal: { kind: 'servicePrincipal', name: 'p', create: 'never' }, token: 'none' })
    expect(obstacles(adminFacts(), goal)).toEqual(['warehouse-absent', 'principal-absent', 'catalog-absent'])
  })

  it('is not what is unknown: with "always" it is created, with "auto" only where it is missing', () => {
    const unknown = adminFacts({ catalog: notKnown('no'), principal: notKnown('no'), warehouses: notKnown('no') })
    const state = (create: 'auto' | 'always') => {
      const plan = makePlan(goalOf({ catalog: { name: 'c', create }, warehouse: { name: 'w', create }, principal: { kind: 'servicePrincipal', name: 'p', create } }), unknown)
      return ['catalog.create', 'warehouse.create', 'principal.create'].map((id) => find(plan, id).state)
    }
    expect(state('auto')).toEqual(['unknown', 'unknown', 'unknown'])
    expect(state('always')).toEqual(['needed', 'needed', 'needed'])
  })

  it('is a chosen table that is not there, but not a view of the plan', () => {
    const views = [{ name: 'v', from: { catalog: 'a', schema: 'b', table: 'c' } }]
    expect(obstacles(adminFacts(), goalOf({ tables: ['v'], views }))).toEqual([])
    expect(obstacles(adminFacts(), goalOf({ tables: ['v', 'other'], views }))).toEqual(['tables-absent'])
  })

  it('offers to bind an isolated catalog', () => {
    const catalog = isKnown({ exists: true as const, owner: ADMIN, isolated: isKnown(true), boundHere: isKnown(false), grants: isKnown({ rows: [], whole: true }) })
    expect(find(makePlan(goalOf(), adminFacts({ catalog })), 'catalog.bind').change).toMatchObject({
      method: 'PATCH', body: { add: [{ workspace_id: 1234567890123456, binding_type: 'BINDING_TYPE_READ_WRITE' }] },
    })
  })
})

describe('the token', () => {
  const token = (facts: WorkspaceFacts, goal = goalOf()) => makePlan(goal, facts).actions.filter(({ id }) => id.startsWith('token.')).map(({ id, change }) => [id, change.kind === 'rest' ? `${change.method} ${showText(change.path)} as ${change.as}` : change.kind])

  it.each(['aws', 'gcp'] as const)('is made on behalf of a service principal on %s, by PATCH of its right and with scope sql', (cloud) => {
    expect(token(adminFacts({ cloud }))).toEqual([
      ['token.permission', 'PATCH /api/2.0/permissions/authorization/tokens as you'],
      ['token.create', 'POST /api/2.0/token-management/on-behalf-of/tokens as you'],
    ])
    expect(find(makePlan(goalOf(), adminFacts({ cloud })), 'token.create').change).toMatchObject({ body: { application_id: { variable: 'application_id' }, lifetime_seconds: 90 * 86_400, scopes: ['sql'] } })
  })

  it('on Azure is made by the service principal itself, whose secret goes again', () => {
    expect(token(adminFacts({ cloud: 'azure' }))).toEqual([
      ['token.permission', 'PATCH /api/2.0/permissions/authorization/tokens as you'],
      ['token.secret', 'POST /api/2.0/accounts/servicePrincipals/<principal_id>/credentials/secrets as you'],
      ['token.create', 'POST /api/2.0/token/create as service-principal'],
      ['token.secret-delete', 'DELETE /api/2.0/accounts/servicePrincipals/<principal_id>/credentials/secrets/<secret_id> as you'],
    ])
    expect(find(makePlan(goalOf(), adminFacts({ cloud: 'azure' })), 'token.secret-delete')).toMatchObject({ cleansUpAfter: 'token.secret', expected: { check: 'secret-gone' } })
  })

  it('is by hand for an Entra identity, for another person, and where tokens are switched off', () => {
    const present = (fulfilled(goalOf()).principal as { value: object }).value
    const entra = adminFacts({ cloud: 'azure', principal: isKnown({ ...present, managedBy: isKnown('entra' as const) }) as WorkspaceFacts['principal'] })
    const saidToBe = goalOf({ principal: { kind: 'servicePrincipal', name: 'clevertap', managedBy: 'entra' } })
    const notSeen = adminFacts({ cloud: 'azure', principal: isKnown({ ...present, managedBy: notKnown('The workspace does not say.') }) as WorkspaceFacts['principal'] })
    expect(token(notSeen, saidToBe).at(-1)).toEqual(['token.create', 'by-hand'])
    expect(token(notSeen).map(([id]) => id)).toContain('token.secret')
    const off = adminFacts({ tokens: { ...adminFacts().tokens, enabled: isKnown(false) } })
    const person = goalOf({ principal: { kind: 'user', name: 'dana@example.com' } })
    expect(token(entra).at(-1)).toEqual(['token.create', 'by-hand'])
    expect(token(off)).toEqual([['token.create', 'by-hand']])
    expect(token(adminFacts(), person).at(-1)).toEqual(['token.create', 'by-hand'])
    expect(token(adminFacts(), goalOf({ principal: { kind: 'user', name: ADMIN } })).at(-1)).toEqual(['token.create', 'POST /api/2.0/token/create as you'])
  })

  it('is no longer than the workspace allows, asks before it never expires, and a group has none', () => {
    const capped = adminFacts({ tokens: { ...adminFacts().tokens, maxLifetimeDays: isKnown(30) } })
    expect(find(makePlan(goalOf(), capped), 'token.create').change).toMatchObject({ body: { lifetime_seconds: 30 * 86_400 } })
    expect(find(makePlan(goalOf({ token: { lifetimeDays: 0 } }), adminFacts()), 'token.create').asksFirst).toContain('never expires')
    const group = makePlan(goalOf({ principal: { kind: 'group', name: 'importers' } }), adminFacts())
    expect(ids(group.actions).filter((id) => id.startsWith('token'))).toEqual([])
    expect(group.openItems.map(({ id }) => id)).toContain('group-no-test')
  })

  it('of this setup that has expired is made anew', () => {
    const facts = fulfilled(goalOf())
    const old = { ...facts, tokens: { ...facts.tokens, existing: isKnown((facts.tokens.existing as { value: object[] }).value.map((one) => ({ ...one, expiresAt: 1000 }))) } } as WorkspaceFacts
    expect(ids(pending(makePlan(goalOf(), old, { now: 2000 })))).toEqual(['token.create'])
    expect(ids(pending(makePlan(goalOf(), old, { now: 500 })))).toEqual([])
  })
})

describe('script mode', () => {
  it('creates nothing that exists, and sets apart what may exist', () => {
    const goal = goalOf({ principal: { kind: 'servicePrincipal', name: APPLICATION_ID }, token: 'none' })
    const plan = makePlan(goal, scriptFacts({ cloud: 'aws', catalog: 'exists', schema: 'unknown', warehouse: 'exists', principal: 'exists' }, goal))
    expect(find(plan, 'catalog.create').state).toBe('satisfied')
    expect(find(plan, 'schema.create')).toMatchObject({ state: 'unknown', mayBeRefused: true, skipIf: { statement: "SHOW SCHEMAS IN `clevertap_catalog` LIKE 'clevertap_schema'" } })
    expect(ids(plan.actions)).toEqual(expect.arrayContaining(['warehouse.find', 'principal.find']))
    expect(ids(plan.actions)).not.toContain('principal.create')
  })

  it('plans offline for an empty workspace', () => {
    const plan = makePlan(goalOf({ token: 'none' }), emptyWorkspaceFacts())
    expect(plan.obstacles).toEqual([])
    expect(pending(plan).every(({ who }) => who.youCan === 'unknown')).toBe(true)
  })
})

describe('the effective result', () => {
  it('says what will and what will not be read', () => {
    const all = whatItWillRead(goalOf(), adminFacts())
    expect(all.will.join(' ')).toContain('those that come later')
    expect(all.will.join(' ')).toContain('nothing to import')
    const chosen = whatItWillRead(goalOf({ tables: ['a', 'b'] }), adminFacts())
    expect(chosen.will[0]).toContain('2 chosen tables')
    expect(chosen.willNot.join(' ')).toContain('tables that come later')
  })
})
