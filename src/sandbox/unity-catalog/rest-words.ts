import type { CatalogOutcome } from '../sql/engine'
import type { Obstacle } from './access'
import type { GrantProblem } from './grants'
import type { ObjectProblem } from './objects'

type Refusal = Extract<CatalogOutcome<never>, { ok: false }>
const refusal = (status: number, code: string, message: string): Refusal => ({ ok: false, status, code, message })

/** The sentence that Databricks uses for a missing right, in SQL and REST alike. "User" is literal. */
export const denialSentence = (obstacle: Extract<Obstacle, { kind: 'denied' }>): string =>
  `User does not have ${obstacle.privilege} on ${obstacle.object} '${obstacle.name}'.`

export const notBoundSentence = (catalog: string): string => `Catalog '${catalog}' is not accessible in current workspace`

/** An obstacle in the words of the Unity Catalog REST API. */
export function obstacleToRest(obstacle: Obstacle): Refusal {
  switch (obstacle.kind) {
    case 'no-such-catalog':
      return refusal(404, 'CATALOG_DOES_NOT_EXIST', `Catalog '${obstacle.catalog}' does not exist.`)
    case 'no-such-schema':
      return refusal(404, 'SCHEMA_DOES_NOT_EXIST', `Schema '${obstacle.catalog}.${obstacle.schema}' does not exist.`)
    case 'no-such-table':
      return refusal(404, 'TABLE_DOES_NOT_EXIST', `Table '${obstacle.catalog}.${obstacle.schema}.${obstacle.table}' does not exist.`)
    case 'no-such-location':
      return refusal(404, 'EXTERNAL_LOCATION_DOES_NOT_EXIST', `External Location '${obstacle.location}' does not exist.`)
    case 'not-bound':
      return refusal(403, 'PERMISSION_DENIED', notBoundSentence(obstacle.catalog))
    case 'denied':
      return refusal(403, 'PERMISSION_DENIED', denialSentence(obstacle))
  }
}

export const SECURABLE_KIND = { METASTORE: 'METASTORE/METASTORE_STANDARD', CATALOG: 'CATALOG/CATALOG_STANDARD', SCHEMA: 'SCHEMA/SCHEMA_STANDARD', TABLE: 'TABLE/TABLE_STANDARD', EXTERNAL_LOCATION: 'EXTERNAL_LOCATION/EXTERNAL_LOCATION_STANDARD' } as const

export function grantProblemSentence(problem: Exclude<GrantProblem, { kind: 'obstacle' }>): { code: string; status: number; sentence: string } {
  switch (problem.kind) {
    case 'no-such-principal':
      return { code: 'PRINCIPAL_DOES_NOT_EXIST', status: 404, sentence: `Could not find principal with name ${problem.principal}` }
    case 'not-applicable':
      return { code: 'INVALID_PARAMETER_VALUE', status: 400, sentence: `Privilege ${problem.privilege} is not applicable to this entity [${SECURABLE_KIND[problem.type]}]` }
    case 'unknown-privilege':
      return { code: 'INVALID_PARAMETER_VALUE', status: 400, sentence: `Privilege ${problem.privilege} is not applicable to this entity` }
    case 'read-only':
      return { code: 'PERMISSION_DENIED', status: 403, sentence: `Grants on catalog '${problem.catalog}' cannot be changed.` }
  }
}

export function grantProblemToRest(problem: GrantProblem): Refusal {
  if (problem.kind === 'obstacle') return obstacleToRest(problem.obstacle)
  const { code, status, sentence } = grantProblemSentence(problem)
  return refusal(status, code, sentence)
}

/** A metastore without storage of its own (databricks.md 3). */
export const NO_STORAGE_ROOT =
  'Metastore storage root URL does not exist. Default Storage is enabled in your account. You can use the UI to create a new catalog using Default Storage, or please provide a storage location.'

export const noLocationSentence = (url: string): string =>
  `No parent external location was found for path '${url}'. Please create an external location on one of the parent paths and then retry the query or command again.`

export const invalidNameSentence = ({ what, name }: { what: 'Catalog' | 'Schema'; name: string }): string =>
  `Invalid input: RPC Create${what} Field managedcatalog.${what}Info.name: name "${name}" is not a valid name. Valid names cannot contain spaces, periods, forward slashes, or control characters.`

/** What keeps a catalog or schema from being made, changed or dropped, in the words of the REST API. */
export function objectProblemToRest(problem: ObjectProblem): Refusal {
  switch (problem.kind) {
    case 'obstacle':
      return obstacleToRest(problem.obstacle)
    case 'bad-name':
      return refusal(400, 'INVALID_PARAMETER_VALUE', invalidNameSentence(problem))
    case 'exists':
      return refusal(400, `${problem.what.toUpperCase()}_ALREADY_EXISTS`, `${problem.what} '${problem.name}' already exists`)
    case 'not-owner':
      return refusal(403, 'PERMISSION_DENIED', `User is not an owner of ${problem.what} '${problem.name}'.`)
    case 'not-empty':
      return refusal(400, 'INVALID_STATE', `Cannot delete ${problem.what.toLowerCase()} '${problem.name}' because it is not empty. Use force to delete it with all its objects.`)
    case 'no-storage-root':
      return refusal(400, 'INVALID_STATE', NO_STORAGE_ROOT)
    case 'no-location-for':
      return refusal(400, 'INVALID_PARAMETER_VALUE', noLocationSentence(problem.url))
    case 'no-such-principal':
      return grantProblemToRest(problem)
  }
}
