import type { Category } from '../category'
import type { Subject } from '../subject'
import type { Entry } from './entry'
import { SPECIAL_DATA } from './special-data'
import { SPECIAL_NETWORK } from './special-network'
import { SPECIAL_SIGN_IN } from './special-sign-in'
import { SPECIAL_WAREHOUSE } from './special-warehouse'

/**
 * A form of a category that needs advice of its own: the category stays, what is said about it changes. `when` sees the
 * text with names masked, and the codes. What a special entry leaves out is said as for the whole category.
 */
export interface Special extends Partial<Entry> {
  of: readonly Category[]
  when?: RegExp
  unless?: RegExp
  about?: (subject: Subject) => boolean
}

const SPECIALS: readonly Special[] = [...SPECIAL_NETWORK, ...SPECIAL_SIGN_IN, ...SPECIAL_WAREHOUSE, ...SPECIAL_DATA]

/** What is to be said differently about this form of the category. */
export function specialEntry(category: Category, text: string, subject: Subject): Partial<Entry> {
  const found = SPECIALS.find(
    ({ of, when, unless, about }) => of.includes(category) && (when?.test(text) ?? true) && !(unless?.test(text) ?? false) && (about?.(subject) ?? true),
  )
  if (found === undefined) return {}
  const { title, causes, fixes } = found
  return { ...(title && { title }), ...(causes && { causes }), ...(fixes && { fixes }) }
}
