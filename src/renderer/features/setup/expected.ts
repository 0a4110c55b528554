import type { WorkspaceFacts } from '#shared/setup/facts'
import type { Goal } from '#shared/setup/goal'
import type { UiState } from '../../shared/ui/StateBadge'
import type { StepId } from './steps'

/** What CleverTap's guide says one will see after a step, and what is seen here now. */
export interface Expected {
  what: string
  guide: string
  here: string
  state: Extract<UiState, 'ok' | 'not-set-up' | 'could-not-check' | 'failed' | 'warning'>
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
const NOT_READ = 'Not read yet'

/** Only `read` facts are seen; assumed or answered ones are no observation. */
export function expectedAt(step: StepId, goal: Goal | undefined, facts: WorkspaceFacts | undefined): Expected[] {
  if (!goal) return []
  const seen = facts?.origin === 'read' ? facts : undefined
  switch (step) {
    case 'catalog': {
      const fact = seen?.catalog
      const here: Pick<Expected, 'here' | 'state'> = !fact?.known ? { here: fact?.why ?? NOT_READ, state: 'could-not-check' } : fact.value.exists ? { here: `${goal.catalog.name} is there`, state: 'ok' } : { here: 'Not there yet', state: 'not-set-up' }
      return [{ what: 'SHOW CATALOGS', guide: `Lists ${goal.catalog.name}, in a column called catalog_name. In Databricks today the column is catalog.`, ...here }]
    }
    case 'schema': {
      const fact = seen?.schema
      const here: Pick<Expected, 'here' | 'state'> = !fact?.known ? { here: fact?.why ?? NOT_READ, state: 'could-not-check' } : fact.value.exists ? { here: `${goal.schema.name} is there`, state: 'ok' } : { here: 'Not there yet', state: 'not-set-up' }
      return [{ what: `SHOW SCHEMAS IN ${goal.catalog.name}`, guide: `Lists ${goal.schema.name}. In Databricks today the column is databaseName.`, ...here }]
    }
    case 'warehouse': {
      const fact = seen?.warehouses
      const wanted = goal.warehouse
      const found = fact?.known ? fact.value.find((one) => ('id' in wanted ? one.id === wanted.id : same(one.name, wanted.name))) : undefined
      const here: Pick<Expected, 'here' | 'state'> = !fact?.known
        ? { here: fact?.why ?? NOT_READ, state: 'could-not-check' }
        : found
          ? { here: `${found.name} is ${found.state.toLowerCase()}`, state: found.state === 'RUNNING' ? 'ok' : 'warning' }
          : { here: 'Not there yet', state: 'not-set-up' }
      return [{ what: 'State in "SQL Warehouses"', guide: 'Running, with the connection details on a tab of its page.', ...here }]
    }
    case 'identity': {
      const fact = seen?.principal
      const here: Pick<Expected, 'here' | 'state'> = !fact?.known
        ? { here: fact?.why ?? NOT_READ, state: 'could-not-check' }
        : fact.value.state === 'present'
          ? { here: fact.value.applicationId ? `There, application id ${fact.value.applicationId}` : `${fact.value.name} is there`, state: fact.value.active ? 'ok' : 'failed' }
          : fact.value.state === 'ambiguous'
            ? { here: `${fact.value.candidates.length} service principals have this name`, state: 'warning' }
            : { here: 'Not there yet', state: 'not-set-up' }
      const rows: Expected[] = [{ what: 'The identity', guide: 'A user or a service principal that CleverTap signs in as.', ...here }]
      if (goal.token !== 'none') rows.push({ what: 'The token', guide: 'A text that begins with dapi, shown once.', here: 'Made and shown here once, in the run', state: 'not-set-up' })
      return rows
    }
    case 'data': {
      const fact = seen?.tables
      const here: Pick<Expected, 'here' | 'state'> = !fact?.known
        ? { here: fact?.why ?? NOT_READ, state: 'could-not-check' }
        : fact.value.count > 0
          ? { here: `${fact.value.count.toLocaleString('en')} table${fact.value.count === 1 ? '' : 's'} and views${fact.value.complete ? '' : ' that you may see'}`, state: 'ok' }
          : { here: 'No table or view', state: 'not-set-up' }
      return [{ what: 'Tables to import', guide: 'Nothing is said: the guide goes on with an empty schema.', ...here }]
    }
    case 'grants':
      return [{ what: 'SHOW GRANTS', guide: 'USE CATALOG, USE SCHEMA and SELECT for the identity. The columns are Principal, ActionType, ObjectType, ObjectKey.', here: seen?.schema.known && seen.schema.value.exists && seen.schema.value.grants.known ? grantsText(seen.schema.value.grants.value.rows.map(({ privilege }) => privilege)) : NOT_READ, state: seen?.schema.known && seen.schema.value.exists ? 'warning' : 'could-not-check' }]
    default:
      return []
  }
}

const grantsText = (privileges: string[]): string => (privileges.length === 0 ? 'No grant on the schema' : `On the schema, to anybody: ${[...new Set(privileges)].join(', ')}`)
