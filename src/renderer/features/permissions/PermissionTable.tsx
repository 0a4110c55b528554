import { Fragment, useMemo, useState } from 'react'
import type { PermissionCheck, PermissionReport } from '#shared/discovery/discovery'
import { RadioGroup } from '../../shared/ui/Choices'
import { CopyButton } from '../../shared/ui/CopyButton'
import { DataTable, type DataColumn } from '../../shared/ui/DataTable'
import { Panel } from '../../shared/ui/Panel'
import { StateBadge } from '../../shared/ui/StateBadge'
import { PERMISSION_FILTERS, type PermissionFilter, type PermissionRow, grantScript, permissionRows, permissionTable, showScript } from './permission-rows'

/** Above this the rows keep one height, so that any number scrolls smoothly. */
const WRAPPED_ROWS = 200

const FILTER_WORDS: Record<PermissionFilter, string> = { all: 'All', missing: 'Missing', granted: 'There', 'could-not-check': 'Could not check' }

const COLUMNS: readonly DataColumn<PermissionRow>[] = [
  { id: 'state', title: 'State', value: (row) => row.word, render: (row) => <StateBadge state={row.tone} label={row.word} />, width: '166px' },
  { id: 'privilege', title: 'Privilege', value: (row) => row.privilege, width: '110px' },
  {
    id: 'securable',
    title: 'On',
    value: (row) => row.securable,
    render: (row) => (
      <>
        <span className="mono">
          {row.securable.split('.').map((part, index) => (
            <Fragment key={index}>
              {index > 0 ? (
                <>
                  .<wbr />
                </>
              ) : null}
              {part}
            </Fragment>
          ))}
        </span>{' '}
        <span className="small muted">{row.securableType}</span>
      </>
    ),
    width: 'minmax(150px, 1.2fr)',
  },
  { id: 'source', title: 'Where it comes from', value: (row) => row.source, render: (row) => <span title={row.source}>{row.source}</span>, width: 'minmax(150px, 1.4fr)' },
  {
    id: 'copy',
    title: 'Copy',
    value: () => '',
    render: (row) => (
      <span className="permission-copy">
        <CopyButton text={row.showStatement} label="SHOW" />
        {row.grantStatement ? <CopyButton text={row.grantStatement} label="GRANT" /> : null}
      </span>
    ),
    width: '176px',
  },
]

/** Every privilege the import needs, with its state, its source, and the statements that show or mend it. */
export function PermissionTable({ checks, report }: { checks: readonly PermissionCheck[]; report?: PermissionReport }) {
  const [filter, setFilter] = useState<PermissionFilter>('all')
  const rows = useMemo(() => permissionRows(checks, filter), [checks, filter])
  const grants = grantScript(checks)
  return (
    <Panel
      flush
      title="Needed for the import"
      actions={
        <div className="row">
          {grants === '' ? null : <CopyButton text={grants} label="Copy all GRANT" />}
          <CopyButton text={showScript(checks)} label="Copy all SHOW GRANTS" />
          {report ? <CopyButton text={permissionTable(report)} label="Copy table" /> : null}
        </div>
      }
    >
      <div className="permission-filter">
        <RadioGroup label="Show" isLabelHidden isHorizontal value={filter} onChange={setFilter} options={PERMISSION_FILTERS.map((id) => ({ id, label: `${FILTER_WORDS[id]} (${permissionRows(checks, id).length})` }))} />
      </div>
      <DataTable
        label="Permissions"
        rows={rows}
        columns={COLUMNS}
        rowKey={(row) => row.key}
        isAutoHeight={rows.length <= WRAPPED_ROWS}
        maxHeight={520}
        empty="Nothing here"
        {...(checks.length > 12 ? { filterLabel: 'Filter by object, privilege or source', noun: 'privileges' } : {})}
      />
    </Panel>
  )
}
