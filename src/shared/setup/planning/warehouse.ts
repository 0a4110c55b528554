import { valueOf, type WarehouseFact } from '../facts'
import { type GoalWarehouse } from '../goal'
import { MARKER_TAG, type Value, type WhoMay } from '../plan'
import { tagged } from '../template'
import { addAction, anyOf, askOrRole, type Planning, SOON, STARTING, workspaceAdmin, yesNo } from './context'

export const WAREHOUSE_ID = 'warehouse.create'
export const WAREHOUSE_FIND = 'warehouse.find'
export const START_ID = 'warehouse.start'
const SEARCH_STEPS = (name: string) => [`Open SQL Warehouses, then ${name}.`, 'Take the id: the last part of the HTTP path on the tab "Connection details".']

export interface RunsOn {
  id: Value
  name: string
}

const USABLE = new Set(['CAN_USE', 'CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER'])

/** The goal's warehouse, where it is there: by id, by name, or by the mark of an earlier run. */
export function targetWarehouse({ facts, goal, marker }: Planning): WarehouseFact | undefined {
  const { warehouse } = goal
  const list = valueOf(facts.warehouses)
  if ('id' in warehouse) return list?.find(({ id }) => id === warehouse.id)
  return (
    list?.find(({ name }) => name.toLowerCase() === warehouse.name.toLowerCase()) ??
    list?.find(({ tags }) => tags?.some(({ key, value }) => key === MARKER_TAG && value === marker))
  )
}

export const warehouseName = ({ goal, facts }: Planning): string => {
  const { warehouse } = goal
  return 'name' in warehouse ? warehouse.name : (valueOf(facts.warehouses)?.find(({ id }) => id === warehouse.id)?.name ?? warehouse.id)
}

function youMayUse(planning: Planning, warehouse: WarehouseFact): WhoMay['youCan'] {
  if (workspaceAdmin(planning).youCan === 'yes') return 'yes'
  if (!warehouse.myLevel.known) return 'unknown'
  return USABLE.has(warehouse.myLevel.value) ? 'yes' : 'no'
}

/**
 * Step 3, without the permission. Answers where SQL actions run: on a warehouse that runs already before one that would have to be
 * started; nowhere, when there is none that you may use or create.
 */
export function planWarehouse(planning: Planning): RunsOn | undefined {
  const { goal, facts, values } = planning
  const { warehouse } = goal
  const target = targetWarehouse(planning)
  const name = target?.name || warehouseName(planning)
  if (target && target.id !== '') values.warehouse_id = target.id
  else if ('id' in warehouse) values.warehouse_id = warehouse.id
  const id: Value = values.warehouse_id ?? { variable: 'warehouse_id' }

  const isAbsent = facts.warehouses.known && !target
  if ('id' in warehouse && isAbsent) {
    planning.obstacles.push({
      id: 'warehouse-absent',
      step: 'warehouse',
      title: `There is no SQL warehouse ${warehouse.id}`,
      detail: 'It is not among the warehouses that you can see: it was deleted, or you have no right on it.',
      whatToDo: ['Choose a warehouse from the list, or ask for CAN USE on this one.'],
      ask: workspaceAdmin(planning).ask,
    })
  }
  if ('name' in warehouse) planCreate(planning, warehouse, target)
  const running = (one: WarehouseFact) => one.state === 'RUNNING'
  const others = (valueOf(facts.warehouses) ?? []).filter((one) => one !== target && one.id !== '' && youMayUse(planning, one) === 'yes')
  const mayUseTarget = target ? youMayUse(planning, target) !== 'no' : false
  if (target && mayUseTarget && running(target)) return { id, name }
  const runningOther = others.find(running)
  if (runningOther) return { id: runningOther.id, name: runningOther.name }
  const isToCome = planning.ids.has(WAREHOUSE_ID) && !target && createRight(planning).youCan !== 'no'
  if (mayUseTarget || isToCome || (!facts.warehouses.known && values.warehouse_id !== undefined)) {
    planStart(planning, { id, name }, target)
    return { id, name }
  }
  const [stoppedOther] = others
  if (!stoppedOther) return undefined
  const instead = { id: stoppedOther.id, name: stoppedOther.name }
  planStart(planning, instead, stoppedOther)
  return instead
}

function createRight(planning: Planning): WhoMay {
  const me = valueOf(planning.facts.me)
  const admin = workspaceAdmin(planning)
  return {
    youCan: anyOf(admin.youCan, me ? yesNo(me.mayCreateCompute) : 'unknown'),
    right: 'workspace admin, or the entitlement "Allow unrestricted cluster creation"',
    ask: admin.ask,
  }
}

function planCreate(planning: Planning, wanted: Extract<GoalWarehouse, { name: string }>, target: WarehouseFact | undefined): void {
  const { facts, marker } = planning
  const isUnknown = !facts.warehouses.known
  if (!target && !isUnknown && wanted.create === 'never') {
    planning.obstacles.push({
      id: 'warehouse-absent',
      step: 'warehouse',
      title: `There is no SQL warehouse ${wanted.name}`,
      detail: 'The goal says not to create it, and it is not among those that you can see.',
      whatToDo: ['Choose a warehouse from the list, or let the assistant create this one.'],
      ask: workspaceAdmin(planning).ask,
    })
    return
  }
  if (target?.id === '' || (isUnknown && wanted.create === 'never')) {
    addAction(planning, {
      id: WAREHOUSE_FIND,
      step: 'warehouse',
      title: `Look up the id of SQL warehouse ${wanted.name}`,
      why: 'Permissions of a warehouse are set by its id, and the HTTP path ends in it.',
      change: { kind: 'by-hand', steps: SEARCH_STEPS(wanted.name), link: '/sql/warehouses' },
      state: 'needed',
      current: 'id not known',
      wanted: 'id known',
      who: { youCan: 'yes', right: 'CAN USE on the warehouse', ask: workspaceAdmin(planning).ask },
      expected: { check: 'confirmed', question: `What is the id of SQL warehouse ${wanted.name}?` },
      undo: { kind: 'none', reason: 'Nothing is changed.' },
      produces: ['warehouse_id'],
      changesWorkspace: false,
    })
    return
  }
  const isDoubtful = isUnknown && wanted.create !== 'always'
  const size = wanted.size ?? 'Small'
  const autoStop = wanted.autoStopMinutes ?? 10
  const offered = valueOf(facts.serverlessOffered)
  const isServerless = wanted.serverless ?? offered === true
  if (!target && wanted.serverless === true && offered === false) {
    planning.obstacles.push({
      id: 'serverless-not-offered',
      step: 'warehouse',
      title: 'This workspace offers no serverless warehouses',
      detail: 'The goal asks for a serverless warehouse.',
      whatToDo: ['Leave "serverless" out: a pro warehouse is made then.'],
      ask: workspaceAdmin(planning).ask,
    })
  }
  const cost = isServerless
    ? 'It costs only while it runs: it starts within seconds by itself when a query comes, and stops when idle.'
    : 'It costs only while it runs, the machines in your cloud account too: it starts by itself when a query comes, which takes some minutes.'
  addAction(planning, {
    id: WAREHOUSE_ID,
    step: 'warehouse',
    title: `Create SQL warehouse ${wanted.name}`,
    why: 'CleverTap sends its queries to a SQL warehouse; host and HTTP path of the connection come from it.',
    change: {
      kind: 'rest',
      method: 'POST',
      path: ['/api/2.0/sql/warehouses'],
      body: {
        name: wanted.name,
        cluster_size: size,
        min_num_clusters: 1,
        max_num_clusters: 1,
        auto_stop_mins: autoStop,
        warehouse_type: 'PRO',
        enable_serverless_compute: isServerless,
        tags: { custom_tags: [{ key: MARKER_TAG, value: marker }] },
      },
      as: 'you',
      answers: { warehouse_id: 'id' },
    },
    state: isDoubtful ? 'unknown' : target ? 'satisfied' : 'needed',
    skipIf: isDoubtful ? { text: `Skip this if SQL Warehouses lists ${wanted.name}; take its id then.` } : undefined,
    current: isUnknown ? 'not known' : target ? `there${target.size === undefined ? '' : `, ${target.size}`}, ${target.state.toLowerCase()}` : 'not there',
    wanted: target ? 'there' : `${size}, ${isServerless ? 'serverless' : 'pro'}, 1 cluster, ${autoStop === 0 ? 'never stops by itself' : `stops after ${autoStop} idle minutes`}`,
    who: createRight(planning),
    expected: { check: 'warehouse', id: planning.values.warehouse_id ?? { variable: 'warehouse_id' }, name: wanted.name },
    poll: SOON,
    undo: { kind: 'rest', method: 'DELETE', path: tagged`/api/2.0/sql/warehouses/${planning.values.warehouse_id ?? { variable: 'warehouse_id' }}`, as: 'you' },
    marker: { in: 'warehouse-tag', value: marker },
    produces: target ? [] : ['warehouse_id'],
    notes: [
      cost,
      "CleverTap's page says Auto Resume: Enable. There is no such setting today: a warehouse starts by itself when a query arrives.",
      ...(autoStop === 0 ? ['It never stops by itself: it costs day and night.'] : []),
    ],
  })
}

function planStart(planning: Planning, { id, name }: RunsOn, fact: WarehouseFact | undefined): void {
  const isNew = fact === undefined && planning.facts.warehouses.known
  const may = fact ? youMayUse(planning, fact) : isNew ? createRight(planning).youCan : 'unknown'
  const state = fact?.state ?? (isNew ? 'new' : 'UNKNOWN')
  addAction(planning, {
    id: START_ID,
    step: 'warehouse',
    title: `Start SQL warehouse ${name}`,
    why: 'The SQL of this plan runs on it.',
    change: { kind: 'rest', method: 'POST', path: tagged`/api/2.0/sql/warehouses/${id}/start`, as: 'you' },
    state: state === 'UNKNOWN' ? 'unknown' : 'needed',
    current: state === 'UNKNOWN' ? 'not known' : state.toLowerCase(),
    wanted: 'running',
    who: { youCan: may, right: `CAN USE on SQL warehouse ${name}`, ask: askOrRole([...managersOf(fact)], workspaceAdmin(planning).ask[0] ?? 'a workspace admin') },
    expected: { check: 'warehouse-running', id },
    poll: STARTING,
    undo: { kind: 'rest', method: 'POST', path: tagged`/api/2.0/sql/warehouses/${id}/stop`, as: 'you' },
    needs: [WAREHOUSE_ID, WAREHOUSE_FIND],
    notes: ['A new warehouse starts by itself; this waits until it runs. The SQL editor starts a warehouse too when a statement is run.'],
    asksFirst: `SQL warehouse ${name} is started for the SQL of this plan. It costs while it runs; the wait is seconds (serverless) to some minutes (pro).`,
  })
}

/** Where the access list may not be read, whoever created it: they own it, unless it was handed over. */
function managersOf(fact: WarehouseFact | undefined): string[] {
  if (!fact?.permissions.known) return fact?.creator === undefined ? [] : [fact.creator]
  return fact.permissions.value.filter(({ level }) => level === 'IS_OWNER' || level === 'CAN_MANAGE').map(({ principal }) => principal)
}

/** CAN USE for the principal: by the permissions API, since there is no such SQL. */
export function planWarehousePermission(planning: Planning, names: ReadonlySet<string>, needs: (string | undefined)[]): void {
  const { goal, facts, principal } = planning
  const target = targetWarehouse(planning)
  if ('id' in goal.warehouse && facts.warehouses.known && !target) return
  if ('name' in goal.warehouse && !target && !planning.ids.has(WAREHOUSE_ID) && !planning.ids.has(WAREHOUSE_FIND)) return
  const isNew = !target && facts.warehouses.known
  const acl = isNew ? [] : target?.permissions.known ? target.permissions.value : undefined
  const entry = acl?.find((one) => USABLE.has(one.level) && names.has(one.principal.toLowerCase()))
  const id: Value = planning.values.warehouse_id ?? { variable: 'warehouse_id' }
  const name = target?.name || warehouseName(planning)
  const admin = workspaceAdmin(planning)
  const manages = target?.myLevel.known ? (target.myLevel.value === 'CAN_MANAGE' || target.myLevel.value === 'IS_OWNER' ? 'yes' : 'no') : isNew ? createRight(planning).youCan : 'unknown'
  addAction(planning, {
    id: 'warehouse.permission',
    step: 'warehouse',
    title: `Let ${goal.principal.name} use SQL warehouse ${name}`,
    why: 'Without CAN USE on the warehouse the identity can run no query.',
    change: {
      kind: 'rest',
      method: 'PATCH',
      path: tagged`/api/2.0/permissions/warehouses/${id}`,
      body: { access_control_list: [{ [aclKey(goal.principal.kind)]: principal, permission_level: 'CAN_USE' }] },
      as: 'you',
    },
    state: entry ? 'satisfied' : acl ? 'needed' : 'unknown',
    skipIf: acl ? undefined : { text: 'Skip this if the Permissions of the warehouse list it with Can use.' },
    current: entry ? `${entry.level.replace('_', ' ')} by ${entry.principal}` : acl ? 'no right' : 'not known',
    wanted: 'CAN USE',
    who: { youCan: anyOf(admin.youCan, manages), right: `CAN MANAGE on SQL warehouse ${name}`, ask: askOrRole([...managersOf(target), ...admin.ask], 'a workspace admin') },
    expected: { check: 'warehouse-permission', id, principal, level: 'CAN_USE' },
    undo: { kind: 'by-hand', steps: [`Open SQL Warehouses > ${name} > Permissions and remove the entry of ${goal.principal.name}.`, "There is no request that removes one entry: the one that replaces all would take other people's rights."], link: '/sql/warehouses' },
    needs: [WAREHOUSE_ID, WAREHOUSE_FIND, ...needs],
    notes: ["CleverTap's page shows GRANT CAN USE ON SQL WAREHOUSE. There is no such SQL: rights on a warehouse are set by its Permissions dialog or by REST. PATCH adds this entry and leaves all others."],
  })
}

export const aclKey = (kind: Planning['goal']['principal']['kind']): string => ({ user: 'user_name', group: 'group_name', servicePrincipal: 'service_principal_name' })[kind]
