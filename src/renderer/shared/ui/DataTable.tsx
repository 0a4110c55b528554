import {
  columnFilteringFeature, createFilteredRowModel, createSortedRowModel, filterFn_includesString, globalFilteringFeature,
  rowSortingFeature, sortFn_alphanumeric, tableFeatures, useTable, type ColumnDef, type RowData,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, Search } from 'lucide-react'
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Checkbox } from './Choices'
import './data-table.css'

const ROW_HEIGHT = 32
const MAX_HEIGHT = 420

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  filterFns: { includesString: filterFn_includesString },
  sortFns: { alphanumeric: sortFn_alphanumeric },
})

export interface DataColumn<Row> {
  id: string
  title: string
  /** What is sorted and filtered by, and shown where there is no `render`. */
  value: (row: Row) => string | number
  render?: (row: Row) => ReactNode
  /** A CSS grid track: `120px`, `minmax(160px, 2fr)`. Default `minmax(96px, 1fr)`. */
  width?: string
  mono?: boolean
  align?: 'end'
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
  const [focused, setFocused] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const data = useMemo(() => [...rows], [rows])
  const definitions = useMemo<ColumnDef<typeof features, Row>[]>(
    () => columns.map((column) => ({ id: column.id, header: column.title, accessorFn: column.value, sortFn: 'alphanumeric', enableGlobalFilter: true })),
    [columns],
  )
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowKey,
    state: { globalFilter: filter },
    globalFilterFn: 'includesString',
    getColumnCanGlobalFilter: () => true,
  })
  const shown = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 8,
  })
  const template = `${onSelectedChange ? '32px ' : ''}${columns.map((column) => column.width ?? 'minmax(96px, 1fr)').join(' ')}`
  const byId = new Map(columns.map((column) => [column.id, column]))

  const move = (event: KeyboardEvent, index: number, row: Row, key: string) => {
    const last = shown.length - 1
    const to = { ArrowDown: Math.min(last, index + 1), ArrowUp: Math.max(0, index - 1), Home: 0, End: last }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      setFocused(to)
      virtual.scrollToIndex(to)
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus())
    } else if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault()
      if (onOpen) onOpen(row)
      else toggle(key)
    }
  }
  const toggle = (key: string) => {
    if (!onSelectedChange) return
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    onSelectedChange(next)
  }
  const isFocusable = Boolean(onOpen ?? onSelectedChange)
  const shownSelected = selected ? shown.filter((row) => selected.has(row.id)).length : 0

  return (
    <div className="data-table">
      {filterLabel ? (
        <div className="data-table-bar">
          <div className="data-table-filter">
            <Search size={14} aria-hidden />
            <input className="input" type="search" aria-label={filterLabel} placeholder={filterLabel} value={filter} onChange={(event) => setFilter(event.target.value)} spellCheck={false} autoFocus={props.isFilterFocused ?? false} onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              scroller.current?.querySelector<HTMLElement>('[data-index][tabindex]')?.focus()
            }} />
          </div>
          <span className="small muted" role="status">
            {filter === '' ? `${rows.length.toLocaleString('en')} ${noun}` : `${shown.length.toLocaleString('en')} of ${rows.length.toLocaleString('en')} ${noun}`}
          </span>
          <span className="grow" />
          {props.actions}
        </div>
      ) : null}
      <div className="data-table-scroll" ref={scroller} style={{ maxHeight }} tabIndex={isFocusable ? -1 : 0} role="table" aria-label={label} aria-rowcount={shown.length + 1}>
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
        <div role="rowgroup" className="data-table-rows" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = shown[item.index]
            if (!row) return null
            return (
              <div
                key={row.id}
                role="row"
                aria-rowindex={item.index + 2}
                data-index={item.index}
                ref={isAutoHeight ? virtual.measureElement : undefined}
                className="data-row"
                data-interactive={isFocusable || undefined}
                data-current={row.id === currentKey || undefined}
                aria-selected={selected ? selected.has(row.id) : undefined}
                style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)`, ...(isAutoHeight ? {} : { height: ROW_HEIGHT }) }}
                {...(isFocusable
                  ? {
                      tabIndex: item.index === Math.min(focused, shown.length - 1) ? 0 : -1,
                      onFocus: () => setFocused(item.index),
                      onKeyDown: (event: KeyboardEvent) => move(event, item.index, row.original, row.id),
                    }
                  : {})}
                onClick={() => onOpen?.(row.original)}
              >
                {onSelectedChange ? (
                  <div role="cell" className="data-cell">
                    <Checkbox label={props.rowLabel?.(row.original) ?? row.id} isSelected={selected?.has(row.id) ?? false} onChange={() => toggle(row.id)} />
                  </div>
                ) : null}
                {columns.map((column) => (
                  <div key={column.id} role="cell" className="data-cell" data-mono={column.mono || undefined} data-align={column.align} data-wrap={isAutoHeight || undefined}>
                    {column.render ? column.render(row.original) : column.value(row.original)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
