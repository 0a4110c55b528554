import { GitCompareArrows, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { AuditSummary } from '#shared/audit/kept-audit'
import { ageText, localTimeText } from '../../shared/time-text'
import { Button, IconButton } from '../../shared/ui/Button'
import { type DataColumn, DataTable } from '../../shared/ui/DataTable'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { ConfirmDialog } from '../../shared/ui/Dialog'
import { Panel } from '../../shared/ui/Panel'
import { Spinner, useNow } from '../../shared/ui/Progress'
import { StateBadge, Tag } from '../../shared/ui/StateBadge'
import type { AuditState } from './audit-state'
import { DriftView } from './DriftView'
import { VERDICT_STATES, VERDICT_WORDS } from './what-if'

/** The audits that are kept: open one, compare two, delete one. */
export function KeptAudits({ state, onOpen }: { state: AuditState; onOpen: (auditId: string) => void }) {
  const { list, shown, comparison } = state
  const now = useNow(false)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [deleting, setDeleting] = useState<AuditSummary>()
  const pair = list.filter(({ auditId }) => picked.has(auditId))
  const present = shown.kind === 'shown' ? shown.audit.auditId : undefined
  // Newest first in the list: the later one is what it became.
  const compare = () => {
    const [to, from] = pair
    if (from && to) void state.compared(from.auditId, to.auditId)
  }
  const columns: readonly DataColumn<AuditSummary>[] = [
    {
      id: 'when', title: 'When', value: (audit) => audit.at, width: 'minmax(212px, 1.2fr)',
      render: (audit) => (
        <span className="kept-when" title={ageText(audit.at, now)}>
          <Button size="s" variant="quiet" onPress={() => onOpen(audit.auditId)} aria-label={`Open the audit of ${localTimeText(audit.at)}`}>{localTimeText(audit.at)}</Button>
          {audit.auditId === present ? <Tag tone="accent">shown</Tag> : null}
        </span>
      ),
    },
    { id: 'verdict', title: 'Verdict', value: (audit) => audit.verdict.state, width: '130px', render: (audit) => <StateBadge state={VERDICT_STATES[audit.verdict.state]} label={VERDICT_WORDS[audit.verdict.state]} /> },
    { id: 'missing', title: 'Missing', value: (audit) => audit.verdict.missing, width: '74px', align: 'end' },
    { id: 'excess', title: 'Too much', value: (audit) => audit.verdict.excess, width: '84px', align: 'end' },
    { id: 'readable', title: 'Readable', value: (audit) => audit.tables.readable, width: '104px', align: 'end', render: (audit) => `${audit.tables.readable.toLocaleString('en')} of ${audit.tables.total.toLocaleString('en')}` },
    { id: 'identity', title: 'Identity', value: (audit) => audit.name ?? audit.principal, width: 'minmax(90px, 1fr)' },
    { id: 'caller', title: 'Seen by', value: (audit) => audit.caller.name ?? audit.caller.principal, width: 'minmax(90px, 1fr)', render: (audit) => (audit.caller.as === 'self' ? 'itself' : (audit.caller.name ?? audit.caller.principal)) },
    { id: 'delete', title: 'Delete', value: () => '', width: '64px', render: (audit) => <IconButton label={`Delete the audit of ${localTimeText(audit.at)}`} icon={<Trash2 size={14} aria-hidden />} onPress={() => setDeleting(audit)} /> },
  ]
  return (
    <div className="stack stack-2">
      <Panel
        flush
        title="Kept on this computer"
        actions={
          <div className="row">
            <span className="small muted">{pair.length === 2 ? '' : 'Tick two to compare them'}</span>
            <Button size="s" icon={<GitCompareArrows size={14} aria-hidden />} isDisabled={pair.length !== 2} onPress={compare}>Compare</Button>
          </div>
        }
      >
        <DataTable label="Kept audits" rows={list} columns={columns} rowKey={(audit) => audit.auditId} noun="audits" selected={picked} onSelectedChange={setPicked} rowLabel={(audit) => `Audit of ${localTimeText(audit.at)}`} maxHeight={420} empty="No audit is kept" />
      </Panel>
      {comparison.kind === 'comparing' ? <div className="row muted" role="status"><Spinner /> Comparing</div> : null}
      {comparison.kind === 'failed' ? <DiagnosisCard diagnosis={comparison.diagnosis} /> : null}
      {comparison.kind === 'compared' ? <DriftView drift={comparison.drift} onClose={state.comparisonClosed} /> : null}
      <ConfirmDialog title="Delete this audit?" isOpen={deleting !== undefined} action="Delete" isDanger onClose={() => setDeleting(undefined)} onConfirm={() => { if (deleting) void state.auditDeleted(deleting.auditId) }}>
        {deleting ? `The audit of ${localTimeText(deleting.at)} is removed from this computer, and can’t be compared with any more. Nothing changes in Databricks.` : ''}
      </ConfirmDialog>
    </div>
  )
}
