import type { Cloud } from '../connection/connection'
import { isKnown, notKnown, type PrincipalFacts, type WorkspaceFacts } from './facts'
import type { Goal } from './goal'

const OFFLINE = 'No workspace was asked: the plan is for an empty one.'
const UNASKED = 'No sign-in: nothing was read from the workspace.'

/** An empty workspace with Unity Catalog, for planning without a connection. What can't be assumed is not known. */
export function emptyWorkspaceFacts(cloud: Cloud = 'unknown'): WorkspaceFacts {
  const unknown = notKnown(OFFLINE)
  return {
    origin: 'assumed',
    cloud,
    me: unknown,
    workspaceAdmins: unknown,
    metastore: unknown,
    catalog: isKnown({ exists: false }),
    schema: isKnown({ exists: false }),
    tables: isKnown({ count: 0, items: [], complete: true }),
    tableGrants: isKnown({}),
    viewSources: unknown,
    externalLocations: unknown,
    warehouses: isKnown([]),
    serverlessOffered: unknown,
    principal: isKnown({ state: 'absent' }),
    tokens: { enabled: unknown, maxLifetimeDays: unknown, permissions: isKnown([]), existing: isKnown([]) },
    ipAccessLists: unknown,
  }
}

/** What a person says about one object in script mode. */
export type Answer = 'exists' | 'create' | 'unknown'
export interface ScriptAnswers {
  cloud: Cloud
  host?: string
  catalog: Answer
  schema: Answer
  warehouse: Answer
  principal: Answer
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
export const isApplicationId = (text: string): boolean => UUID.test(text)

/** Script mode: facts from a person's answers. Who is signed in, owners and grants stay unknown; ids are looked up by hand. */
export function scriptFacts(answers: ScriptAnswers, goal: Goal): WorkspaceFacts {
  const unknown = notKnown(UNASKED)
  const object = <T>(answer: Answer, there: T, absent: T) => (answer === 'unknown' ? notKnown('You said that you do not know.') : isKnown(answer === 'exists' ? there : absent))
  const { name, kind } = goal.principal
  const present: PrincipalFacts = {
    state: 'present',
    id: '',
    applicationId: kind === 'servicePrincipal' && isApplicationId(name) ? name : undefined,
    name,
    active: true,
    entitlements: unknown,
    assigned: unknown,
    groups: unknown,
    managedBy: unknown,
    secrets: unknown,
  }
  const warehouseName = 'name' in goal.warehouse ? goal.warehouse.name : ''
  const warehouseId = 'id' in goal.warehouse ? goal.warehouse.id : ''
  return {
    ...emptyWorkspaceFacts(answers.cloud),
    origin: 'answered',
    host: answers.host,
    me: unknown,
    workspaceAdmins: unknown,
    metastore: unknown,
    catalog: object(answers.catalog, { exists: true as const, isolated: unknown, boundHere: unknown, grants: unknown }, { exists: false as const }),
    schema: object(answers.schema, { exists: true as const, grants: unknown }, { exists: false as const }),
    tables: answers.schema === 'create' ? isKnown({ count: 0, items: [], complete: true }) : unknown,
    tableGrants: answers.schema === 'create' ? isKnown({}) : unknown,
    viewSources: unknown,
    externalLocations: unknown,
    warehouses: object(answers.warehouse, [{ id: warehouseId, name: warehouseName, state: 'UNKNOWN', myLevel: unknown, permissions: unknown }], []),
    serverlessOffered: unknown,
    principal: object<PrincipalFacts>(answers.principal, present, { state: 'absent' }),
    tokens: { enabled: unknown, maxLifetimeDays: unknown, permissions: answers.principal === 'create' ? isKnown([]) : unknown, existing: answers.principal === 'create' ? isKnown([]) : unknown },
    ipAccessLists: unknown,
  }
}
