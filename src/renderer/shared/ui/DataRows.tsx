import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, memo, useCallback, useState } from 'react'
import { RowCheckbox } from './Choices'

const ROW_HEIGHT = 32

export interface ShownColumn<Row> {
  id: string
  value: (row: Row) => string | number
  render?: (row: Row) => ReactNode
  mono?: boolean
  align?: 'end'
}
export interface ShownRow<Row> {
  id: string
  original: Row
}

interface DataRowsProps<Row> {
  rows: readonly ShownRow<Row>[]
  columns: readonly ShownColumn<Row>[]
  /** The tracks of the CSS grid. */
  template: string
  /** What scrolls; null while it isn't in the page. */
  scroller: HTMLElement | null
  currentKey: string | undefined
  selected: ReadonlySet<string> | undefined
  onToggle: ((key: string) => void) | undefined
  onOpen: ((row: Row) => void) | undefined
  rowLabel: ((row: Row) => string) | undefined
  isAutoHeight: boolean
}

/** The rows of a table that are in sight. On its own, so that scrolling draws nothing else; and a row is drawn again only when it changes. */
export function DataRows<Row>({ rows, columns, template, scroller, currentKey, selected, onToggle, onOpen, rowLabel, isAutoHeight }: DataRowsProps<Row>) {
  const [focused, setFocused] = useState(0)
  // Another function makes the virtualizer work out the places of all rows again.
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows])
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller, estimateSize: () => ROW_HEIGHT, getItemKey, overscan: 8 })
  const isFocusable = Boolean(onOpen ?? onToggle)
  const onKey = useCallback(
    (event: KeyboardEvent, index: number, row: ShownRow<Row>) => {
      const last = rows.length - 1
      const to = { ArrowDown: Math.min(last, index + 1), ArrowUp: Math.max(0, index - 1), Home: 0, End: last }[event.key]
      if (to !== undefined) {
        event.preventDefault()
        setFocused(to)
        virtual.scrollToIndex(to)
        requestAnimationFrame(() => scroller?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus())
      } else if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault()
        if (onOpen) onOpen(row.original)
        else onToggle?.(row.id)
      }
    },
    [rows, virtual, scroller, onOpen, onToggle],
  )
  return (
    <div role="rowgroup" className="data-table-rows" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const row = rows[index]
        return row === undefined ? null : (
          <DataRow
            key={row.id}
            row={row}
            index={index}
            start={start}
            columns={columns}
            template={template}
            measure={isAutoHeight ? virtual.measureElement : undefined}
            isCurrent={row.id === currentKey}
            isSelected={selected?.has(row.id)}
            isStop={index === Math.min(focused, rows.length - 1)}
            onFocus={setFocused}
            onKey={isFocusable ? onKey : undefined}
            onToggle={onToggle}
            onOpen={onOpen}
            rowLabel={rowLabel}
          />
        )
      })}
    </div>
  )
}

interface DataRowProps<Row> extends Pick<DataRowsProps<Row>, 'columns' | 'template' | 'onToggle' | 'onOpen' | 'rowLabel'> {
  row: ShownRow<Row>
  index: number
  start: number
  /** Absent: every row has the same height. */
  measure: ((element: HTMLElement | null) => void) | undefined
  isCurrent: boolean
  /** Absent: nothing can be selected. */
  isSelected: boolean | undefined
  /** The one row that Tab reaches. */
  isStop: boolean
  onFocus: (index: number) => void
  onKey: ((event: KeyboardEvent, index: number, row: ShownRow<Row>) => void) | undefined
}

const DataRow = memo(function DataRow<Row>({ row, index, start, columns, template, measure, isCurrent, isSelected, isStop, onFocus, onKey, onToggle, onOpen, rowLabel }: DataRowProps<Row>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      ref={measure}
      className="data-row"
      data-interactive={onKey ? true : undefined}
      data-current={isCurrent || undefined}
      aria-selected={isSelected}
      style={{ gridTemplateColumns: template, transform: `translateY(${start}px)`, ...(measure ? {} : { height: ROW_HEIGHT }) }}
      {...(onKey ? { tabIndex: isStop ? 0 : -1, onFocus: () => onFocus(index), onKeyDown: (event: KeyboardEvent) => onKey(event, index, row) } : {})}
      onClick={() => onOpen?.(row.original)}
    >
      {onToggle ? (
        <div role="cell" className="data-cell" onClick={(event) => event.stopPropagation()}>
          <RowCheckbox label={rowLabel?.(row.original) ?? row.id} isSelected={isSelected ?? false} onChange={() => onToggle(row.id)} />
        </div>
      ) : null}
      {columns.map((column) => (
        <div key={column.id} role="cell" className="data-cell" data-mono={column.mono || undefined} data-align={column.align} data-wrap={measure ? true : undefined}>
          {column.render ? column.render(row.original) : column.value(row.original)}
        </div>
      ))}
    </div>
  )
}) as <Row>(props: DataRowProps<Row>) => ReactNode
