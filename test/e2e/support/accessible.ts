import { AxeBuilder } from '@axe-core/playwright'
import { type Assistant, expect } from './assistant'

/** Nothing against WCAG 2.2 A and AA, in light and in dark. */
export async function expectAccessible({ page }: Assistant, screen: string): Promise<void> {
  const builder = new AxeBuilder({ page }).options({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })
  // What React Aria has just announced stands there for seconds, labelled by a button that may be gone since.
  builder.exclude('[data-live-announcer]')
  // Only pages with frames need the other mode, which reports in a second page: Electron can open none.
  builder.setLegacyMode(true)
  const { violations } = await builder.analyze()
  expect(violations.map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 100)}`).join(', ')}`)).toEqual([])
}
