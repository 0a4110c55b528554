import type { HelpBlock, HelpPage } from './help-page'

export interface HelpHit {
  page: HelpPage
  /** Title of the section, or nothing when only the page's title or lead matched. */
  section: string | undefined
  /** The text around the first match. */
  excerpt: string
}

const linesOf = (block: HelpBlock): readonly string[] => {
  switch (block.kind) {
    case 'text':
    case 'code':
      return [block.text]
    case 'list':
    case 'steps':
      return block.items
    case 'table':
      return block.rows.map((row) => row.join(' — '))
    case 'link':
      return [block.label]
  }
}

const words = (query: string) => query.toLowerCase().split(/\s+/).filter(Boolean)
const holdsAll = (text: string, wanted: readonly string[]) => {
  const lower = text.toLowerCase()
  return wanted.every((word) => lower.includes(word))
}

const EXCERPT = 160

function excerptOf(line: string, wanted: readonly string[]): string {
  const plain = line.replaceAll('`', '').replace(/\s+/g, ' ')
  if (plain.length <= EXCERPT) return plain
  const at = Math.max(0, plain.toLowerCase().indexOf(wanted[0] ?? '') - 40)
  return `${at > 0 ? '… ' : ''}${plain.slice(at, at + EXCERPT).trim()}${at + EXCERPT < plain.length ? ' …' : ''}`
}

/** Every line (or title) that holds all the words: pages whose title matches first, then in reading order. */
export function searchHelp(pages: readonly HelpPage[], query: string): HelpHit[] {
  const wanted = words(query)
  if (wanted.length === 0) return []
  const byTitle: HelpHit[] = pages.filter((page) => holdsAll(`${page.title} ${page.lead}`, wanted)).map((page) => ({ page, section: undefined, excerpt: page.lead }))
  const byText = pages.flatMap((page) =>
    page.sections.flatMap((section) => {
      const lines = section.blocks.flatMap(linesOf)
      const matching = lines.filter((line) => holdsAll(`${line} ${section.title}`, wanted) && words(query).some((word) => line.toLowerCase().includes(word)))
      return matching.map((line): HelpHit => ({ page, section: section.title, excerpt: excerptOf(line, wanted) }))
    }),
  )
  return [...byTitle, ...byText]
}
