import type { Category } from '../category'
import type { Evidence } from '../evidence'

/**
 * One way to recognise a cause. `codes`, `sqlStates` and `text` are alternatives: one hit is enough. `status`, `stage`,
 * `only` and `unless` are conditions on top. Texts are seen with names masked, so they can only match structure.
 *
 * Rules of higher confidence are tried first; among equals, the order of the tables decides.
 */
export interface Rule {
  category: Category
  confidence: 'high' | 'medium' | 'low'
  codes?: readonly string[]
  sqlStates?: readonly string[]
  text?: RegExp
  status?: (status: number) => boolean
  stage?: RegExp
  only?: RegExp
  unless?: RegExp
  /** What else the same evidence can mean. */
  also?: readonly Category[]
  /** A cause that only this form of the evidence allows; shown first. */
  note?: string
}

export function matches(rule: Rule, e: Evidence): boolean {
  if (rule.status !== undefined && (e.status === undefined || !rule.status(e.status))) return false
  if (rule.stage !== undefined && !rule.stage.test(e.stage)) return false
  if (rule.only !== undefined && !rule.only.test(e.text)) return false
  if (rule.unless?.test(e.text)) return false
  if (rule.codes === undefined && rule.sqlStates === undefined && rule.text === undefined) return true
  return (
    (rule.codes?.some((code) => e.codes.has(code)) ?? false) ||
    (e.sqlState !== undefined && (rule.sqlStates?.includes(e.sqlState) ?? false)) ||
    (rule.text?.test(e.text) ?? false)
  )
}

/** Shorthand for `status: is(401, 403)`. */
export const is =
  (...wanted: number[]) =>
  (status: number): boolean =>
    wanted.includes(status)
