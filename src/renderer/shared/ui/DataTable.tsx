import { createSortedRowModel, rowSortingFeature, sortFn_alphanumeric, tableFeatures, useTable, type ColumnDef, type RowData } from '@tanstack/react-table'
import { ArrowDown, ArrowUp, Search } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useMemo, useState, type ReactNode } from 'react'
import { Checkbox } from './Choices'
import { DataRows, type ShownColumn } from './DataRows'
import './data-table.css'

const MAX_HEIGHT = 420
/** Rows made ready for the filter in one go: some milliseconds of work. */
const READ_AHEAD = 5_000
const READ_AHEAD_AFTER_MS = 300

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: { alphanumeric: sortFn_alphanumeric } })

/** `value` is what is sorted and filtered by, and shown where there is no `render`. */
export interface DataColumn<Row> extends ShownColumn<Row> {
  title: string
  /** A CSS grid track: `120px`, `minmax(160px, 2fr)`. Default `minmax(96px, 1fr)`. */
  width?: string
}

export interface DataTableProps<Row extends RowData> {
  /** Names the table for screen readers. */
  label: string
  rows: readonly Row[]
  columns: readonly DataColumn<Row>[]
  rowKey: (row: Row) => string
  /** Shows a filter field with this label, e.g. "Filter tables". */
  filterLabel?: string
  /** The filter has the focus when the table appears. */
  isFilterFocused?: boolean
  /** Counts, e.g. "tables"; shown beside the filter. */
  noun?: string
  /** Enter, Space or a click on a row. */
  onOpen?: (row: Row) => void
  /** The row that is chosen or open. */
  currentKey?: string
  /** With `onSelectedChange`: check boxes. */
  selected?: ReadonlySet<string>
  onSelectedChange?: (selected: Set<string>) => void
  /** Names a row's check box; absent: its key. */
  rowLabel?: (row: Row) => string
  /** Height in px at which it starts to scroll. */
  maxHeight?: number
  /** Rows differ in height (wrapped text). Slower; for tables below a thousand rows. */
  isAutoHeight?: boolean
  /** In place of rows when there are none. */
  empty?: ReactNode
  /** Right of the filter. */
  actions?: ReactNode
}

/** A table for any number of rows: only those in sight are in the page. Sorts by a click on a heading. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowKey, filterLabel, noun = 'rows', onOpen, currentKey, selected, onSelectedChange, maxHeight = MAX_HEIGHT, isAutoHeight = false } = props
  const [filter, setFilter] = useState('')
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const haystack = useMemo(() => haystackOf(rows, columns), [rows, columns])
  useEffect(() => (filterLabel === undefined ? undefined : readAhead(rows.length, haystack)), [filterLabel, rows, haystack])
  const wanted = useDeferredValue(filter).toLowerCase()
  const definitions = useMemo<ColumnDef<typeof features, Row>[]>(
    () => columns.map((column) => ({ id: column.id, header: column.title, accessorFn: column.value, sortFn: 'alphanumeric' })),
    [columns],
  )
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
  })
  const all = table.getRowModel().rows
  // Filtered here and not by the table, which makes an object of each cell first, and of each row for each key.
  const shown = useMemo(() => (wanted === '' ? all : all.filter(({ index }) => haystack(index).includes(wanted))), [all, haystack, wanted])
  const template = `${onSelectedChange ? '32px ' : ''}${columns.map((column) => column.width ?? 'minmax(96px, 1fr)').join(' ')}`
  const byId = new Map(columns.map((column) => [column.id, column]))

  const toggle = useCallback(
    (key: string) => {
      const next = new Set(selected)
      if (!next.delete(key)) next.add(key)
      onSelectedChange?.(next)
    },
    [selected, onSelectedChange],
  )
  const shownSelected = useMemo(() => (selected ? shown.filter((row) => selected.has(row.id)).length : 0), [shown, selected])

  return (
    <div className="data-table">
      {filterLabel ? (
        <div className="data-table-bar">
          <div className="data-table-filter">
            <Search size={14} aria-hidden />
            <input className="input" type="search" aria-label={filterLabel} placeholder={filterLabel} value={filter} onChange={(event) => setFilter(event.target.value)} spellCheck={false} autoFocus={props.isFilterFocused ?? false} onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              scroller?.querySelector<HTMLElement>('[data-index][tabindex]')?.focus()
            }} />
          </div>
          <span className="small muted" role="status">
            {filter === '' ? `${rows.length.toLocaleString('en')} ${noun}` : `${shown.length.toLocaleString('en')} of ${rows.length.toLocaleString('en')} ${noun}`}
          </span>
          <span className="grow" />
          {props.actions}
        </div>
      ) : null}
      <div className="data-table-scroll" ref={setScroller} style={{ maxHeight }} tabIndex={onOpen || onSelectedChange ? -1 : 0} role="table" aria-label={label} aria-rowcount={shown.length + 1}>
        <div role="rowgroup" className="data-table-head">
          <div role="row" className="data-row" style={{ gridTemplateColumns: template }}>
            {onSelectedChange ? (
              <div role="columnheader" className="data-cell">
                <Checkbox
                  label={`All ${noun} shown`}
                  isSelected={shown.length > 0 && shownSelected === shown.length}
                  isIndeterminate={shownSelected > 0 && shownSelected < shown.length}
                  onChange={(all) => {
                    const next = new Set(selected)
                    for (const row of shown) if (all) next.add(row.id)
                    else next.delete(row.id)
                    onSelectedChange(next)
                  }}
                />
              </div>
            ) : null}
            {table.getHeaderGroups()[0]?.headers.map((header) => {
              const sorted = header.column.getIsSorted()
              return (
                <div key={header.id} role="columnheader" className="data-cell" data-align={byId.get(header.column.id)?.align} aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}>
                  <button type="button" className="data-sort" onClick={header.column.getToggleSortingHandler()}>
                    {byId.get(header.column.id)?.title}
                    {sorted === 'asc' ? <ArrowUp size={12} aria-hidden /> : sorted === 'desc' ? <ArrowDown size={12} aria-hidden /> : null}
                  </button>
                </div>
              )
            })}
          </div>
        </div>
        {shown.length === 0 ? <div className="data-table-empty muted">{filter === '' ? (props.empty ?? `No ${noun}`) : `No ${noun} match “${filter}”`}</div> : null}
        <DataRows rows={shown} columns={columns} template={template} scroller={scroller} currentKey={currentKey} selected={selected} onToggle={onSelectedChange ? toggle : undefined} onOpen={onOpen} rowLabel={props.rowLabel} isAutoHeight={isAutoHeight} />
      </div>
    </div>
  )
}

/** What a row is searched in, made when first asked for. A line end keeps the cells apart. */
function haystackOf<Row>(rows: readonly Row[], columns: readonly DataColumn<Row>[]): (index: number) => string {
  const made: string[] = []
  return (index) => {
    const row = rows[index]
    return (made[index] ??= row === undefined ? '' : columns.map((column) => String(column.value(row))).join('\n').toLowerCase())
  }
}

/** Makes ready, a little at a time, what the first key typed would otherwise wait for. */
function readAhead(count: number, read: (index: number) => string): () => void {
  let next = 0
  const go = (): void => {
    for (const end = Math.min(count, next + READ_AHEAD); next < end; next++) read(next)
    if (next < count) timer = setTimeout(go)
  }
  let timer = setTimeout(go, READ_AHEAD_AFTER_MS)
  return () => clearTimeout(timer)
}
