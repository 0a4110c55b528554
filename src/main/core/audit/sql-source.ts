import { type AuditLevel, type Source, levelOfOwner, levelsOf } from '#shared/sql/audit-queries'
import type { Outcome } from '#shared/result'
import { bounded } from '../bounded'
import type { SqlSession } from '../ports/workspace'
import { type Collection, reasonOf } from './collection'

const QUERY_MS = 300_000
type Row = readonly unknown[]

/** Runs statements of an audit and counts them with their fetches. */
export interface SqlSource {
  readonly source: Source
  /** Kinds that this workspace's information_schema tells about. */
  readonly levels: readonly AuditLevel[]
  /**
   * One statement over all kinds. Where a view knows no owner, it is asked again without that one. Where a view is missing or
   * refused the whole statement fails: then each kind is asked by itself, and what is refused is left out from then on. The
   * answer is a failure only when nothing could be read.
   */
  overLevels(build: (source: Source, levels: readonly AuditLevel[]) => string, take: (row: Row) => void): Promise<Outcome<void>>
  once(statement: string, take: (row: Row) => void): Promise<Outcome<void>>
}

const unknownColumn = (message: string): string | undefined => /\[UNRESOLVED_COLUMN[^\]]*\][^`]*`([^`]+)`/.exec(message)?.[1]

/** Starts with `system.information_schema`, which covers every catalog; where that is closed, the catalog's own. */
export function createSqlSource(collection: Collection, session: SqlSession, catalog: string, onUnreadable: (level: AuditLevel, why: string) => void): SqlSource {
  let source: Source = { kind: 'system' }
  let levels = levelsOf(source)
  let settled = false

  async function once(statement: string, take: (row: Row) => void): Promise<Outcome<void>> {
    collection.requests.count += 1
    const answer = await bounded(collection.clock, 'audit', { signal: collection.signal, timeoutMs: QUERY_MS }, (limits) =>
      session.stream(statement, limits, (_columns, rows) => {
        for (const row of rows) take(row)
      }),
    )
    if (!answer.ok) return answer
    collection.requests.count += answer.value.fetches
    return { ok: true, value: undefined }
  }

  async function withKnownOwners(build: (source: Source, levels: readonly AuditLevel[]) => string, take: (row: Row) => void): Promise<Outcome<void>> {
    const answer = await once(build(source, levels), take)
    if (answer.ok) return answer
    const level = levelOfOwner(unknownColumn(answer.failure.message) ?? '')
    if (level === undefined || source.ownerless?.includes(level)) return answer
    source = { ...source, ownerless: [...(source.ownerless ?? []), level] }
    return withKnownOwners(build, take)
  }

  return {
    get source() {
      return source
    },
    get levels() {
      return levels
    },
    once,
    async overLevels(build, take) {
      const whole = await withKnownOwners(build, take)
      if (whole.ok || collection.signal.aborted || settled) {
        settled = true
        return whole
      }
      settled = true
      if (/\bsystem\b/.test(whole.failure.message) && /USE CATALOG|NO_SUCH_CATALOG|not found/i.test(whole.failure.message)) {
        source = { kind: 'catalog', catalog }
        levels = levelsOf(source)
        const own = await withKnownOwners(build, take)
        if (own.ok) return own
      }
      const readable: AuditLevel[] = []
      let last: Outcome<void> = whole
      for (const level of levels) {
        const answer = await once(build(source, [level]), take)
        if (answer.ok) readable.push(level)
        else {
          last = answer
          onUnreadable(level, reasonOf(answer))
        }
      }
      levels = readable
      return readable.length > 0 ? { ok: true, value: undefined } : last
    },
  }
}
