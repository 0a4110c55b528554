import type { StageId } from '#shared/connection-test/report'
import type { FixAction } from '#shared/diagnosis/diagnosis'
import { assertNever } from '#shared/result'

/** What a button of a diagnosis does on this screen. */
export type FixDeed =
  /** On the form: a field to put the cursor into, or `tables`. Its picker stands beside it. */
  | { kind: 'form'; focus: string }
  /** Asks first: it costs money. */
  | { kind: 'start-warehouse' }
  | { kind: 'run-from'; stage: StageId }

/** @param stage where the diagnosis stands; a retry starts there. */
export function fixDeed(action: FixAction, stage: StageId): FixDeed {
  switch (action) {
    case 'edit-name':
      return { kind: 'form', focus: 'name' }
    case 'edit-host':
      return { kind: 'form', focus: 'host' }
    case 'edit-port':
      return { kind: 'form', focus: 'port' }
    case 'edit-http-path':
    case 'choose-warehouse':
      return { kind: 'form', focus: 'httpPath' }
    case 'edit-token':
      return { kind: 'form', focus: 'token' }
    case 'edit-catalog':
    case 'choose-catalog':
      return { kind: 'form', focus: 'catalog' }
    case 'edit-schema':
    case 'choose-schema':
      return { kind: 'form', focus: 'schema' }
    case 'choose-tables':
      return { kind: 'form', focus: 'tables' }
    case 'start-warehouse':
      return { kind: 'start-warehouse' }
    case 'retry':
      return { kind: 'run-from', stage }
    default:
      return assertNever(action)
  }
}
