import { type Known, type WarehouseFact, type WorkspaceFacts, isKnown, notKnown } from '#shared/setup/facts'
import { MARKER_TAG } from '#shared/setup/plan'
import type { WarehouseDetails } from '../ports/setup-workspace'
import { whyNot } from './asking'
import type { LookInput } from './look'
import { type Reader, sameText } from './look-reader'

const MAX_ASKED = 3

/** Warehouses that the reader can see; the access list is asked for only where the plan may use one. */
export async function lookAtWarehouses({ workspace, asking, goal }: LookInput, reader: Reader, marker: string): Promise<WorkspaceFacts['warehouses']> {
  const listed = await asking.ask('SQL warehouses', (limits) => workspace.warehouses(limits))
  if (!listed.ok) return notKnown(whyNot(listed.failure))
  const { warehouse } = goal
  const wanted = (one: WarehouseDetails): boolean =>
    'id' in warehouse ? one.id === warehouse.id : sameText(one.name, warehouse.name) || one.tags.some(({ key, value }) => key === MARKER_TAG && value === marker)
  const asked = new Set(listed.value.filter(wanted).slice(0, MAX_ASKED).map(({ id }) => id))
  return isKnown(await Promise.all(listed.value.map((one) => fact(one, asked.has(one.id)))))

  async function fact(one: WarehouseDetails, ask: boolean): Promise<WarehouseFact> {
    const acl = ask ? await asking.ask(`who may use warehouse ${one.name}`, (limits) => workspace.acl(`warehouses/${one.id}`, limits)) : undefined
    const permissions: WarehouseFact['permissions'] = acl === undefined ? notKnown('The plan does not need it.') : acl.ok ? isKnown(acl.value) : notKnown(whyNot(acl.failure))
    const { id, name, state, serverless, size, autoStopMinutes, creator, tags } = one
    return { id, name, state, serverless, size, autoStopMinutes, creator, tags, permissions, myLevel: levelOf(one, permissions) }
  }

  function levelOf(one: WarehouseDetails, permissions: WarehouseFact['permissions']): WarehouseFact['myLevel'] {
    const listedLevel = permissions.known ? reader.levelIn(permissions.value) : undefined
    const level: Known<Exclude<typeof listedLevel, undefined>> | undefined =
      listedLevel !== undefined ? isKnown(listedLevel) : reader.admin ? isKnown('CAN_MANAGE') : sameText(one.creator, reader.principal) ? isKnown('IS_OWNER') : undefined
    // Reading the list takes CAN MANAGE, so whoever read it and is not in it comes in some way that it does not show.
    return level ?? notKnown('Your own right on it can not be read.')
  }
}
