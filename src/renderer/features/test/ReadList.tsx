import { useMemo, useState } from 'react'
import type { TestReport } from '#shared/connection-test/report'
import type { FixAction } from '#shared/diagnosis/diagnosis'
import { DataTable, type DataColumn } from '../../shared/ui/DataTable'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Panel } from '../../shared/ui/Panel'
import { RadioGroup } from '../../shared/ui/Choices'
import { StateBadge } from '../../shared/ui/StateBadge'
import { READ_FILTERS, type ReadFilter, type ReadRow, readLine, readRows } from './read-rows'

const TONES = { passed: 'ok', failed: 'failed', 'could-not-check': 'could-not-check' } as const
const FILTER_WORDS: Record<ReadFilter, string> = { all: 'All', 'not-read': 'Not read', read: 'Read' }

const COLUMNS: readonly DataColumn<ReadRow>[] = [
  { id: 'state', title: 'State', value: (row) => row.word, render: (row) => <StateBadge state={TONES[row.state]} label={row.word} />, width: '148px' },
  { id: 'name', title: 'Table', value: (row) => row.name, mono: true, width: 'minmax(220px, 1fr)' },
  { id: 'why', title: 'Why', value: (row) => row.diagnosis?.title ?? '', width: 'minmax(120px, 1fr)' },
  { id: 'time', title: 'Time', value: (row) => row.ms, render: (row) => row.time, width: '88px', align: 'end' },
]

/** One line per table that was read, failures first; a line opens its diagnosis. */
export function ReadList({ tables, onAction }: { tables: TestReport['tables']; onAction: (action: FixAction) => void }) {
  const [filter, setFilter] = useState<ReadFilter>('all')
  const [openKey, setOpenKey] = useState<string>()
  const rows = useMemo(() => readRows(tables.reads, filter), [tables.reads, filter])
  const open = rows.find((row) => row.key === openKey)
  const hasFailures = tables.reads.some((read) => read.state !== 'passed')
  return (
    <Panel title="Tables read" flush>
      <div className="reads-head">
        <span className="grow">
          {readLine(tables)} {hasFailures ? <span className="muted">Choose a line to see what to do.</span> : null}
        </span>
        {hasFailures ? <RadioGroup label="Show" isLabelHidden isHorizontal value={filter} onChange={setFilter} options={READ_FILTERS.map((id) => ({ id, label: FILTER_WORDS[id] }))} /> : null}
      </div>
      <div className="reads-table">
        <DataTable
        label="Tables read"
        rows={rows}
        columns={hasFailures ? COLUMNS : COLUMNS.filter((column) => column.id !== 'why')}
        rowKey={(row) => row.key}
        maxHeight={320}
        {...(tables.reads.length > 8 ? { filterLabel: 'Filter tables', noun: 'tables' } : {})}
        {...(hasFailures ? { onOpen: (row: ReadRow) => setOpenKey(row.key === openKey ? undefined : row.key) } : {})}
        {...(openKey === undefined ? {} : { currentKey: openKey })}
      />
      </div>
      {open?.diagnosis ? (
        <div className="reads-card">
          <DiagnosisCard diagnosis={open.diagnosis} state={open.state === 'failed' ? 'failed' : 'could-not-check'} onAction={onAction} />
        </div>
      ) : null}
      {open && !open.diagnosis ? <p className="reads-card muted">{open.name} was read; there is nothing more to say about it.</p> : null}
    </Panel>
  )
}
