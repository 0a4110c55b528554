import type { Thresholds } from '#shared/audit/policy'

/** Numbers and lists as a person types them. */
export const THRESHOLD_FIELDS = ['tokenExpiryDays', 'tokenShortDays', 'tokenRotationDays', 'tokenUnusedDays', 'tokenScopes', 'entitlements'] as const
export type ThresholdField = (typeof THRESHOLD_FIELDS)[number]
export type ThresholdTexts = Record<ThresholdField, string>

export const THRESHOLD_WORDS: Record<ThresholdField, { label: string; hint: string }> = {
  tokenExpiryDays: { label: 'A token expires soon within (days)', hint: 'The first is information, the last urgent.' },
  tokenShortDays: { label: 'A token is short below (days)', hint: 'Not said where the workspace’s maximum forces it.' },
  tokenRotationDays: { label: 'A token is due for rotation after (days)', hint: 'Counted from the day it was made.' },
  tokenUnusedDays: { label: 'A token is unused after (days)', hint: 'Databricks revokes silently after 90 days without use.' },
  tokenScopes: { label: 'Scopes that the import needs', hint: 'A token with others is wider than needed.' },
  entitlements: { label: 'Entitlements that the import needs', hint: 'Others are too much.' },
}

export const thresholdTexts = (thresholds: Thresholds): ThresholdTexts => ({
  tokenExpiryDays: thresholds.tokenExpiryDays.join(', '),
  tokenShortDays: String(thresholds.tokenShortDays),
  tokenRotationDays: String(thresholds.tokenRotationDays),
  tokenUnusedDays: String(thresholds.tokenUnusedDays),
  tokenScopes: thresholds.tokenScopes.join(', '),
  entitlements: thresholds.entitlements.join(', '),
})

const parts = (text: string): string[] => text.split(/[,\s]+/).filter((part) => part !== '')
const MAX_DAYS = 36_500
const isDays = (text: string): boolean => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_DAYS

/** One field as typed: its part of the thresholds, or why it can't be used. */
export function readThreshold(field: ThresholdField, text: string): { ok: true; change: Partial<Thresholds> } | { ok: false; message: string } {
  switch (field) {
    case 'tokenExpiryDays': {
      const days = parts(text)
      if (days.length === 0 || !days.every(isDays)) return { ok: false, message: 'Enter whole days, like 30, 14, 7, 1.' }
      return { ok: true, change: { tokenExpiryDays: [...new Set(days.map(Number))].sort((one, other) => other - one) } }
    }
    case 'tokenScopes':
    case 'entitlements':
      return { ok: true, change: { [field]: [...new Set(parts(text))] } }
    default:
      return isDays(text.trim()) ? { ok: true, change: { [field]: Number(text.trim()) } } : { ok: false, message: 'Enter a whole number of days, like 90.' }
  }
}
