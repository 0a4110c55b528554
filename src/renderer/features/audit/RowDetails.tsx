import { useEffect } from 'react'
import { checkOf } from '#shared/audit/checks/all'
import type { FindingFix } from '#shared/audit/finding'
import { pathOf } from '#shared/audit/listing'
import type { Cloud } from '#shared/connection/connection'
import { Button } from '../../shared/ui/Button'
import { CodeBlock } from '../../shared/ui/CodeBlock'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Spinner } from '../../shared/ui/Progress'
import { Segmented } from '../../shared/ui/Segmented'
import { StateIcon, Tag } from '../../shared/ui/StateBadge'
import { AccessPath } from './AccessPath'
import { Affected } from './Affected'
import { DocLink } from './DocLink'
import type { FixesOfFindings } from './finding-fixes'
import { type FindingRow, type ResultRow, SEVERITY_WORDS, textOf } from './finding-rows'

export type StatementForm = 'sql' | 'cli'
export interface DetailsContext {
  cloud: Cloud
  form: StatementForm
  onForm: (form: StatementForm) => void
  /** What mends a finding, as far as it is known. */
  fixes: FixesOfFindings
  onFixWanted: (at: number) => void
}

/** What an open row shows: the path that proves it, what it means, and what mends it. */
export function RowDetails({ row, context }: { row: ResultRow; context: DetailsContext }) {
  switch (row.kind) {
    case 'needed':
      return (
        <div className="row-details">
          <AccessPath path={pathOf(row.needed, row.securable)} />
          {row.form.count === undefined ? null : <p className="muted">It covers {row.form.count.toLocaleString('en')} tables and views, and later ones too.</p>}
        </div>
      )
    case 'not-checked':
      return (
        <div className="row-details">
          <p>{row.notChecked.why}</p>
          {row.notChecked.right === undefined ? null : <p>To check it takes: <span className="strong">{row.notChecked.right}</span>.</p>}
        </div>
      )
    case 'finding':
      return <FindingDetails row={row} context={context} />
  }
}

function FindingDetails({ row, context }: { row: FindingRow; context: DetailsContext }) {
  const { finding } = row
  const check = checkOf(finding.id)
  return (
    <div className="row-details">
      <AccessPath path={pathOf(finding, row.securable)} />
      <p>{textOf(row)} {check ? <span className="muted">{check.meaning}</span> : null}</p>
      {row.isNew ? <Fixes fixes={row.fix} context={context} /> : <KnownFixes at={row.at} context={context} />}
      <p className="row-details-foot small muted">
        <span>{check?.title ?? finding.id}, {SEVERITY_WORDS[finding.severity].toLowerCase()}</span>
        <span className="mono">{finding.id}</span>
        {check ? <DocLink docs={check.docs} cloud={context.cloud} /> : null}
      </p>
    </div>
  )
}

/** What mends a finding of the report: it came with the audit, or is asked for when its row opens. */
function KnownFixes({ at, context }: { at: number; context: DetailsContext }) {
  const { fixes, onFixWanted } = context
  const known = fixes[at]
  const isUnknown = known === undefined
  useEffect(() => {
    if (isUnknown) onFixWanted(at)
  }, [isUnknown, at, onFixWanted])
  if (known?.kind === 'read') return <Fixes fixes={known.fix} context={context} />
  if (known?.kind !== 'failed') return <p className="finding-fix-wait row muted" role="status"><Spinner size={12} /> Reading what mends it</p>
  return (
    <>
      <DiagnosisCard diagnosis={known.diagnosis} />
      <div><Button size="s" onPress={() => onFixWanted(at)}>Try again</Button></div>
    </>
  )
}

const Fixes = ({ fixes, context }: { fixes: readonly FindingFix[]; context: DetailsContext }) => fixes.map((fix, index) => <Fix key={index} fix={fix} context={context} />)

function Fix({ fix, context }: { fix: FindingFix; context: DetailsContext }) {
  const forms = [...(fix.sql === undefined ? [] : [{ id: 'sql' as const, label: 'SQL' }]), ...(fix.cli === undefined ? [] : [{ id: 'cli' as const, label: 'CLI' }])]
  const form = forms.find(({ id }) => id === context.form)?.id ?? forms[0]?.id
  const code = form === 'sql' ? fix.sql : form === 'cli' ? fix.cli : undefined
  return (
    <div className="finding-fix">
      <div className="row">
        <StateIcon state={fix.how === 'run' ? 'info' : 'not-set-up'} size={13} />
        <span className="grow">{fix.text}</span>
        {fix.how === 'by-hand' ? <Tag>by hand</Tag> : null}
        {forms.length > 1 && form ? <Segmented label="Statement as" options={forms} value={form} onChange={context.onForm} /> : null}
      </div>
      {code === undefined ? null : <CodeBlock code={code} language={form === 'sql' ? 'sql' : 'shell'} maxLines={8} />}
      {fix.affects && fix.affects.length > 0 ? <Affected people={fix.affects} /> : null}
    </div>
  )
}
