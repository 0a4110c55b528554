import type { Plan } from '../plan'
import { showText, variablesIn } from '../template'
import { blocksOf, inWords, line, openVariables, publicValues, type RenderOptions } from './blocks'

/**
 * How to take back what a run of the plan will do, last first; written before the run. Only what is not satisfied now is in it, so nothing
 * that was there before is undone. Dropping is RESTRICT: what has something in it stays.
 */
export function renderRollback(plan: Plan, options: RenderOptions = {}): string {
  const blocks = blocksOf(plan, options).reverse()
  const values = publicValues(plan, options)
  const head = [
    'Takes back the setup for CleverTap, last step first. Leave out what was not done.',
    'A catalog or schema is dropped only when it is empty.',
    ...openVariables(variablesIn(blocks.map(({ action }) => action.undo)), values).map((text) => `Replace it everywhere: ${text}`),
  ]
  const parts = [head.map((text) => `-- ${line(text)}`).join('\n')]
  blocks.forEach(({ action }, at) => {
    const { undo } = action
    const lines = [`-- ${line(`${at + 1}. Undo: ${action.title} [${action.id}]`)}`]
    if (undo.kind === 'sql') lines.push(...[...(undo.first ?? []), undo.statement].map((statement) => `${showText(statement, values)};`))
    else if (undo.kind === 'none') lines.push(`--    Nothing to do: ${line(undo.reason)}`)
    else lines.push(...inWords(undo, values).map((text) => `--    ${line(text)}`))
    parts.push(lines.join('\n'))
  })
  return `${parts.join('\n\n')}\n`
}
