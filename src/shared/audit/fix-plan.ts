import type { Action, Plan, RestChange, SqlChange } from '../setup/plan'
import { restType } from './cli-text'
import { stepId } from './fix-step'
import type { Remediation, ScriptStep } from './remediation'
import { type WarehouseGrant, warehouseRequest, warehouseStepId } from './warehouse-grant'

/** Another server may answer the question than the one that took the change. */
const SPREADING = { forMs: 120_000, everyMs: 3_000 }

export interface FixPlanOptions {
  principal: string
  /** Named by it in REST. */
  metastoreId: string | undefined
  /** Whose word it takes, for a message to them: the owner of the catalog. */
  ask: readonly string[]
  /** The warehouse that SQL runs on; absent: by REST, which needs no compute. */
  runsOn: { id: string; name: string } | undefined
}

/**
 * The steps of a fix as a plan, so that it is run, journalled and read back like a setup. A GRANT that closes the gap a REVOKE
 * opened runs also when something between them failed.
 */
export function fixPlan({ warehouse, grants, prepare, revokes: units }: Omit<Remediation, 'rollback' | 'byHand'>, options: FixPlanOptions): Plan {
  const { runsOn, principal } = options
  const actions: Action[] = warehouse ? [warehouseAction(warehouse)] : []
  for (const step of grants) actions.push({ ...action(step, options), ...readWithOthers(step) })
  for (const step of prepare) actions.push(action(step, options))
  for (const { revokes, grantsAfter } of units) {
    for (const step of revokes) actions.push(action(step, options))
    const opens = revokes[0]
    for (const step of grantsAfter) actions.push(action(step, options, opens && stepId(opens)))
  }
  return {
    actions, guideOrder: actions.map(({ id }) => id), obstacles: [], openItems: [], unityCatalogBy: runsOn ? 'sql' : 'rest', marker: '', values: {}, principal,
    ...(runsOn ? { runsOn } : {}),
  }
}

const said = ({ kind, privileges, securableType, securable }: ScriptStep): string =>
  `${kind === 'grant' ? 'Grant' : 'Revoke'} ${privileges.join(', ')} on ${securableType.toLowerCase()} ${securable}`

function action(step: ScriptStep, { metastoreId, ask, runsOn }: FixPlanOptions, cleansUpAfter?: string): Action {
  const { kind, privileges, securableType, securable, path, principal, reason } = step
  const name = securableType === 'METASTORE' ? (metastoreId ?? '') : path.join('.')
  const sql: SqlChange = { kind: 'sql', statement: [step.sql] }
  const rest: RestChange = { kind: 'rest', method: 'PATCH', as: 'you', path: [step.rest.path], body: step.rest.body }
  const expected = { securable: restType(securableType), name, principal, privileges: [...privileges] }
  return {
    id: stepId(step), step: 'grants', title: said(step), why: reason,
    change: runsOn ? sql : rest,
    ...(runsOn ? { restForm: rest } : { sqlForm: sql }),
    needs: [], compute: runsOn ? 'warehouse' : 'none', state: 'needed',
    current: kind === 'grant' ? 'not granted' : 'granted', wanted: kind === 'grant' ? 'granted' : 'not granted',
    who: { youCan: 'unknown', right: `MANAGE on ${securableType.toLowerCase()} ${securable}`, ask: ask.length > 0 ? [...ask] : ['its owner'] },
    expected: { check: kind === 'grant' ? 'privileges' : 'privileges-gone', ...expected },
    poll: SPREADING,
    undo: { kind: 'none', reason: 'the rollback script has it' },
    produces: [], uses: [], notes: [],
    ...(cleansUpAfter === undefined ? {} : { cleansUpAfter }),
    mayBeRefused: false, changesWorkspace: true,
  }
}

/** Grants on thousands of chosen tables are read back in one answer, which the runner knows how to do for this expectation. */
function readWithOthers({ securableType, path, principal, privileges }: ScriptStep): Pick<Action, 'expected'> | undefined {
  const [privilege, ...more] = privileges
  return securableType === 'TABLE' && privilege !== undefined && more.length === 0 ? { expected: { check: 'privilege', securable: 'TABLE', path, principal, privilege } } : undefined
}

function warehouseAction(warehouse: WarehouseGrant): Action {
  const { id, name, principal } = warehouse
  const { path, body } = warehouseRequest(warehouse)
  return {
    id: warehouseStepId(warehouse), step: 'warehouse', title: `Give CAN USE on SQL warehouse ${name}`, why: 'Without it every query is refused.',
    change: { kind: 'rest', method: 'PATCH', as: 'you', path: [path], body },
    needs: [], compute: 'none', state: 'needed', current: 'no right', wanted: 'CAN USE',
    who: { youCan: 'unknown', right: `CAN MANAGE on SQL warehouse ${name}`, ask: ['a workspace admin'] },
    expected: { check: 'warehouse-permission', id, principal, level: 'CAN_USE' },
    poll: SPREADING, undo: { kind: 'none', reason: 'the rollback script has it' },
    produces: [], uses: [], notes: [], mayBeRefused: false, changesWorkspace: true,
  }
}
