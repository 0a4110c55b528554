import { useEffect, useRef } from 'react'
import { go, helpAddress } from '../../shared/addresses'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { TextField } from '../../shared/ui/TextField'
import { HelpArticle } from './HelpArticle'
import { HelpHits } from './HelpHits'
import { HELP_PAGES } from './help-pages'
import { searchHelp } from './help-search'
import './help.css'
import { useHelpState } from './use-help-store'

/** Short pages, searchable. */
export function HelpScreen({ pageId: wanted }: { pageId?: string }) {
  const { pageId, query, pageChosen, queryChanged } = useHelpState()
  const page = HELP_PAGES.find((one) => one.id === pageId) ?? HELP_PAGES[0]
  useEffect(() => {
    if (wanted !== undefined) pageChosen(wanted)
  }, [wanted, pageChosen])
  const chosen = (id: string) => {
    pageChosen(id)
    go(helpAddress(id))
  }
  const article = useRef<HTMLDivElement>(null)
  const isSearching = query.trim() !== ''
  useEffect(() => {
    if (article.current?.closest('.page-scroll')) article.current.closest('.page-scroll')?.scrollTo({ top: 0 })
  }, [pageId])
  if (!page) return null
  return (
    <Page header={<PageHeader title="Help" />}>
      <div className="help-body">
        <nav className="help-nav" aria-label="Help pages">
          <TextField label="Search the help" isLabelHidden type="search" placeholder="Search the help" value={query} onChange={queryChanged} />
          <ul>
            {HELP_PAGES.map((one) => (
              <li key={one.id}>
                <button type="button" className="help-nav-item" aria-current={!isSearching && one.id === page.id ? 'page' : undefined} onClick={() => chosen(one.id)}>
                  {one.title}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <div ref={article}>{isSearching ? <HelpHits hits={searchHelp(HELP_PAGES, query)} query={query} onChoose={chosen} /> : <HelpArticle page={page} />}</div>
      </div>
    </Page>
  )
}
