import type { Category } from '#shared/diagnosis/category'

/**
 * Answers that say nothing about access: the check itself did not come to an end, or the answer can't be read. They make a
 * check "could not check", never "no".
 */
const NO_ANSWER: readonly Category[] = ['timeout', 'deadline', 'reset', 'rate_limited', 'service_unavailable', 'cancelled', 'internal_error', 'session_expired', 'warehouse_starting']

export const isNoAnswer = (category: Category): boolean => NO_ANSWER.includes(category)

/** What a token's scope, or an unreadable answer, hides on REST while SQL may still work. */
export const isRestOnly = (category: Category): boolean => category === 'token_scope' || category === 'entitlement_missing' || category === 'other'
