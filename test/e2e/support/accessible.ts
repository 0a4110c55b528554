import { AxeBuilder } from '@axe-core/playwright'
import { type Assistant, expect } from './assistant'

/** Nothing against WCAG 2.2 A and AA, in light and in dark. */
export async function expectAccessible({ page, host }: Assistant, screen: string): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  // What React Aria has just announced stands there for seconds, labelled by a button that may be gone since.
  builder.exclude('[data-live-announcer]')
  // Electron can open no second page for axe to report in.
  if (host === 'electron') builder.setLegacyMode(true)
  const { violations } = await builder.analyze()
  expect(violations.map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 100)}`).join(', ')}`)).toEqual([])
}
