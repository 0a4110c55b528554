import type { FixRow, FixRowsPage } from './fix-view'
import { toFixStep } from './fix-step'
import type { FixProposal } from './remediate'
import type { Remediation, RevokeUnit, ScriptStep } from './remediation'
import { warehouseStep } from './warehouse-grant'

/** The list that is reviewed: additive grants first, then the revokes securable by securable, each with the grants that follow it. */
export interface FixList {
  total: number
  /** Rows from a position on. They are made when they are asked for. */
  page(from: number, count: number): FixRowsPage
}

/** Every unit is listed, whether it was chosen or not. */
export function fixList({ units }: FixProposal, { warehouse, grants, prepare }: Remediation): FixList {
  const additive = grants.length + (warehouse ? 1 : 0)
  const sections: { length: number; at: (index: number) => FixRow }[] = []
  const section = (part: 'grants' | 'prepare' | 'revokes', count: number, length: number, at: (index: number) => FixRow): void => {
    if (count > 0) sections.push({ length: 1, at: () => ({ kind: 'head', part, count }) }, { length, at })
  }
  const plain = (step: ScriptStep | undefined): FixRow => rowOf(step)
  section('grants', additive, additive, (index) => (warehouse ? (index === 0 ? { kind: 'step', step: warehouseStep(warehouse) } : plain(grants[index - 1])) : plain(grants[index])))
  section('prepare', prepare.length, prepare.length, (index) => plain(prepare[index]))
  // A unit begins at this row of its section.
  const begins = new Uint32Array(units.length + 1)
  units.forEach(({ revokes, grantsAfter }, at) => (begins[at + 1] = begins[at]! + 1 + revokes.length + grantsAfter.length))
  section('revokes', units.length, begins[units.length]!, (index) => {
    const at = lastNotAfter(begins, index)
    return unitRow(units[at], index - begins[at]!)
  })
  const total = sections.reduce((sum, { length }) => sum + length, 0)
  return {
    total,
    page(from, count) {
      const rows: FixRow[] = []
      let start = 0
      for (const { length, at } of sections) {
        for (let index = Math.max(from, start); index < Math.min(from + count, start + length); index++) rows.push(at(index - start))
        start += length
      }
      return { from, total, rows }
    },
  }
}

function rowOf(step: ScriptStep | undefined, unitId?: string): FixRow {
  if (!step) throw new RangeError('no such step')
  return { kind: 'step', step: toFixStep(step), ...(unitId === undefined ? {} : { unitId }) }
}

function unitRow(unit: RevokeUnit | undefined, index: number): FixRow {
  if (!unit) throw new RangeError('no such unit')
  const { id: unitId, securable, securableType, revokes, grantsAfter, gap } = unit
  if (index === 0) return { kind: 'unit', unitId, securable, securableType, ...(gap === undefined ? {} : { gap }) }
  return rowOf(index <= revokes.length ? revokes[index - 1] : grantsAfter[index - 1 - revokes.length], unitId)
}

/** Position of the last entry that is at most `wanted`, in a rising list. */
function lastNotAfter(list: Uint32Array, wanted: number): number {
  let [low, high] = [0, list.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (list[middle]! <= wanted) low = middle
    else high = middle - 1
  }
  return low
}
