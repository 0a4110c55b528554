import type { Goal } from '#shared/setup/goal'
import { type Action, MARKER_TAG } from '#shared/setup/plan'
import type { Values } from '#shared/setup/template'
import { isApplicationId } from '#shared/setup/workspace-facts'
import type { SetupWorkspace } from '../ports/setup-workspace'
import type { Asking } from './asking'
import { equals } from './look-principal'

/**
 * After a lost answer: the warehouse or service principal that carries the marker is what the call created. A token or a secret can't be
 * adopted, because its value was in the answer only.
 */
export function createAdopt({ workspace, asking, goal, marker }: { workspace: SetupWorkspace; asking: Asking; goal: Goal; marker: string }) {
  return async ({ id }: Action): Promise<Values | undefined> => {
    if (id === 'warehouse.create') {
      const all = await asking.ask('SQL warehouses', (limits) => workspace.warehouses(limits))
      const ours = all.ok ? all.value.find(({ tags }) => tags.some(({ key, value }) => key === MARKER_TAG && value === marker)) : undefined
      return ours && { warehouse_id: ours.id }
    }
    if (id === 'principal.create') {
      const { name } = goal.principal
      const byId = isApplicationId(name)
      const all = await asking.ask(`service principal ${name}`, (limits) => workspace.principals('servicePrincipal', equals(byId ? 'applicationId' : 'displayName', name), 50, limits))
      const ours = all.ok ? all.value.find(({ externalId }) => byId || externalId === marker) : undefined
      return ours && { principal_id: ours.id, application_id: ours.name }
    }
    return undefined
  }
}
