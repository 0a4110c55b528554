import { Search } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { SEVERITIES, type Severity } from '#shared/audit/finding'
import type { AuditView } from '#shared/audit/kept-audit'
import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Segmented } from '../../shared/ui/Segmented'
import { Select } from '../../shared/ui/Select'
import { GROUPS, GROUP_WORDS, type Group, NO_FILTER, SEVERITY_WORDS, filterRows, groupedRows, isFiltered, rowsAfter, rowsOfAudit, typesOf, worstGroup } from './finding-rows'
import type { FixesOfFindings } from './finding-fixes'
import type { FixState } from './fix-store'
import { ResultList } from './ResultList'
import type { DetailsContext, StatementForm } from './RowDetails'
import { WhatIfPanel } from './WhatIfPanel'
import { simulatedOf } from './what-if'

/** Three columns fit from this width on; below it one class at a time is shown. */
const COLUMNS_QUERY = '(min-width: 1340px)'
const COLUMNS: readonly (readonly Group[])[] = [['missing', 'not-checked'], ['needed', 'remarks'], ['excess', 'shared']]

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches)
  useEffect(() => {
    const media = window.matchMedia(query)
    const changed = () => setMatches(media.matches)
    media.addEventListener('change', changed)
    return () => media.removeEventListener('change', changed)
  }, [query])
  return matches
}

export interface FindingsProps {
  audit: AuditView
  fix: FixState
  /** What mends each finding, as far as it is known. */
  fixes: FixesOfFindings
  onFixWanted: (at: number) => void
}

/** Missing, needed and there, too much; beside them what everybody has, warnings, and what could not be checked. */
export function Findings({ audit, fix, fixes, onFixWanted }: FindingsProps) {
  const { report } = audit
  const isWide = useMedia(COLUMNS_QUERY)
  const [filter, setFilter] = useState(NO_FILTER)
  const [chosen, setChosen] = useState<Group | 'all'>()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [form, setForm] = useState<StatementForm>('sql')
  const preview = fix.preview.kind === 'read' && fix.preview.auditId === audit.auditId ? fix.preview.preview : undefined
  const simulated = simulatedOf(preview, fix.whatIf)
  const now = useMemo(() => rowsOfAudit(audit), [audit])
  const rows = useMemo(() => groupedRows(simulated ? rowsAfter(now, simulated) : now), [now, simulated])
  const types = useMemo(() => typesOf(rows), [rows])
  const wanted = useDeferredValue(filter)
  const shown = useMemo(() => ({ ...rows, ...Object.fromEntries(GROUPS.map((group) => [group, filterRows(rows[group], wanted)])) }), [rows, wanted])
  const toggle = useCallback((key: string) => setOpen((before) => {
    const next = new Set(before)
    if (!next.delete(key)) next.add(key)
    return next
  }), [])
  const group = chosen ?? (isWide ? 'all' : worstGroup(rows))
  const { cloud } = report.scope
  const context = useMemo((): DetailsContext => ({ cloud, form, onForm: setForm, fixes, onFixWanted }), [cloud, form, fixes, onFixWanted])
  const list = (one: Group) => <ResultList key={one} group={one} rows={shown[one]} total={rows[one].length} open={open} onToggle={toggle} context={context} />

  return (
    <div className="stack stack-2">
      {simulated ? <WhatIfPanel findings={now.findings} simulated={simulated} whatIf={fix.whatIf} /> : null}
      {fix.whatIf !== 'now' && fix.preview.kind === 'failed' ? <DiagnosisCard diagnosis={fix.preview.diagnosis} /> : null}
      <div className="result-bar">
        <Segmented
          label="Show"
          value={group}
          onChange={setChosen}
          options={[{ id: 'all' as const, label: 'All' }, ...(['missing', 'needed', 'excess', 'shared', 'remarks', 'not-checked'] as const).map((id) => ({ id, label: `${SHORT[id]} ${shown[id].length.toLocaleString('en')}` }))]}
        />
        <div className="result-filters">
          <div className="result-search">
            <Search size={14} aria-hidden />
            <input className="input" type="search" aria-label="Search findings" placeholder="Search: object, privilege, group" value={filter.find} onChange={(event) => setFilter({ ...filter, find: event.target.value })} spellCheck={false} />
          </div>
          <Select label="Severity" isLabelHidden value={filter.severity} onChange={(severity) => setFilter({ ...filter, severity })} options={SEVERITY_OPTIONS} />
          <Select label="Securable type" isLabelHidden value={filter.type} onChange={(type) => setFilter({ ...filter, type })} options={[{ id: 'all', label: 'Every type' }, ...types.map((type) => ({ id: type, label: type }))]} />
          {isFiltered(filter) ? <Button size="s" variant="quiet" onPress={() => setFilter(NO_FILTER)}>Clear</Button> : null}
        </div>
      </div>
      {group !== 'all' ? list(group) : isWide ? (
        <div className="result-columns">
          {COLUMNS.map((groups) => <div key={groups[0]} className="result-column">{groups.map(list)}</div>)}
        </div>
      ) : (
        <div className="result-column">{COLUMNS.flatMap(([first]) => (first ? [first] : [])).concat('shared', 'remarks', 'not-checked').map(list)}</div>
      )}
    </div>
  )
}

const SHORT: Record<Group, string> = { ...Object.fromEntries(GROUPS.map((group) => [group, GROUP_WORDS[group].title])) as Record<Group, string>, shared: 'Shared', remarks: 'Warnings, info' }
const SEVERITY_OPTIONS: { id: Severity | 'all'; label: string }[] = [{ id: 'all', label: 'Every severity' }, ...SEVERITIES.map((id) => ({ id, label: SEVERITY_WORDS[id] }))]
