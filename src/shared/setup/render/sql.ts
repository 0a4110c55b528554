import type { Plan } from '../plan'
import { fillText, showText } from '../template'
import { NOTHING_TO_RUN, blocksOf, headsOf, inWords, line, linesText, openVariables, publicValues, type RenderOptions, sqlOf } from './blocks'

/**
 * The plan as SQL, in run order. What SQL can't say (warehouses, identities, tokens) stands at its place as a numbered comment with the
 * REST request or the steps by hand. An id that isn't known yet is `<its_name>`.
 */
export function renderSql(plan: Plan, options: RenderOptions = {}): string {
  const blocks = blocksOf(plan, options)
  if (blocks.length === 0) return `-- ${NOTHING_TO_RUN}\n`
  const values = publicValues(plan, options)
  const head = ['Setup for CleverTap. Run the statements one after the other, in this order.', ...openVariables(blocks.flatMap(({ action }) => action.uses), values).map((text) => `Replace it everywhere: ${text}`)]
  const headOf = headsOf(blocks, '--')
  let script = linesText(head.map((text) => `-- ${line(text)}`))
  for (const block of blocks) {
    script += `\n${headOf(block)}`
    const sql = sqlOf(block.action)
    if (sql) script += `${showText(sql.statement, values)};\n`
    else script += `--    SQL has no statement for this.\n${linesText(inWords(block.action.change, values).map((text) => `--    ${line(text)}`))}`
  }
  return script
}

export interface PlannedStatement {
  actionId: string
  statement: string
  mayBeRefused: boolean
}

/** The statements of that script by themselves, for running them one by one; without those whose ids are not known yet. */
export function sqlStatements(plan: Plan, options: RenderOptions = {}): PlannedStatement[] {
  const values = publicValues(plan, options)
  return blocksOf(plan, options).flatMap(({ action }) => {
    const sql = sqlOf(action)
    const filled = sql && fillText(sql.statement, values, 'sql')
    return filled?.ok === true ? [{ actionId: action.id, statement: filled.text, mayBeRefused: action.mayBeRefused }] : []
  })
}
