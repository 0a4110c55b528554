import { ArrowRight, RefreshCw, Scale } from 'lucide-react'
import { HOME, connectionAddress, go } from '../../shared/addresses'
import { Age } from '../../shared/ui/Age'
import { Button } from '../../shared/ui/Button'
import { type DataColumn, DataTable } from '../../shared/ui/DataTable'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { EmptyState } from '../../shared/ui/EmptyState'
import { LinkButton, TextLink } from '../../shared/ui/Link'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { Panel } from '../../shared/ui/Panel'
import { Spinner, useNow } from '../../shared/ui/Progress'
import { StateBadge } from '../../shared/ui/StateBadge'
import { type OverviewLine, overviewLine, overviewSummary } from './overview-rows'
import { useOverview } from './use-overview-store'

const counted = (line: OverviewLine, what: 'missing' | 'excess' | 'shared') => (line.row.last ? line.row.last.verdict[what] : -1)
const count = (what: 'missing' | 'excess' | 'shared', title: string): DataColumn<OverviewLine> => ({
  id: what, title, value: (line) => counted(line, what), width: '76px', align: 'end',
  render: (line) => (line.row.last ? <span className={counted(line, what) === 0 ? 'muted' : undefined}>{counted(line, what).toLocaleString('en')}</span> : <span className="muted">–</span>),
})
const columns = (now: number): readonly DataColumn<OverviewLine>[] => [
  {
    id: 'connection', title: 'Connection', value: (line) => line.name, width: 'minmax(150px, 2.2fr)',
    render: (line) => (
      <>
        <span className="name-link"><TextLink href={connectionAddress(line.row.profileId, 'audit')}>{line.name}</TextLink></span>
        <div className="mono muted truncate" title={line.place}>{line.place}</div>
      </>
    ),
  },
  { id: 'identity', title: 'Identity', value: (line) => line.identity, width: 'minmax(120px, 1.2fr)', render: (line) => <span title={line.row.last?.principal}>{line.identity === '' ? <span className="muted">–</span> : line.identity}</span> },
  { id: 'verdict', title: 'Verdict', value: (line) => line.rank, width: '132px', render: (line) => <StateBadge state={line.state} label={line.word} /> },
  count('missing', 'Missing'), count('excess', 'Too much'), count('shared', 'Shared'),
  {
    id: 'when', title: 'Last audit', value: (line) => line.row.last?.at ?? 0, width: 'minmax(120px, 1.8fr)',
    render: (line) => (
      <>
        <div>{line.row.last ? <Age at={line.row.last.at} now={now} /> : <span className="muted">{line.row.blockedBy ?? 'Not yet'}</span>}</div>
        {line.row.drift === undefined ? null : <div className="small muted">{line.row.drift}</div>}
      </>
    ),
  },
  {
    id: 'next', title: 'Next', value: (line) => line.next, width: '142px',
    render: (line) => (
      <LinkButton size="s" href={connectionAddress(line.row.profileId, line.next === 'Complete it' ? 'existing' : 'audit')} icon={<ArrowRight size={13} aria-hidden />}>
        {line.next}
      </LinkButton>
    ),
  },
]

/** One table of all connections with the verdict of their last audit. */
export function OverviewScreen() {
  const { phase, entered } = useOverview()
  const now = useNow(false)
  const rows = phase.kind === 'read' ? phase.rows : []
  return (
    <Page
      wide
      header={
        <PageHeader
          title="Permissions audit"
          lead="What each identity can do against what its import needs: what is missing, what is too much, and what could not be checked. An audit reads only."
          actions={<Button icon={<RefreshCw size={14} aria-hidden />} onPress={() => void entered()}>Read again</Button>}
        />
      }
    >
      {phase.kind === 'loading' ? <div className="row muted" role="status"><Spinner /> Reading the kept audits</div> : null}
      {phase.kind === 'failed' ? <DiagnosisCard diagnosis={phase.diagnosis} onAction={(action) => (action === 'retry' ? void entered() : go(HOME))} /> : null}
      {phase.kind === 'read' && rows.length === 0 ? (
        <EmptyState icon={<Scale size={24} aria-hidden />} title="No connection to audit yet" actions={<LinkButton href={HOME} variant="primary">Go to Connections</LinkButton>}>
          An audit belongs to a connection: make one, or try the sandbox workspace.
        </EmptyState>
      ) : null}
      {rows.length > 0 ? (
        <Panel title={overviewSummary(rows)} flush>
          <DataTable
            label="Audits"
            rows={rows.map(overviewLine)}
            columns={columns(now)}
            rowKey={(line) => line.row.profileId}
            maxHeight={760}
            isAutoHeight={rows.length <= 300}
            {...(rows.length > 12 ? { filterLabel: 'Filter connections', noun: 'connections' } : {})}
          />
        </Panel>
      ) : null}
    </Page>
  )
}
