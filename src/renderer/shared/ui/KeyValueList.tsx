import type { ReactNode } from 'react'
import './key-value-list.css'

export interface KeyValue {
  label: string
  value: ReactNode
  /** Set in monospace: hosts, paths, names, codes. */
  mono?: boolean
}

/** Facts, label left, value right. */
export function KeyValueList({ items }: { items: KeyValue[] }) {
  return (
    <dl className="key-values">
      {items.map((item, index) => (
        <div key={`${item.label}-${index}`}>
          <dt>{item.label}</dt>
          <dd className={item.mono ? 'mono' : undefined}>{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
