import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, memo, useCallback, useEffect, useRef } from 'react'
import './virtual-list.css'

/** So far beyond what is in sight rows are drawn, so that slow scrolling meets no gap. */
const AHEAD_PX = 250

/** `rowKey` and `render` should stay the same functions while nothing they use changes: scrolling then draws only the rows that come into sight. */
export interface VirtualListProps<Row> {
  /** Names the list for screen readers. */
  label: string
  rows: readonly Row[]
  rowKey: (row: Row, index: number) => string
  render: (row: Row, index: number) => ReactNode
  /** Expected height of a row in px; the real one is measured. */
  rowHeight: number
  /** Up to so many rows all are in the page and the list doesn't scroll by itself. 0: always scrolls, in the height it is given. */
  wholeUpTo?: number
  /** Height in px at which it scrolls; absent: the height it is given by its surroundings. */
  maxHeight?: number
  /** Brings this row into sight when it changes. */
  showIndex?: number | undefined
}

/** Rows of any number and of differing heights: only those in sight are in the page. */
export function VirtualList<Row>({ label, rows, rowKey, render, rowHeight, wholeUpTo = 60, maxHeight, showIndex }: VirtualListProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const isWhole = rows.length <= wholeUpTo
  // Another function makes the virtualizer work out the places of all rows again.
  const getItemKey = useCallback(
    (index: number) => {
      const row = rows[index]
      return row === undefined ? index : rowKey(row, index)
    },
    [rows, rowKey],
  )
  const virtual = useVirtualizer({
    count: isWhole ? 0 : rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey,
    overscan: Math.ceil(AHEAD_PX / rowHeight),
  })
  useEffect(() => {
    if (showIndex === undefined || isWhole) return
    const from = virtual.scrollOffset ?? 0
    const isInSight = virtual.getVirtualItems().some((item) => item.index === showIndex && item.start >= from && item.end <= from + (scroller.current?.clientHeight ?? 0))
    if (!isInSight) virtual.scrollToIndex(showIndex, { align: 'center' })
    // The virtualizer is the same object for the life of the list; only another row to show moves it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [showIndex, rows])

  if (isWhole) {
    return (
      <div role="list" aria-label={label}>
        {rows.map((row, index) => (
          <div role="listitem" key={rowKey(row, index)}>
            {render(row, index)}
          </div>
        ))}
      </div>
    )
  }
  return (
    <div className="virtual-list" ref={scroller} tabIndex={0} role="list" aria-label={label} style={maxHeight === undefined ? undefined : { maxHeight }}>
      <div role="presentation" className="virtual-list-rows" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return row === undefined ? null : <ListRow key={item.key} row={row} index={item.index} count={rows.length} start={item.start} measure={virtual.measureElement} render={render} />
        })}
      </div>
    </div>
  )
}

interface ListRowProps<Row> {
  row: Row
  index: number
  count: number
  start: number
  measure: (element: HTMLElement | null) => void
  render: (row: Row, index: number) => ReactNode
}

const ListRow = memo(function ListRow<Row>({ row, index, count, start, measure, render }: ListRowProps<Row>) {
  return (
    <div role="listitem" aria-posinset={index + 1} aria-setsize={count} data-index={index} ref={measure} className="virtual-list-row" style={{ transform: `translateY(${start}px)` }}>
      {render(row, index)}
    </div>
  )
}) as <Row>(props: ListRowProps<Row>) => ReactNode
