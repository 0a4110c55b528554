import type { Page } from '@playwright/test'
import { expect } from './assistant'

/** What sticks out of the window, or is wider than the place it has: nothing should be. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth } = document.documentElement
    const cut = [...document.querySelectorAll<HTMLElement>('main *, nav *, footer *')].filter((element) => {
      const { left, right, width, height } = element.getBoundingClientRect()
      if (width === 0 || height === 0) return false
      // What scrolls or ends in an ellipsis is so on purpose, and so is what only screen readers get.
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { overflowX, clip, clipPath, textOverflow } = getComputedStyle(at)
        if (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis' || clip !== 'auto' || clipPath !== 'none') return at === document.documentElement && right > clientWidth + 1
      }
      return right > clientWidth + 1 || left < -1
    })
    const scrolls = [...document.querySelectorAll<HTMLElement>('html, body, main, .page-scroll')].filter((element) => element.scrollWidth > element.clientWidth + 1)
    return [...cut, ...scrolls].map((element) => `${element.tagName.toLowerCase()}.${element.className.toString().replaceAll(' ', '.')}: ${(element.textContent ?? '').slice(0, 60)}`)
  })

/** Nothing on this screen is cut off or scrolls sideways. */
export const expectFits = async (page: Page, screen: string): Promise<void> => expect(await overflowing(page), screen).toEqual([])
