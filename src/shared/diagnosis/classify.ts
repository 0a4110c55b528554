import type { Category } from './category'
import type { FailureSignal } from './diagnosis'
import { type Evidence, readEvidence } from './evidence'
import { ADDRESS_RULES, GATEWAY_RULES, NETWORK_RULES } from './rules/network'
import { matches, type Rule } from './rules/rule'
import { SIGN_IN_RULES } from './rules/sign-in'
import { LAST_RULES, REQUEST_RULES, SQL_RULES } from './rules/sql'
import { STORAGE_RULES } from './rules/storage'
import { TLS_RULES } from './rules/tls'
import { UNITY_CATALOG_FALLBACKS, UNITY_CATALOG_RULES } from './rules/unity-catalog'
import { WAREHOUSE_RULES } from './rules/warehouse'

export interface Classification {
  category: Category
  confidence: 'high' | 'medium' | 'low'
  alternatives: Category[]
  /** A cause special to this form of the evidence. */
  note?: string
}

const RANK = { high: 0, medium: 1, low: 2 } as const

/**
 * All rules, most certain first. Within one certainty the areas follow the order in which a connection is built up, with
 * one exception: what the server says about objects comes before what a wrapper says about the network.
 */
const RULES: readonly Rule[] = [
  ...ADDRESS_RULES,
  ...TLS_RULES,
  ...STORAGE_RULES,
  ...UNITY_CATALOG_RULES,
  ...WAREHOUSE_RULES,
  ...SIGN_IN_RULES,
  ...SQL_RULES,
  ...NETWORK_RULES,
  ...GATEWAY_RULES,
  ...REQUEST_RULES,
  ...UNITY_CATALOG_FALLBACKS,
  ...LAST_RULES,
]
  .map((rule, index) => ({ rule, index }))
  .sort((a, b) => RANK[a.rule.confidence] - RANK[b.rule.confidence] || a.index - b.index)
  .map(({ rule }) => rule)

/** Codes that only the assistant itself produces. */
const OWN_CODES: ReadonlyMap<string, Category> = new Map([
  ['DEADLINE', 'deadline'],
  ['CANCELLED', 'cancelled'],
  ['INTERNAL', 'internal_error'],
])

/** Nobody but the network has spoken yet: our deadline is then what a user knows as a connection timeout, which the system itself reports minutes later. */
const CONNECTING: ReadonlySet<string | undefined> = new Set(['tcp', 'tls'])

function ruleFor(evidence: Evidence): Rule | undefined {
  return RULES.find((rule) => matches(rule, evidence))
}

/** Names the likely cause of a failure. Reads structure only: the names of objects never decide. */
export function classify(signal: FailureSignal): Classification {
  // With a status it comes from a server: the statement API has a CANCELLED of its own.
  const own = signal.errorCode === undefined || signal.status !== undefined ? undefined : OWN_CODES.get(signal.errorCode)
  if (own === 'deadline' && CONNECTING.has(signal.stage)) return { category: 'timeout', confidence: 'high', alternatives: [] }
  if (own !== undefined) return { category: own, confidence: 'high', alternatives: [] }
  const rule = ruleFor(readEvidence(signal))
  if (rule === undefined) return { category: 'other', confidence: 'low', alternatives: [] }
  return {
    category: rule.category,
    confidence: rule.confidence,
    alternatives: (rule.also ?? []).filter((category) => category !== rule.category),
    ...(rule.note !== undefined ? { note: rule.note } : {}),
  }
}
