import type { HelpHit } from './help-search'

/** What was found, each with the page it stands on. */
export function HelpHits({ hits, query, onChoose }: { hits: readonly HelpHit[]; query: string; onChoose: (pageId: string) => void }) {
  return (
    <section aria-label="Search results">
      <p className="muted" role="status">
        {hits.length === 0 ? `Nothing about “${query.trim()}”. Try one word, or the exact name of a privilege.` : `${hits.length} ${hits.length === 1 ? 'place' : 'places'} about “${query.trim()}”`}
      </p>
      <ul className="help-hits">
        {hits.map((hit, index) => (
          <li key={`${hit.page.id}-${index}`}>
            <button type="button" className="help-hit" onClick={() => onChoose(hit.page.id)}>
              <span className="strong">{hit.page.title}</span>
              {hit.section ? <span className="muted"> · {hit.section}</span> : null}
              <span className="help-excerpt">{hit.excerpt}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
