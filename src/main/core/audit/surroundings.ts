import { type AuditFacts, type WarehouseFacts, known, notKnown } from '#shared/audit/facts'
import type { Policy } from '#shared/audit/policy'
import { inParallel } from '../connection-test/in-parallel'
import type { WarehouseRecord } from '../ports/audit-workspace'
import { type Collection, knownFrom, reasonOf } from './collection'
import type { Subject } from './subject'

const WIDTH = 4
/** Warehouses whose permissions are read beside the one that is audited. */
const MOST_OTHERS = 20
const ADMIN = 'Workspace admin'

export type Surroundings = Pick<AuditFacts, 'warehouses' | 'tokens' | 'maxTokenLifetimeDays' | 'oauthSecrets' | 'ipAccess'>

/** Everything around the grants: warehouses with their permissions, tokens, secrets, IP access lists. Each missing right is data. */
export async function readSurroundings(collection: Collection, subject: Subject, policy: Policy, warehouses: Promise<WarehouseList>): Promise<Surroundings> {
  const { identity, caller } = subject
  const [listed, tokens, conf, lists, secrets] = await Promise.all([
    warehouses.then((list) => withPermissions(collection, list, policy)),
    collection.call((workspace, limits) => workspace.managedTokens(identity, limits)),
    collection.call((workspace, limits) => workspace.workspaceConf(['enableIpAccessLists', 'maxTokenLifetimeDays'], limits)),
    collection.call((workspace, limits) => workspace.ipAccessLists(limits)),
    identity.kind === 'service-principal' && identity.id !== undefined ? collection.call((workspace, limits) => workspace.oauthSecrets(identity.id ?? '', limits)) : undefined,
  ])
  const own = !tokens.ok && caller.as === 'self' ? await collection.call((workspace, limits) => workspace.ownTokens(limits)) : undefined
  const ip = conf.ok && lists.ok ? known({ enabled: conf.value.enableIpAccessLists === 'true', lists: lists.value }) : notKnown(reasonOf(!conf.ok ? conf : (lists as never)), ADMIN)
  return {
    warehouses: listed,
    tokens: own?.ok ? known(own.value) : knownFrom(tokens, ADMIN),
    maxTokenLifetimeDays: conf.ok ? known(Number(conf.value.maxTokenLifetimeDays ?? '0') || 0) : knownFrom(conf, ADMIN),
    oauthSecrets: secrets ? knownFrom(secrets, ADMIN) : identity.kind === 'user' ? known([]) : notKnown('The id of the service principal is not known to this sign-in', ADMIN),
    ipAccess: ip,
  }
}

export type WarehouseList = { ok: true; value: WarehouseRecord[] } | { ok: false; why: string }

export async function listWarehouses(collection: Collection): Promise<WarehouseList> {
  const listed = await collection.call((workspace, limits) => workspace.warehouses(limits))
  return listed.ok ? listed : { ok: false, why: reasonOf(listed) }
}

async function withPermissions(collection: Collection, list: WarehouseList, policy: Policy): Promise<Surroundings['warehouses']> {
  if (!list.ok) return notKnown(list.why, ADMIN)
  const chosenFirst = [...list.value].sort((left, right) => Number(right.id === policy.warehouse) - Number(left.id === policy.warehouse))
  const asked = chosenFirst.slice(0, MOST_OTHERS + 1)
  const facts = await inParallel(asked, WIDTH, async (one): Promise<WarehouseFacts> => {
    const permissions = await collection.call((workspace, limits) => workspace.warehousePermissions(one.id, limits))
    return { ...shape(one), permissions: knownFrom(permissions, `CAN MANAGE on the warehouse ${one.name}`) }
  })
  const rest = chosenFirst.slice(asked.length).map((one): WarehouseFacts => ({ ...shape(one), permissions: notKnown(`The permissions of the first ${asked.length} warehouses were read`) }))
  return known([...facts, ...rest])
}

const shape = ({ id, name, size, serverless, autoStopMinutes }: WarehouseRecord): Omit<WarehouseFacts, 'permissions'> => ({ id, name, size, serverless, autoStopMinutes })
