import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useCallback, useRef } from 'react'
import { StateIcon, Tag } from '../../shared/ui/StateBadge'
import { VirtualList } from '../../shared/ui/VirtualList'
import { GROUP_WORDS, type Group, type ResultRow, SEVERITY_WORDS, textOf } from './finding-rows'
import { type DetailsContext, RowDetails } from './RowDetails'

/** So many rows are all in the page; more scroll in a list of their own. */
const WHOLE = 40
const MAX_HEIGHT = 560
/** Of a closed row, border included. It must be exact: each row that differs makes the list work out the places of all rows again. */
const ROW_HEIGHT = 50

const keyOf = (row: ResultRow): string => row.key

interface ResultListProps {
  group: Group
  rows: readonly ResultRow[]
  /** Rows before the filter. */
  total: number
  open: ReadonlySet<string>
  onToggle: (key: string) => void
  context: DetailsContext
}

/** One class of rows. Enter opens a row, the arrows go from row to row. */
export function ResultList({ group, rows, total, open, onToggle, context }: ResultListProps) {
  const root = useRef<HTMLElement>(null)
  const { title, state, empty } = GROUP_WORDS[group]
  const isEmpty = total === 0
  const draw = useCallback((row: ResultRow) => <Row row={row} isOpen={open.has(row.key)} onToggle={onToggle} context={context} />, [open, onToggle, context])
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || !(event.target instanceof HTMLElement) || !event.target.matches('[data-result-row]')) return
    const rowButtons = [...(root.current?.querySelectorAll<HTMLElement>('[data-result-row]') ?? [])]
    const next = rowButtons[rowButtons.indexOf(event.target) + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <section className="panel result-list" aria-label={title} data-group={group} ref={root} onKeyDown={move}>
      <header className="result-head" data-state={isEmpty && group !== 'needed' ? 'ok' : state}>
        <StateIcon state={isEmpty && group !== 'needed' ? 'ok' : state} size={15} />
        <h3 className="grow">{title}</h3>
        <span className="result-count" role="status">{rows.length === total ? total.toLocaleString('en') : `${rows.length.toLocaleString('en')} of ${total.toLocaleString('en')}`}</span>
      </header>
      {rows.length === 0 ? (
        <p className="result-empty muted">{isEmpty ? empty : 'None of these match the filter.'}</p>
      ) : (
        <VirtualList label={`${title}: rows`} rows={rows} rowHeight={ROW_HEIGHT} wholeUpTo={WHOLE} maxHeight={MAX_HEIGHT} rowKey={keyOf} render={draw} />
      )}
    </section>
  )
}

function Row({ row, isOpen, onToggle, context }: { row: ResultRow; isOpen: boolean; onToggle: (key: string) => void; context: DetailsContext }) {
  const { state, severity, title, count, securableType } = row.form
  return (
    <div className="result-row" data-open={isOpen || undefined}>
      <button type="button" className="result-trigger" data-result-row="" aria-expanded={isOpen} onClick={() => onToggle(row.key)}>
        <StateIcon state={state} size={14} />
        {severity === undefined ? null : <span className="visually-hidden">{SEVERITY_WORDS[severity]}: </span>}
        <span className="grow">
          <span className="result-title">
            <span className="strong">{title}</span>
            {row.securable === '' ? null : <span className="mono result-securable">{row.securable}</span>}
            {count === undefined ? null : <Tag>{count.toLocaleString('en')}</Tag>}
            {row.kind === 'finding' && row.isNew ? <Tag tone="accent">new</Tag> : null}
            <span className="result-type small muted">{securableType}</span>
          </span>
          <span className="result-text">{textOf(row)}</span>
        </span>
        <ChevronRight size={14} className="result-chevron" aria-hidden />
      </button>
      {isOpen ? <RowDetails row={row} context={context} /> : null}
    </div>
  )
}
