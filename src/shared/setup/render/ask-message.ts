import { type Action, pending, type Plan } from '../plan'
import { showText } from '../template'
import { inWords, publicValues, type RenderOptions, sqlOf } from './blocks'

export interface PersonToAsk {
  /** A name as read, or the role in words. */
  person: string
  rights: string[]
  actionIds: string[]
}

export interface AskOptions extends RenderOptions {
  /** Also what you may or may not have the right to: script mode, and owners that are groups with unseen members. */
  unsure?: boolean
}

/** Whose turn it is where you lack the right, the most fitting person of each action; most actions first. */
export function peopleToAsk(plan: Plan, options: AskOptions = {}): PersonToAsk[] {
  const people = new Map<string, PersonToAsk>()
  for (const action of lacking(plan, options)) {
    const person = action.who.ask[0] ?? 'an administrator'
    const entry = people.get(person) ?? { person, rights: [], actionIds: [] }
    if (!entry.rights.includes(action.who.right)) entry.rights.push(action.who.right)
    entry.actionIds.push(action.id)
    people.set(person, entry)
  }
  return [...people.values()].sort((a, b) => b.actionIds.length - a.actionIds.length)
}

const lacking = (plan: Plan, { unsure = false }: AskOptions): Action[] => pending(plan).filter(({ who }) => who.youCan === 'no' || (unsure && who.youCan === 'unknown'))

/**
 * A message to a person (one of an action's `ask`) with only what you may not do yourself and they may. Undefined when there is nothing to
 * ask them for.
 */
export function renderAskMessage(plan: Plan, person: string, options: AskOptions = {}): string | undefined {
  const actions = lacking(plan, options).filter(({ who }) => who.ask.includes(person))
  if (actions.length === 0) return undefined
  const values = publicValues(plan, options)
  const rights = [...new Set(actions.map(({ who }) => who.right))]
  const parts = [
    'Hello,',
    [
      'I am setting up the Databricks connection for CleverTap, which imports tables and writes nothing.',
      `I lack ${options.unsure ? 'or may lack ' : ''}${rights.length === 1 ? 'this right' : 'these rights'}: ${rights.join('; ')}.`,
      `Could you do the following${options.host === undefined ? '' : ` in ${options.host}`}? Each line is the least that is needed.`,
    ].join(' '),
    ...actions.map((action, at) => {
      const sql = sqlOf(action)
      const change = sql ? ['Run this SQL:', `  ${showText(sql.statement, values)};`] : inWords(action.change, values)
      return [`${at + 1}. ${action.title}`, `   ${action.why}`, ...(action.skipIf ? [`   ${action.skipIf.text}`] : []), ...change.map((text) => `   ${text}`), ...(action.id === 'token.create' ? ['   Please hand the value over through a password manager or the like, not by mail.'] : [])].join('\n')
    }),
    'Thank you.',
  ]
  return `${parts.join('\n\n')}\n`
}
