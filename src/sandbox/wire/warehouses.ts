import { refusal, type Answer } from './answer'
import type { Caller } from './callers'
import type { Warehouse, WarehouseLife, WorkspaceState } from '../state/model'

export type Level = Warehouse['permissions'][number]['level']
const LEVELS: readonly Level[] = ['CAN_VIEW', 'CAN_USE', 'CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER']
const rank = (level: Level | undefined): number => (level === undefined ? -1 : LEVELS.indexOf(level))

/** The highest level a caller has on a warehouse, directly, by a group, or as workspace admin. */
export function levelOf(warehouse: Warehouse, caller: Caller): Level | undefined {
  let best: Level | undefined = caller.admin ? 'CAN_MANAGE' : undefined
  for (const entry of warehouse.permissions) {
    const name = entry.principal.toLowerCase()
    const mine = entry.kind === 'group' ? caller.groups.has(name) : name === caller.principal.toLowerCase()
    if (mine && rank(entry.level) > rank(best)) best = entry.level
  }
  return best
}
export const hasLevel = (warehouse: Warehouse, caller: Caller, level: Level): boolean => rank(levelOf(warehouse, caller)) >= rank(level)

export type Found = { ok: true; warehouse: Warehouse } | { ok: false; answer: Answer }

/**
 * The warehouse a statement is sent to. Missing, deleted and forbidden all answer 403, in the recorded words; a malformed
 * id is told apart (databricks.md 11).
 */
export function warehouseForUse(state: WorkspaceState, id: string, caller: Caller): Found {
  if (!/^[0-9a-f]{16}$/.test(id)) return { ok: false, answer: refusal(400, 'INVALID_PARAMETER_VALUE', `${id} is not a valid endpoint id.`) }
  const warehouse = findWarehouse(state, id)
  if (!warehouse) return { ok: false, answer: refusal(403, 'PERMISSION_DENIED', 'You do not have permission to use the SQL Warehouse. Please contact your administrator.') }
  if (hasLevel(warehouse, caller, 'CAN_USE')) return { ok: true, warehouse }
  return { ok: false, answer: refusal(403, 'PERMISSION_DENIED', `${caller.principal} is not authorized to use this SQL Endpoint. Please contact your administrator.`) }
}

export const findWarehouse = (state: WorkspaceState, id: string): Warehouse | undefined =>
  state.warehouses.find((entry) => entry.id === id && entry.life !== 'DELETED')

/** Starting and stopping. A warehouse that gets a query starts by itself. */
export interface WarehouseLives {
  start(warehouse: Warehouse): void
  stop(warehouse: Warehouse): void
  /** Deletes it: whatever it was about to become, and whoever waits for it gets an error. */
  remove(warehouse: Warehouse): void
  /** Waits until it runs; starts it where needed. Rejects only when `signal` aborts. */
  untilRunning(warehouse: Warehouse, signal: AbortSignal): Promise<void>
  /** Called when a warehouse has stopped: its sessions are gone. */
  onStopped(listener: (warehouse: Warehouse) => void): void
  close(): void
}

const STOP_MS = 300

export function createWarehouseLives(state: WorkspaceState, changed: () => void): WarehouseLives {
  const timers = new Map<string, NodeJS.Timeout>()
  const waiting = new Set<() => void>()
  const stoppedListeners: ((warehouse: Warehouse) => void)[] = []

  const become = (warehouse: Warehouse, life: WarehouseLife): void => {
    warehouse.life = life
    changed()
    if (life === 'STOPPED') for (const listener of stoppedListeners) listener(warehouse)
    for (const wake of [...waiting]) wake()
  }
  const later = (warehouse: Warehouse, ms: number, life: WarehouseLife): void => {
    clearTimeout(timers.get(warehouse.id))
    timers.set(warehouse.id, setTimeout(() => become(warehouse, life), ms).unref())
  }
  const start = (warehouse: Warehouse): void => {
    if (warehouse.life === 'RUNNING' || warehouse.life === 'STARTING' || warehouse.life === 'DELETED') return
    become(warehouse, 'STARTING')
    later(warehouse, warehouse.startMs, 'RUNNING')
  }
  // A state read from a folder may hold a warehouse in the middle of something.
  for (const warehouse of state.warehouses) {
    if (warehouse.life === 'STARTING') later(warehouse, warehouse.startMs, 'RUNNING')
    if (warehouse.life === 'STOPPING') later(warehouse, STOP_MS, 'STOPPED')
  }

  return {
    start,
    stop(warehouse) {
      if (warehouse.life !== 'RUNNING' && warehouse.life !== 'STARTING') return
      become(warehouse, 'STOPPING')
      later(warehouse, STOP_MS, 'STOPPED')
    },
    remove(warehouse) {
      clearTimeout(timers.get(warehouse.id))
      become(warehouse, 'DELETED')
    },
    untilRunning(warehouse, signal) {
      return new Promise((resolve, reject) => {
        const done = (): void => {
          waiting.delete(look)
          signal.removeEventListener('abort', abort)
        }
        const abort = (): void => {
          done()
          reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
        }
        const look = (): void => {
          if (warehouse.life === 'STOPPED') return start(warehouse)
          if (warehouse.life === 'DELETED') {
            done()
            return reject(new Error(`The SQL warehouse ${warehouse.id} was deleted.`))
          }
          if (warehouse.life !== 'RUNNING') return
          done()
          resolve()
        }
        if (signal.aborted) return abort()
        signal.addEventListener('abort', abort)
        waiting.add(look)
        look()
      })
    },
    onStopped: (listener) => void stoppedListeners.push(listener),
    close() {
      for (const timer of timers.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
