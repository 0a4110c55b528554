import { describe, expect, it } from 'vitest'
import { HELP_PAGES } from './help-pages'
import { searchHelp } from './help-search'

describe('searchHelp', () => {
  it('finds words in tables, lists and code, whatever their case', () => {
    expect(searchHelp(HELP_PAGES, 'use schema').map((hit) => hit.page.id)).toContain('what-clevertap-needs')
    expect(searchHelp(HELP_PAGES, 'DAPI').some((hit) => hit.page.id === 'glossary')).toBe(true)
  })
  it('puts pages whose title matches first', () => {
    expect(searchHelp(HELP_PAGES, 'sandbox')[0]?.page.id).toBe('sandbox')
  })
  it('finds nothing for nothing, and nothing for words that are nowhere', () => {
    expect(searchHelp(HELP_PAGES, '  ')).toEqual([])
    expect(searchHelp(HELP_PAGES, 'zebra')).toEqual([])
  })
})

it('links to https pages only, and each page can be told from the others', () => {
  const links = HELP_PAGES.flatMap((page) => page.sections).flatMap((section) => section.blocks).flatMap((block) => (block.kind === 'link' ? [block.href] : []))
  expect(links.length).toBeGreaterThan(0)
  for (const href of links) expect(new URL(href).protocol).toBe('https:')
  expect(new Set(HELP_PAGES.map((page) => page.id)).size).toBe(HELP_PAGES.length)
})

it('keeps every row of a table as long as its head', () => {
  for (const page of HELP_PAGES)
    for (const block of page.sections.flatMap((section) => section.blocks))
      if (block.kind === 'table') for (const row of block.rows) expect(row).toHaveLength(block.head.length)
})
