import type { Work } from '../work'
import type { ScriptForm, ScriptPart } from './fix-view'
import type { FixProposal } from './remediate'
import { stepsOf } from './remediate'
import type { Remediation, ScriptStep } from './remediation'
import { inComment } from '../sql/statements'
import { cliLines, sqlLines } from './script-text'
import { terraformText } from './terraform-text'
import { type WarehouseGrant, warehouseCli, warehouseStep } from './warehouse-grant'

/** So many lines are made between two pauses. */
const AT_ONCE = 4096

/** A fix as text, a part of it at a time. */
export interface FixScript {
  total: number
  lines(from: number, count: number): string[]
}

export function fixScript(proposal: FixProposal, remediation: Remediation, form: ScriptForm): FixScript {
  const { warehouse } = remediation
  switch (form) {
    case 'sql':
      return ofSteps(warehouse ? warehouseRemark(warehouse) : [], stepsOf(remediation), sqlLines)
    case 'cli':
      return ofSteps(warehouse ? [`# ${inComment(warehouseStep(warehouse).reason)}`, warehouseCli(warehouse)] : [], stepsOf(remediation), cliLines)
    case 'rollback':
      return ofSteps(warehouse ? [`-- ${inComment(warehouseBack(warehouse))}`] : [], remediation.rollback, sqlLines)
    case 'terraform': {
      const lines = terraformText(proposal, remediation).replace(/\n$/, '').split('\n').filter((line, _at, all) => line !== '' || all.length > 1)
      return { total: lines.length, lines: (from, count) => lines.slice(from, from + count) }
    }
  }
}

/** A part of it, for whoever reads it page by page. */
export const scriptPart = (script: FixScript, from: number, count: number): ScriptPart => ({ from, total: script.total, rows: script.lines(from, count) })

/** All of it, for a file. */
export function* wholeScript(script: FixScript): Work<string> {
  let text = ''
  for (let from = 0; from < script.total; from += AT_ONCE) {
    text += script.lines(from, AT_ONCE).map((line) => `${line}\n`).join('')
    yield
  }
  return text
}

/** Head lines, then two for each step. */
function ofSteps(head: readonly string[], steps: readonly ScriptStep[], render: (step: ScriptStep) => readonly [string, string]): FixScript {
  const total = head.length + 2 * steps.length
  const line = (at: number): string => {
    const step = steps[(at - head.length) >> 1]
    return at < head.length || !step ? (head[at] ?? '') : render(step)[(at - head.length) % 2]!
  }
  return { total, lines: (from, count) => Array.from({ length: Math.max(0, Math.min(count, total - from)) }, (_, index) => line(from + index)) }
}

/** SQL knows no rights on warehouses: the script says what does. */
const warehouseRemark = (warehouse: WarehouseGrant): string[] => [
  `-- CAN USE on SQL warehouse ${inComment(warehouse.name)} is no SQL. With the Databricks CLI:`,
  `--   ${inComment(warehouseCli(warehouse))}`,
]

/** A list of rights can only be replaced as a whole, so one entry is taken from it by hand. */
export const warehouseBack = ({ name, id, principal }: WarehouseGrant): string =>
  `By hand: take CAN USE on SQL warehouse ${name} (${id}) from ${principal} again, on the warehouse's page under Permissions. This fix gave it.`
