import type { Answer, Exchange } from './answer'
import type { Caller } from './callers'
import type { FaultSwitch } from './faults'
import type { SqlSessions } from './sql-sessions'
import type { StatementRunner } from './statement-runner'
import type { WarehouseLives } from './warehouses'
import type { CatalogReader } from '../sql/engine'
import type { WorkspaceState } from '../state/model'

/** What the handlers of one sandbox share. */
export interface SandboxContext {
  state: WorkspaceState
  reader: CatalogReader
  runner: StatementRunner
  sessions: SqlSessions
  lives: WarehouseLives
  faults: FaultSwitch
  now(): number
  /** To be called after every change of the state, so that it is kept. */
  changed(): void
  host: string
  port(): number
}

export interface Call extends Exchange {
  caller: Caller
  /** Where the request comes from. */
  address: string
  /** Named parts of the path, decoded. */
  params: Record<string, string>
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/api/2.0/sql/warehouses/:id`; `:id` matches one segment. */
  path: string
  /** A token needs one of these scopes; `*`: any scope, but at least one. */
  scopes: readonly string[]
  /** Refused without the "Databricks SQL access" entitlement. */
  sql?: boolean
  handle(call: Call, context: SandboxContext): Answer | Promise<Answer>
}
