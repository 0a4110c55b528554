import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { Plan } from '#shared/setup/plan'
import { CopyButton } from '../../shared/ui/CopyButton'
import { ScriptView } from '../../shared/ui/ScriptView'
import { Segmented } from '../../shared/ui/Segmented'
import { StateIcon } from '../../shared/ui/StateBadge'
import { Tabs } from '../../shared/ui/Tabs'
import { Explanation } from './Explanation'
import type { Planning } from './planner'
import { changedLines, lineToShow } from './script-diff'
import type { Renderings, Shell } from './renderings'
import { ScriptResizer } from './ScriptResizer'
import type { StepId } from './steps'
import { useSetupContext } from './use-setup-store'

type Tab = 'sql' | 'cli' | 'terraform' | 'explain'
const NONE: ReadonlySet<number> = new Set()

/** The last plan that could be made: while a field is half typed, its script stays in sight. */
function useLastPlanned(planning: Planning | undefined): { planned: NonNullable<Planning['planned']> | undefined; isOld: boolean } {
  const last = useRef<Planning['planned']>(undefined)
  if (planning?.planned) last.current = planning.planned
  return { planned: planning?.planned ?? last.current, isOld: planning !== undefined && planning.planned === undefined }
}

/** Lines of a script, and which of them the last change made. Another script (tab, shell) begins anew. */
function useScript(key: string, text: string | undefined): { lines: readonly string[]; changed: ReadonlySet<number> } {
  const state = useRef<{ key: string; text: string | undefined; lines: readonly string[]; changed: ReadonlySet<number> }>({ key, text: undefined, lines: [], changed: NONE })
  if (state.current.key !== key || state.current.text !== text) {
    const lines = text === undefined ? [] : text.replace(/\n$/, '').split('\n')
    const isFollowing = state.current.key === key && state.current.text !== undefined
    state.current = { key, text, lines, changed: isFollowing ? changedLines(state.current.lines, lines) : NONE }
  }
  return state.current
}

/** The live script: the plan as SQL, as commands, as Terraform and in words. It follows every keystroke. */
export function ScriptPanel({ step }: { step: StepId }) {
  const { planning } = useSetupContext()
  const [tab, setTab] = useState<Tab>('sql')
  const [shell, setShell] = useState<Shell>('bash')
  const [renderings, setRenderings] = useState<Renderings>()
  const { planned, isOld } = useLastPlanned(planning)
  const plan = useDeferredValue(planned)
  useEffect(() => {
    let isCurrent = true
    void import('./renderings').then((loaded) => {
      if (isCurrent) setRenderings(loaded.renderings)
    })
    return () => {
      isCurrent = false
    }
  }, [])
  const text = useMemo(() => {
    if (!renderings || !plan || tab === 'explain') return undefined
    return tab === 'sql' ? renderings.sql(plan) : tab === 'cli' ? renderings.cli(plan, shell) : renderings.terraform(plan)
  }, [renderings, plan, tab, shell])
  const { lines, changed } = useScript(tab === 'cli' ? shell : tab, text)
  const issue = planning?.issues[0]
  const show = useMemo(() => lineToShow(lines, changed, new Set(plan?.plan.actions.flatMap((action) => (action.step === step ? [action.id] : [])))), [lines, changed, plan, step])

  return (
    <aside className="script-panel" aria-label="Script">
      <ScriptResizer />
      <div className="script-head">
        <Tabs label="Script as" selected={tab} onSelect={(id) => setTab(id as Tab)} tabs={TABS.map((one) => ({ ...one, content: null }))} />
      </div>
      <div className="script-bar">
        {tab === 'cli' ? <Segmented label="Shell" options={SHELLS} value={shell} onChange={setShell} /> : null}
        <span className="grow small muted truncate" role="status">
          {isOld && issue ? (
            <span className="row" title={issue.message}>
              <StateIcon state="warning" size={13} /> <span className="truncate">Waits for: {issue.message}</span>
            </span>
          ) : (
            planText(plan?.plan)
          )}
        </span>
        {text === undefined || isOld ? null : <CopyButton text={text} label={`Copy ${WORDS[tab]}`} />}
      </div>
      {tab === 'explain' ? <Explanation plan={plan?.plan} /> : <ScriptView label={`${WORDS[tab]} script`} lines={lines} language={tab === 'cli' ? 'shell' : tab === 'terraform' ? 'hcl' : 'sql'} changed={changed} showIndex={show} />}
    </aside>
  )
}

function planText(plan: Plan | undefined): string {
  if (!plan) return 'Preparing the plan'
  const open = plan.actions.filter(({ state }) => state !== 'satisfied').length
  return open === 0 ? 'Everything is as wanted' : `${open.toLocaleString('en')} change${open === 1 ? '' : 's'}`
}

const SHELLS = [
  { id: 'bash', label: 'bash' },
  { id: 'powershell', label: 'PowerShell' },
] as const
const WORDS: Record<Tab, string> = { sql: 'SQL', cli: 'CLI', terraform: 'Terraform', explain: 'Explain' }
const TABS = (['sql', 'cli', 'terraform', 'explain'] as const).map((id) => ({ id, title: WORDS[id] }))
