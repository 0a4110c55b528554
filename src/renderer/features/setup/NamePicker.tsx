import { type ReactNode, useState } from 'react'
import type { RowData } from '@tanstack/react-table'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { Result } from '#shared/result'
import { Button } from '../../shared/ui/Button'
import { type DataColumn, DataTable } from '../../shared/ui/DataTable'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Dialog } from '../../shared/ui/Dialog'
import { Progress } from '../../shared/ui/Progress'
import { useSetup, useSetupActions } from './use-setup-store'

type ListState<Item> = { kind: 'loading'; startedAt: number } | { kind: 'loaded'; items: Item[] } | { kind: 'failed'; diagnosis: Diagnosis }

export interface NamePickerProps<Item extends RowData> {
  title: string
  noun: string
  /** Asks the workspace; the setup is stored and signed in by then. */
  list: (setupId: string) => Promise<Result<Item[]>>
  columns: readonly DataColumn<Item>[]
  itemKey: (item: Item) => string
  onPick: (item: Item) => void
  currentKey?: string
  empty: string
  /** Between the title and the list, e.g. a search that the workspace does. */
  children?: ReactNode
}

/** "Choose…": a list of the workspace in a dialog. Only where one is signed in; script mode types names. */
export function NamePicker<Item extends RowData>(props: NamePickerProps<Item>) {
  const isSignedIn = useSetup((state) => state.answers.mode === 'signed-in' && state.view?.signIn.state === 'signed-in')
  const { flush } = useSetupActions()
  const [isOpen, setOpen] = useState(false)
  const [state, setState] = useState<ListState<Item>>({ kind: 'loading', startedAt: 0 })
  const load = async () => {
    setState({ kind: 'loading', startedAt: Date.now() })
    const setupId = await flush()
    if (setupId === undefined) return
    const listed = await props.list(setupId)
    setState(listed.ok ? { kind: 'loaded', items: listed.value } : { kind: 'failed', diagnosis: listed.diagnosis })
  }
  if (!isSignedIn) return null
  return (
    <>
      <Button
        aria-label={`${props.title} from a list`}
        onPress={() => {
          setOpen(true)
          void load()
        }}
      >
        Choose…
      </Button>
      <Dialog title={props.title} isOpen={isOpen} onClose={() => setOpen(false)} size="l" actions={<span className="small muted grow">You can also close this and type the name.</span>}>
        <div className="stack setup-picker">
          {props.children}
          {state.kind === 'loading' ? <Progress label={`Asking the workspace for its ${props.noun}`} startedAt={state.startedAt} /> : null}
          {state.kind === 'failed' ? <DiagnosisCard diagnosis={state.diagnosis} onAction={() => void load()} canAct={(action) => action === 'retry'} /> : null}
          {state.kind === 'loaded' ? (
            <div className="setup-table">
              <DataTable
                label={props.title}
                rows={state.items}
                columns={props.columns}
                rowKey={props.itemKey}
                filterLabel={`Filter ${props.noun}`}
                isFilterFocused
                noun={props.noun}
                empty={props.empty}
                {...(props.currentKey === undefined ? {} : { currentKey: props.currentKey })}
                onOpen={(item) => {
                  props.onPick(item)
                  setOpen(false)
                }}
              />
            </div>
          ) : null}
        </div>
      </Dialog>
    </>
  )
}
