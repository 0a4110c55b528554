import { randomBytes, randomUUID } from 'node:crypto'
import type { Caller } from './callers'
import { newSessionMemory, type SessionMemory } from '../sql/engine'
import type { Warehouse } from '../state/model'

/** A SQL session, opened through Thrift or through `/api/2.0/sql/sessions`. */
export interface SqlSession {
  id: string
  /** Second half of a Thrift handle. */
  secret: Buffer
  caller: Caller
  warehouse: Warehouse
  /** Session state: `USE` changes both. */
  catalog: string
  schema: string
  memory: SessionMemory
  /**
   * A pro or classic warehouse that is still starting accepts a session but never makes it usable; the client has to open
   * another one (databricks.md 6).
   */
  initialized: boolean
}

export interface SqlSessions {
  open(caller: Caller, warehouse: Warehouse, catalog: string | undefined, schema: string | undefined): SqlSession
  /** A session is found by its owner only. */
  find(id: string, caller: Caller): SqlSession | undefined
  close(id: string): void
  count(warehouse: Warehouse): number
  closeAll(warehouse: Warehouse): void
}

/** @param defaultCatalog where a session starts that names no catalog. */
export function createSqlSessions(defaultCatalog: () => string): SqlSessions {
  const sessions = new Map<string, SqlSession>()
  const closeAll = (warehouse: Warehouse): void => {
    for (const session of sessions.values()) if (session.warehouse.id === warehouse.id) sessions.delete(session.id)
  }
  return {
    open(caller, warehouse, catalog, schema) {
      const session: SqlSession = {
        id: randomUUID(),
        secret: randomBytes(16),
        caller,
        warehouse,
        catalog: catalog?.toLowerCase() || defaultCatalog(),
        schema: schema?.toLowerCase() || 'default',
        memory: newSessionMemory(),
        initialized: warehouse.serverless || warehouse.life === 'RUNNING',
      }
      sessions.set(session.id, session)
      return session
    },
    find(id, caller) {
      const session = sessions.get(id)
      return session && session.caller.principal === caller.principal ? session : undefined
    },
    close: (id) => void sessions.delete(id),
    count: (warehouse) => [...sessions.values()].filter((session) => session.warehouse.id === warehouse.id).length,
    closeAll,
  }
}
