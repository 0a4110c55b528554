import { parse } from '@cdktf/hcl2json'
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ADMIN, adminFacts, anyGoal, anyName, APPLICATION_ID, factsFor, fulfilled, goalOf } from '../../../../test/support/setup-goals'
import { isKnown, notKnown, type WorkspaceFacts } from '../facts'
import type { Goal } from '../goal'
import { makePlan } from '../make-plan'
import { pending, type Plan } from '../plan'
import { peopleToAsk, renderAskMessage } from './ask-message'
import { renderCli } from './cli'
import { renderRollback } from './rollback'
import { renderSql, sqlStatements } from './sql'
import { renderTerraform } from './terraform'
import { emptyWorkspaceFacts } from '../workspace-facts'

const SECRET = 'dapi0123456789abcdef0123456789abcdef'
const RENDERINGS: Record<string, (plan: Plan, goal: Goal, facts: WorkspaceFacts, values?: Record<string, string>) => string> = {
  sql: (plan, _goal, _facts, values) => renderSql(plan, { values }),
  bash: (plan, goal, _facts, values) => renderCli(plan, goal, { shell: 'bash', values }),
  powershell: (plan, goal, _facts, values) => renderCli(plan, goal, { shell: 'powershell', values }),
  terraform: (plan, goal, facts, values) => renderTerraform(plan, goal, facts, { values }),
  rollback: (plan, _goal, _facts, values) => renderRollback(plan, { values }),
}
const goalAndFacts = anyGoal.chain((goal) => fc.tuple(fc.constant(goal), factsFor(goal)))

it.each(['sql', 'bash', 'powershell', 'terraform'])('as %s it is one remark where everything is as wanted', (name) => {
  const [goal, facts] = [goalOf(), adminFacts()]
  expect(RENDERINGS[name]?.({ ...makePlan(goal, facts), actions: [] }, goal, facts)).toMatch(/^(--|#) [^\n]*Nothing to run: everything is as wanted\.\n$/)
})

describe.each(Object.entries(RENDERINGS))('as %s', (_name, render) => {
  it('names every action that is left exactly once', () => {
    fc.assert(fc.property(goalAndFacts, ([goal, facts]) => {
      const plan = makePlan(goal, facts)
      const headings = render(plan, goal, facts).split('\n').filter((line) => /^(--|#) \d+\. .*\]$/.test(line))
      expect(headings.map((line) => pending(plan).find(({ id }) => line.endsWith(` [${id}]`))?.id).sort()).toEqual(pending(plan).map(({ id }) => id).sort())
    }), { numRuns: 50 })
  })

  it('never holds a token or a secret', () => {
    for (const cloud of ['aws', 'azure'] as const) {
      const facts = adminFacts({ cloud })
      const text = render(makePlan(goalOf(), facts), goalOf(), facts, { token: SECRET, oauth_secret: SECRET, principal_id: '77', application_id: APPLICATION_ID, warehouse_id: '0123456789abcdef' })
      expect(text).not.toContain(SECRET)
      expect(text).toContain('77')
    }
  })

  it('has a line for each of 10,000 tables', () => {
    const goal = goalOf({ tables: Array.from({ length: 10_000 }, (_, at) => `table_${at}`) })
    const text = render(makePlan(goal, adminFacts()), goal, adminFacts())
    for (const at of [0, 4_999, 9_999]) expect(text).toMatch(new RegExp(`\\btable_${at}\\b`))
  })
})

describe('SQL', () => {
  it('is what an admin would write, with the rest as numbered comments', () => {
    const text = renderSql(makePlan(goalOf({ token: 'none', catalog: { name: 'c', comment: "it's" } }), adminFacts()))
    expect(text).toContain('-- Replace it everywhere: <application_id> is')
    expect(text).toContain("CREATE CATALOG IF NOT EXISTS `c` COMMENT 'it\\'s';")
    expect(text).toContain('GRANT USE CATALOG ON CATALOG `c` TO `<application_id>`;')
    expect(text).toContain('-- 1. Create SQL warehouse clevertap_warehouse [warehouse.create]')
    expect(text).toContain('--      POST /api/2.0/sql/warehouses')
  })

  it('runs nothing but the planned statements, whatever the names', () => {
    fc.assert(fc.property(goalAndFacts, ([goal, facts]) => {
      const plan = makePlan(goal, facts)
      const code = renderSql(plan).replace(/`(?:[^`]|``)*`|'(?:[^'\\]|\\.)*'|--[^\n\r]*/g, (found) => (found.startsWith('--') ? '' : '`x`'))
      for (const statement of code.split(';').map((one) => one.trim()).filter((one) => one !== '')) {
        expect(statement).toMatch(/^(CREATE CATALOG IF NOT EXISTS `x`( COMMENT `x`)?|CREATE SCHEMA IF NOT EXISTS (`x`\.?){2}|CREATE VIEW IF NOT EXISTS (`x`\.?){3} AS SELECT (\*|(`x`(, )?)+) FROM (`x`\.?){3}|GRANT (USE CATALOG|USE SCHEMA|SELECT) ON (CATALOG|SCHEMA|TABLE) (`x`\.?){1,3} TO `x`)$/)
      }
    }))
  })

  it('sets apart what may be there already', () => {
    const plan = makePlan(goalOf(), adminFacts({ catalog: notKnown('no') }))
    expect(renderSql(plan)).toContain('Skip this if SHOW CATALOGS lists clevertap_catalog.')
    expect(sqlStatements(plan, { values: { application_id: APPLICATION_ID } }).find(({ actionId }) => actionId === 'catalog.create')?.mayBeRefused).toBe(true)
    expect(sqlStatements(plan, {}).map(({ actionId }) => actionId)).toEqual(['catalog.create', 'schema.create'])
  })
})

describe('the bash script', () => {
  it('is accepted by bash, whatever the names', () => {
    fc.assert(fc.property(goalAndFacts, ([goal, facts]) => {
      execFileSync('bash', ['-n'], { input: renderCli(makePlan(goal, facts), goal, { shell: 'bash' }), stdio: ['pipe', 'ignore', 'pipe'] })
    }), { numRuns: 15 })
  })

  it('hands every name to the command as it is', () => {
    // A function in the program's place writes down what it was given.
    const stub = 'databricks() { if [ "$1 $2" = "api get" ]; then return 1; fi; for one in "$@"; do printf "%s\\n" "$one" >&3; done; }\n'
    fc.assert(fc.property(anyName, anyName, (catalog, schema) => {
      const goal = goalOf({ catalog: { name: `a'b"c$(id)\`d\`${catalog}`, comment: catalog }, schema: { name: schema }, token: 'none' })
      const script = renderCli(makePlan(goal, { ...fulfilled(goal), catalog: isKnown({ exists: false }) }, { unityCatalogBy: 'rest' }), goal, { shell: 'bash' })
      const given = execFileSync('bash', ['-c', `exec 3>&1\n${stub}${script}`], { encoding: 'utf8' }).split('\n')
      const bodies = given.filter((_, at) => given[at - 1] === '--json').map((body) => JSON.parse(body) as unknown)
      expect(bodies).toContainEqual({ name: goal.catalog.name, comment: catalog })
      expect(bodies).toContainEqual({ name: schema, catalog_name: goal.catalog.name })
      expect(bodies).toContainEqual({ changes: [{ principal: APPLICATION_ID, add: ['USE_CATALOG'] }] })
    }), { numRuns: 15 })
  })

  it('looks before it creates, deletes the secret whatever happens, and keeps the token in a file', () => {
    const script = renderCli(makePlan(goalOf(), adminFacts({ cloud: 'azure' })), goalOf(), { shell: 'bash' })
    expect(script).toContain('databricks warehouses list')
    expect(script).toContain('if [ -z "${warehouse_id}" ]; then')
    expect(script).toContain('trap delete_secret EXIT')
    expect(script).toContain('DATABRICKS_CLIENT_SECRET="${oauth_secret}"')
    expect(script.indexOf("[ ! -e clevertap-token.txt ] ||")).toBeGreaterThan(0)
    expect(script.indexOf("[ ! -e clevertap-token.txt ] ||")).toBeLessThan(script.indexOf('/api/2.0/token/create'))
    expect(script).toContain("databricks permissions update warehouses \"${warehouse_id}\" --json '{\"access_control_list\":[{\"service_principal_name\":\"'\"${application_id}\"'\",\"permission_level\":\"CAN_USE\"}]}'")
  })
})

describe('the PowerShell script', () => {
  it('holds names in single quotes only, typographic ones doubled too', () => {
    const goal = goalOf({ schema: { name: "o’n'eil$(x)" }, token: 'none' })
    const script = renderCli(makePlan(goal, adminFacts()), goal, { shell: 'powershell' })
    expect(script).toContain("o\\u2019n''eil$(x)")
    expect(script).toContain('$warehouse_id = $answer.id')
  })
})

describe('Terraform', () => {
  const json = async (plan: Plan, goal: Goal, facts: WorkspaceFacts) =>
    (await parse('plan.tf', renderTerraform(plan, goal, facts))) as { resource?: Record<string, Record<string, Record<string, unknown>[]>>; data?: Record<string, unknown>; import?: unknown[]; output?: Record<string, { value: string }[]>; terraform?: { required_providers: Record<string, unknown>[] }[] }

  it('parses, whatever the names, and has no resource that takes away the rights of others, and no token', async () => {
    await fc.assert(fc.asyncProperty(goalAndFacts, async ([goal, facts]) => {
      const parsed = await json(makePlan(goal, facts), goal, facts)
      for (const type of Object.keys(parsed.resource ?? {})) {
        expect(['databricks_catalog', 'databricks_schema', 'databricks_sql_endpoint', 'databricks_service_principal', 'databricks_permission_assignment', 'databricks_entitlements', 'databricks_permission', 'databricks_workspace_binding', 'databricks_sql_table', 'databricks_grant']).toContain(type)
      }
    }), { numRuns: 25 })
  })

  it('makes an empty workspace ready', async () => {
    const parsed = await json(makePlan(goalOf(), adminFacts()), goalOf(), adminFacts())
    expect(parsed.resource?.databricks_catalog?.clevertap?.[0]).toEqual({ name: 'clevertap_catalog' })
    expect(parsed.resource?.databricks_grant?.clevertap_schema?.[0]).toEqual({
      schema: '${databricks_schema.clevertap.id}', principal: '${databricks_service_principal.clevertap.application_id}', privileges: ['SELECT', 'USE_SCHEMA'],
    })
    expect(parsed.resource?.databricks_permission?.clevertap_warehouse?.[0]).toMatchObject({ permission_level: 'CAN_USE' })
    expect(renderTerraform(makePlan(goalOf(), adminFacts()), goalOf(), adminFacts())).toContain('the value would lie in the Terraform state')
  })

  it('asks for a provider that knows its resources, and tells each id that a step by hand names', async () => {
    const made = await json(makePlan(goalOf(), adminFacts()), goalOf(), adminFacts())
    expect(made.terraform?.[0]?.required_providers[0]?.databricks).toEqual({ source: 'databricks/databricks', version: '>= 1.100.0' })
    expect(made.output).toEqual({ application_id: [{ value: '${databricks_service_principal.clevertap.application_id}' }] })
    await fc.assert(fc.asyncProperty(goalAndFacts, async ([goal, facts]) => {
      const script = renderTerraform(makePlan(goal, facts), goal, facts)
      const named = ['application_id', 'principal_id', 'warehouse_id'].filter((id) => script.includes(`<${id}>`))
      expect(Object.keys((await json(makePlan(goal, facts), goal, facts)).output ?? {}).sort()).toEqual(named)
    }), { numRuns: 25 })
  })

  it('lists what the pair has already, and imports it', async () => {
    const goal = goalOf()
    const facts = fulfilled(goal)
    const rows = [{ principal: APPLICATION_ID, privilege: 'MODIFY' }, { principal: APPLICATION_ID, privilege: 'EXECUTE', inheritedFrom: { type: 'CATALOG', name: 'c' } }, { principal: 'others', privilege: 'SELECT' }]
    const some = { ...facts, schema: isKnown({ exists: true as const, owner: ADMIN, grants: isKnown({ rows, whole: true }) }) }
    const parsed = await json(makePlan(goal, some), goal, some)
    expect(parsed.resource?.databricks_grant?.clevertap_schema?.[0]).toMatchObject({ privileges: ['MODIFY', 'SELECT', 'USE_SCHEMA'] })
    expect(parsed.import).toEqual([{ to: '${databricks_grant.clevertap_schema}', id: `schema/clevertap_catalog.clevertap_schema/${APPLICATION_ID}` }])
  })

  it('leaves to SQL a grant whose pair was not read', () => {
    const goal = goalOf()
    const facts = { ...fulfilled(goal), schema: isKnown({ exists: true as const, owner: ADMIN, grants: notKnown('no') }) }
    const text = renderTerraform(makePlan(goal, facts), goal, facts)
    expect(text).not.toContain('databricks_grant')
    expect(text).toContain('#      GRANT SELECT ON SCHEMA')
  })
})

describe('the message to the person who has the right', () => {
  const me = isKnown({ principal: 'dana@example.com', kind: 'user' as const, groups: [], workspaceAdmin: isKnown(false), mayCreateCompute: isKnown(false) })
  const metastore = isKnown({ assigned: true as const, id: 'm', owner: 'meta@example.com', storageRoot: isKnown('s3://x'), grants: isKnown({ rows: [], whole: true }) })

  it('has only their lines', () => {
    const plan = makePlan(goalOf(), adminFacts({ me, metastore }))
    expect(peopleToAsk(plan).map(({ person }) => person).sort()).toEqual([ADMIN, 'meta@example.com'])
    const message = renderAskMessage(plan, 'meta@example.com') ?? ''
    expect(message).toContain('CREATE CATALOG IF NOT EXISTS `clevertap_catalog`;')
    expect(message).toContain('CREATE CATALOG on the metastore')
    expect(message).not.toContain('/api/2.0/sql/warehouses')
    expect(renderAskMessage(plan, ADMIN)).toContain('/api/2.0/sql/warehouses')
    expect(renderAskMessage(plan, 'nobody@example.com')).toBeUndefined()
    const offline = makePlan(goalOf(), emptyWorkspaceFacts())
    expect(peopleToAsk(offline)).toEqual([])
    expect(peopleToAsk(offline, { unsure: true }).map(({ person }) => person)).toContain('your metastore admin')
  })
})

describe('the rollback', () => {
  it('takes back the last first, drops nothing that has something in it, and leaves what was there', () => {
    const text = renderRollback(makePlan(goalOf(), { ...fulfilled(goalOf()), schema: isKnown({ exists: false }) }))
    expect(text.indexOf('REVOKE SELECT')).toBeLessThan(text.indexOf('DROP SCHEMA IF EXISTS `clevertap_catalog`.`clevertap_schema` RESTRICT;'))
    expect(text).not.toContain('DROP CATALOG')
    expect(text).not.toContain('CASCADE')
  })
})
