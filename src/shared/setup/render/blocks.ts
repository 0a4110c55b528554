import { inComment } from '../../sql/statements'
import { type Action, type Change, pending, type Plan, type RestChange, type SqlChange, type VariableName, VARIABLES } from '../plan'
import { showJson, showText, type Values } from '../template'

export interface RenderOptions {
  /** Ids born on the way, as far as they are known. Secrets in it are never written. */
  values?: Values
  /** Only these actions, for copying one. Absent: everything that is not satisfied. */
  only?: ReadonlySet<string>
  host?: string
}

/** One action as it stands in a rendering, numbered in run order. */
export interface Block {
  number: number
  action: Action
}

export function blocksOf(plan: Plan, { only }: RenderOptions = {}): Block[] {
  const actions = only ? plan.actions.filter(({ id }) => only.has(id)) : pending(plan)
  return actions.map((action, at) => ({ number: at + 1, action }))
}

/** What a script says when it has nothing to do. */
export const NOTHING_TO_RUN = 'Setup for CleverTap. Nothing to run: everything is as wanted.'

/** Known values without secrets: a token or secret never stands in a rendering. */
export function publicValues(plan: Plan, { values = {} }: RenderOptions): Values {
  const all = { ...values, ...plan.values }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !VARIABLES[name as VariableName].secret))
}

export const sqlOf = ({ change, sqlForm }: Pick<Action, 'change' | 'sqlForm'>): SqlChange | undefined => (change.kind === 'sql' ? change : sqlForm)
export const restOf = ({ change, restForm }: Pick<Action, 'change' | 'restForm'>): RestChange | undefined => (change.kind === 'rest' ? change : restForm)

/** One line of text for a comment; whatever is in a name can't end it. */
export const line = (text: string): string => inComment(text)

/**
 * Writes what stands above any form of an action: the line by which it is found, and remarks. The texts of all are looked through at once for
 * what may not stand in a comment: hardly a name has it, and one look at everything is far quicker than three at each of ten thousand tables.
 */
export function headsOf(blocks: readonly Block[], mark: '#' | '--'): (block: Block) => string {
  let all = ''
  for (const { action } of blocks) all += action.title + action.id + action.why
  const clean = line(all) === all ? (text: string) => text : line
  return (block) => headOf(block, mark, clean)
}

function headOf({ number, action }: Block, mark: string, clean: (text: string) => string): string {
  const { id, title, why, skipIf, mayBeRefused, asksFirst, notes } = action
  const remark = (text: string) => `${mark}    ${line(text)}\n`
  let head = `${mark} ${number}. ${clean(title)} [${clean(id)}]\n${mark}    ${clean(why)}\n`
  if (skipIf) head += remark(`${skipIf.text}${skipIf.statement === undefined ? '' : ` (${skipIf.statement})`}`)
  if (mayBeRefused) head += remark('If it is refused, go on with the next step: it may be there already.')
  if (asksFirst !== undefined) head += remark(asksFirst)
  // Grants on ten thousand tables would repeat them ten thousand times; they have none.
  for (const note of notes) head += remark(note)
  return head
}

/**
 * Lines with their ends. A script is one growing text and no array of lines: an engine glues a text's parts once, at the end, and ten
 * thousand tables have a hundred thousand of them.
 */
export function linesText(lines: readonly string[]): string {
  let text = ''
  for (const one of lines) text += `${one}\n`
  return text
}

/** A change in words, for renderings that can't express it. */
export function inWords(change: Change, values: Values): string[] {
  switch (change.kind) {
    case 'sql':
      return ['Run this SQL:', `  ${showText(change.statement, values)};`]
    case 'rest':
      return [
        change.as === 'service-principal' ? 'Send this request, signed in as the service principal by OAuth (client id <application_id>, the secret of the step before):' : 'Send this REST request:',
        `  ${change.method} ${showText(change.path, values)}`,
        ...(change.body === undefined ? [] : [`  ${showJson(change.body, values)}`]),
        ...Object.entries(change.answers ?? {}).map(([name, where]) => `  Keep ${where} of the answer: ${name}, ${VARIABLES[name as VariableName].meaning}.`),
      ]
    case 'by-hand':
      return ['By hand:', ...change.steps.map((step) => `  - ${step}`)]
  }
}

/** Variables that stand in a rendering without a value. */
export function openVariables(used: readonly VariableName[], values: Values): string[] {
  const names = new Set(used.filter((name) => values[name] === undefined && !VARIABLES[name].secret))
  return [...names].map((name) => `<${name}> is ${VARIABLES[name].meaning}.`)
}
