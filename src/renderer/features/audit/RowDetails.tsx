import { checkOf } from '#shared/audit/checks/all'
import type { Finding, FindingFix } from '#shared/audit/finding'
import type { Cloud } from '#shared/connection/connection'
import { CodeBlock } from '../../shared/ui/CodeBlock'
import { Segmented } from '../../shared/ui/Segmented'
import { StateIcon, Tag } from '../../shared/ui/StateBadge'
import { AccessPath } from './AccessPath'
import { Affected } from './Affected'
import { DocLink } from './DocLink'
import { type ResultRow, SEVERITY_WORDS } from './finding-rows'

export type StatementForm = 'sql' | 'cli'
export interface DetailsContext {
  cloud: Cloud
  form: StatementForm
  onForm: (form: StatementForm) => void
}

/** What an open row shows: the path that proves it, what it means, and what mends it. */
export function RowDetails({ row, context }: { row: ResultRow; context: DetailsContext }) {
  switch (row.kind) {
    case 'needed':
      return (
        <div className="row-details">
          <AccessPath path={row.needed.path} />
          {row.count === undefined ? null : <p className="muted">It covers {row.count.toLocaleString('en')} tables and views, and later ones too.</p>}
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
      return <FindingDetails finding={row.finding} context={context} />
  }
}

function FindingDetails({ finding, context }: { finding: Finding; context: DetailsContext }) {
  const check = checkOf(finding.id)
  return (
    <div className="row-details">
      <AccessPath path={finding.path} />
      <p>{finding.reason} {check ? <span className="muted">{check.meaning}</span> : null}</p>
      {finding.fix.map((fix, index) => (
        <Fix key={index} fix={fix} context={context} />
      ))}
      <p className="row-details-foot small muted">
        <span>{check?.title ?? finding.id}, {SEVERITY_WORDS[finding.severity].toLowerCase()}</span>
        <span className="mono">{finding.id}</span>
        {check ? <DocLink docs={check.docs} cloud={context.cloud} /> : null}
      </p>
    </div>
  )
}

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
