import { RefreshCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { FixAction } from '#shared/diagnosis/diagnosis'
import type { RowData } from '@tanstack/react-table'
import { Banner } from '../../shared/ui/Banner'
import { Button } from '../../shared/ui/Button'
import { type DataColumn, DataTable } from '../../shared/ui/DataTable'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { ConfirmDialog, Dialog } from '../../shared/ui/Dialog'
import { Progress } from '../../shared/ui/Progress'
import type { ListState } from './discovery-store'
import './picker.css'
import { focusField } from './focus-field'

export interface PickerProps<Item extends RowData> {
  title: string
  noun: string
  isOpen: boolean
  onClose: () => void
  state: ListState<Item>
  onRefresh: (wakeWarehouse: boolean) => void
  columns: readonly DataColumn<Item>[]
  itemKey: (item: Item) => string
  currentKey?: string
  /** One of them; closes. */
  onPick?: (item: Item) => void
  /** Several of them. */
  selected?: ReadonlySet<string>
  onSelectedChange?: (selected: Set<string>) => void
  actions?: ReactNode
  /** What an empty list may mean. */
  empty: string
}

/** A list of the workspace to choose from. Its failures are diagnosed in place; nothing starts a warehouse unasked. */
export function Picker<Item extends RowData>(props: PickerProps<Item>) {
  const { title, noun, state, onRefresh, isOpen, onClose } = props
  const [asksToWake, setAsksToWake] = useState(false)
  const listing = state.kind === 'loaded' ? state.listing : state.kind === 'loading' ? state.before : undefined

  const act = (action: FixAction) => {
    if (action === 'retry') onRefresh(false)
    else if (action === 'start-warehouse') setAsksToWake(true)
    else {
      onClose()
      if (action === 'edit-token') focusField('token')
      if (action === 'edit-host') focusField('host')
      if (action === 'edit-http-path' || action === 'choose-warehouse') focusField('httpPath')
      if (action === 'edit-catalog' || action === 'choose-catalog') focusField('catalog')
    }
  }
  return (
    <>
      <Dialog title={title} isOpen={isOpen} onClose={onClose} size="l" actions={props.actions ?? <span className="small muted grow">You can also close this and type it.</span>}>
        <div className="stack picker">
          {state.kind === 'loading' ? <Progress label={`Asking the workspace for its ${noun}`} startedAt={state.startedAt} /> : null}
          {state.kind === 'failed' ? (
            <DiagnosisCard diagnosis={state.diagnosis} state={state.diagnosis.category === 'warehouse_stopped' ? 'not-set-up' : 'failed'} onAction={act} canAct={(action) => CAN_ACT.has(action)} />
          ) : null}
          {listing?.remark ? <Banner state="info" title={listing.remark} /> : null}
          {listing ? (
            <div className="picker-table">
              <DataTable
                label={title}
                rows={listing.items}
                columns={props.columns}
                rowKey={props.itemKey}
                filterLabel={`Filter ${noun}`}
                isFilterFocused
                noun={noun}
                empty={props.empty}
                {...(props.currentKey === undefined ? {} : { currentKey: props.currentKey })}
                {...(props.onPick ? { onOpen: props.onPick } : {})}
                {...(props.selected && props.onSelectedChange ? { selected: props.selected, onSelectedChange: props.onSelectedChange } : {})}
                actions={
                  <>
                    <span className="small muted">{listing.route === 'rest' ? 'Read by REST' : 'Read by SQL'}</span>
                    <Button size="s" variant="quiet" icon={<RefreshCw size={13} aria-hidden />} onPress={() => onRefresh(false)} isDisabled={state.kind === 'loading'}>
                      Refresh
                    </Button>
                  </>
                }
              />
            </div>
          ) : null}
        </div>
      </Dialog>
      <ConfirmDialog title="Start the SQL warehouse?" isOpen={asksToWake} action="Start the warehouse" onClose={() => setAsksToWake(false)} onConfirm={() => onRefresh(true)}>
        This list can only be read through the warehouse, and it is stopped. Starting it costs money in your Databricks account. It stops again by itself after its auto-stop time.
      </ConfirmDialog>
    </>
  )
}

const CAN_ACT: ReadonlySet<FixAction> = new Set<FixAction>(['retry', 'start-warehouse', 'edit-token', 'edit-host', 'edit-http-path', 'choose-warehouse', 'edit-catalog', 'choose-catalog'])
