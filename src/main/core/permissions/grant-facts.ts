import { explain } from '#shared/diagnosis/explain'
import { type Securable, showGrants } from '#shared/sql/statements'
import { bounded } from '../bounded'
import type { Clock } from '../ports/machine'
import type { Workspace } from '../ports/workspace'
import type { SqlRoute } from '../sql-route'
import { columnOf, optionalTextAt, textAt } from '../sql-rows'

export interface GrantFact {
  principal: string
  /** With spaces, as SQL spells it. */
  privilege: string
  /** The parent it is inherited from, in words; absent when granted on the object itself. */
  inheritedFrom?: string
}

export interface ObjectGrants {
  grants: GrantFact[]
  owner?: string
  /** Why grants could not be read; then `grants` says nothing. */
  unreadable?: string
  /** Whether rows of every principal are in `grants`, not only the asker's own. */
  isWhole: boolean
}

const CALL_MS = 30_000
const spaced = (privilege: string) => privilege.replaceAll('_', ' ').toUpperCase()

export interface GrantReader {
  read(type: Securable, path: readonly string[]): Promise<ObjectGrants>
}

/**
 * Grants on an object as the asker may see them: effective permissions by REST, else SHOW GRANTS by SQL (which lists
 * inherited grants too). An ordinary principal sees its own rows only (databricks.md section 4), so "no row" is no proof of
 * "no grant" unless rows of others are there as well.
 */
export function createGrantReader(
  { workspace, clock, signal, route, subject }: { workspace: Workspace; clock: Clock; signal: AbortSignal; route: SqlRoute | undefined; subject: string },
): GrantReader {
  const limits = { signal, timeoutMs: CALL_MS }
  const isWhole = (grants: readonly GrantFact[]) => grants.some(({ principal }) => principal.toLowerCase() !== subject.toLowerCase())

  async function byRest(type: Securable, fullName: string): Promise<GrantFact[] | string> {
    const restType = type === 'VIEW' ? 'table' : type.toLowerCase()
    for (const principal of [undefined, subject]) {
      const answer = await bounded(clock, 'permissions', limits, (within) => workspace.effectivePermissions(restType, fullName, principal, within))
      if (answer.ok) {
        return answer.value.flatMap((row) =>
          row.privileges.map(({ privilege, inheritedFromType, inheritedFromName }) => ({
            principal: row.principal,
            privilege: spaced(privilege),
            inheritedFrom: inheritedFromType === undefined ? undefined : `${inheritedFromType.toLowerCase()} ${inheritedFromName ?? ''}`.trim(),
          })),
        )
      }
      const why = explain(answer.failure)
      if (why.category === 'token_scope' || principal !== undefined) return why.title
    }
    return 'REST gave no answer'
  }

  async function bySql(type: Securable, path: readonly string[]): Promise<GrantFact[] | string> {
    if (!route) return 'SQL could not be used'
    const all = await route.query(showGrants(undefined, type, ...path))
    const shown = all.ok ? all : await route.query(showGrants(subject, type, ...path))
    if (!shown.ok) return shown.diagnosis.title
    const result = shown.value
    const fullName = path.join('.').toLowerCase()
    return result.rows.map((row) => {
      const key = (optionalTextAt(result, row, 'ObjectKey') ?? '').replaceAll('`', '')
      const isHere = key === '' || key.toLowerCase() === fullName
      return {
        principal: textAt(row, columnOf(result, 'Principal')),
        privilege: spaced(textAt(row, columnOf(result, 'ActionType', 1))),
        inheritedFrom: isHere ? undefined : `${(optionalTextAt(result, row, 'ObjectType') ?? '').toLowerCase()} ${key}`.trim(),
      }
    })
  }

  async function ownerOf(type: Securable, path: readonly string[]): Promise<string | undefined> {
    const [catalog = '', schema = ''] = path
    if (type === 'CATALOG') {
      const answer = await bounded(clock, 'permissions', limits, (within) => workspace.getCatalog(catalog, within))
      return answer.ok ? answer.value.owner : undefined
    }
    if (type !== 'SCHEMA') return undefined
    const answer = await bounded(clock, 'permissions', limits, (within) => workspace.getSchema(catalog, schema, within))
    return answer.ok ? answer.value.owner : undefined
  }

  return {
    async read(type, path) {
      const [rest, owner] = await Promise.all([byRest(type, path.join('.')), ownerOf(type, path)])
      if (typeof rest !== 'string') return { grants: rest, owner, isWhole: isWhole(rest) }
      const sql = await bySql(type, path)
      if (typeof sql !== 'string') return { grants: sql, owner, isWhole: isWhole(sql) }
      return { grants: [], owner, unreadable: route ? sql : rest, isWhole: false }
    },
  }
}
