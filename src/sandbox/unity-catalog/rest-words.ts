import type { CatalogOutcome } from '../sql/engine'
import type { Obstacle } from './access'
import type { GrantProblem } from './grants'

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
    case 'not-bound':
      return refusal(403, 'PERMISSION_DENIED', notBoundSentence(obstacle.catalog))
    case 'denied':
      return refusal(403, 'PERMISSION_DENIED', denialSentence(obstacle))
  }
}

export const SECURABLE_KIND = { METASTORE: 'METASTORE/METASTORE_STANDARD', CATALOG: 'CATALOG/CATALOG_STANDARD', SCHEMA: 'SCHEMA/SCHEMA_STANDARD', TABLE: 'TABLE/TABLE_STANDARD' } as const

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
