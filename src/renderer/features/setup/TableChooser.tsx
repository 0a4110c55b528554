import { useEffect, useState } from 'react'
import type { TableInfo } from '#shared/discovery/discovery'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { api } from '../../shared/api'
import { Button } from '../../shared/ui/Button'
import { type DataColumn, DataTable } from '../../shared/ui/DataTable'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Progress } from '../../shared/ui/Progress'
import { TextField } from '../../shared/ui/TextField'
import { FactLine } from './FactLine'
import { useSetup, useSetupActions } from './use-setup-store'

const COLUMNS: DataColumn<TableInfo>[] = [
  { id: 'name', title: 'Table', value: ({ name }) => name, mono: true, width: 'minmax(140px, 2fr)' },
  { id: 'type', title: 'Type', value: ({ type }) => type ?? '', width: '110px' },
  { id: 'owner', title: 'Owner', value: ({ owner }) => owner ?? '', width: 'minmax(96px, 1fr)' },
]

type State = { kind: 'idle' } | { kind: 'loading'; startedAt: number } | { kind: 'loaded'; items: TableInfo[] } | { kind: 'failed'; diagnosis: Diagnosis }

/** Tables of a schema with check boxes, for any number of them; in script mode their names are typed or pasted. */
export function TableChooser({ catalog, schema, selected, onSelectedChange }: { catalog: string; schema: string; selected: ReadonlySet<string>; onSelectedChange: (selected: ReadonlySet<string>) => void }) {
  const isSignedIn = useSetup((state) => state.answers.mode === 'signed-in' && state.view?.signIn.state === 'signed-in')
  const { flush } = useSetupActions()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (!isSignedIn) return
    let isCurrent = true
    setState({ kind: 'loading', startedAt: Date.now() })
    // A half-typed name is not asked for.
    const timer = setTimeout(() => {
      void (async () => {
        const setupId = await flush()
        if (setupId === undefined || !isCurrent) return
        const listed = await api.call('setup.tables', { setupId, catalog, schema })
        if (isCurrent) setState(listed.ok ? { kind: 'loaded', items: listed.value } : { kind: 'failed', diagnosis: listed.diagnosis })
      })()
    }, 400)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [isSignedIn, catalog, schema, attempt, flush])

  if (!isSignedIn) return <TypedNames selected={selected} onSelectedChange={onSelectedChange} />
  switch (state.kind) {
    case 'idle':
      return null
    case 'loading':
      return <Progress label={`Asking for the tables of ${catalog}.${schema}`} startedAt={state.startedAt} />
    case 'failed':
      return (
        <div className="stack">
          <DiagnosisCard diagnosis={state.diagnosis} onAction={() => setAttempt(attempt + 1)} canAct={(action) => action === 'retry'} />
          <TypedNames selected={selected} onSelectedChange={onSelectedChange} />
        </div>
      )
    case 'loaded':
      return (
        <div className="setup-table">
          <DataTable
            label={`Tables of ${catalog}.${schema}`}
            rows={state.items}
            columns={COLUMNS}
            rowKey={(table) => table.name}
            filterLabel="Filter tables"
            noun="tables"
            selected={selected}
            onSelectedChange={onSelectedChange}
            maxHeight={320}
            empty="No table that you can see."
            actions={
              <>
                <span className="small">{selected.size.toLocaleString('en')} chosen</span>
                <Button size="s" variant="quiet" onPress={() => setAttempt(attempt + 1)}>Refresh</Button>
              </>
            }
          />
        </div>
      )
  }
}

function TypedNames({ selected, onSelectedChange }: { selected: ReadonlySet<string>; onSelectedChange: (selected: ReadonlySet<string>) => void }) {
  const [text, setText] = useState(() => [...selected].join('\n'))
  return (
    <>
      <TextField
        label="Tables"
        mono
        rows={6}
        value={text}
        hint="One name on each line, without catalog and schema."
        onChange={(next) => {
          setText(next)
          onSelectedChange(new Set(next.split(/[\n,]/).map((name) => name.trim()).filter((name) => name !== '')))
        }}
      />
      <FactLine state="info">{selected.size.toLocaleString('en')} chosen</FactLine>
    </>
  )
}
