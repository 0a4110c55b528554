import { useState } from 'react'
import type { CatalogInfo, SchemaInfo, TableInfo, WarehouseInfo } from '#shared/discovery/discovery'
import { Button } from '../../shared/ui/Button'
import type { DataColumn } from '../../shared/ui/DataTable'
import { StateBadge, Tag, type UiState } from '../../shared/ui/StateBadge'
import type { ListKind } from './discovery-store'
import { Picker } from './Picker'
import { useDiscovery } from './use-discovery-store'
import { useForm, useFormActions } from './use-form-store'

const WAREHOUSE_STATES: Record<WarehouseInfo['state'], [UiState, string]> = {
  RUNNING: ['ok', 'Running'],
  STARTING: ['running', 'Starting'],
  STOPPING: ['waiting', 'Stopping'],
  STOPPED: ['not-set-up', 'Stopped'],
  DELETING: ['failed', 'Being deleted'],
  DELETED: ['failed', 'Deleted'],
  UNKNOWN: ['could-not-check', 'Unknown'],
}
const WAREHOUSE_TYPES: Record<WarehouseInfo['type'], string> = { serverless: 'Serverless', pro: 'Pro', classic: 'Classic', unknown: 'Not known' }
const RIGHTS: Record<string, string> = { CAN_USE: 'Can use', CAN_MONITOR: 'Can monitor', CAN_MANAGE: 'Can manage', IS_OWNER: 'Owner', CAN_VIEW: 'Can view only', BELOW_CAN_MANAGE: 'Below can manage' }

const WAREHOUSES: DataColumn<WarehouseInfo>[] = [
  { id: 'name', title: 'Name', value: ({ name }) => name, width: 'minmax(160px, 2fr)' },
  { id: 'state', title: 'State', value: ({ state }) => WAREHOUSE_STATES[state][1], render: ({ state }) => <StateBadge state={WAREHOUSE_STATES[state][0]} label={WAREHOUSE_STATES[state][1]} />, width: '140px' },
  { id: 'size', title: 'Size', value: ({ size }) => size, width: '90px' },
  { id: 'type', title: 'Type', value: ({ type }) => WAREHOUSE_TYPES[type], width: '100px' },
  { id: 'right', title: 'Your right', value: ({ right }) => (right === undefined ? 'Not known' : (RIGHTS[right] ?? right)), width: '136px' },
]
const browse = (browseOnly: boolean) => (browseOnly ? <Tag tone="warning">may be seen, not read</Tag> : null)
const CATALOGS: DataColumn<CatalogInfo>[] = [
  { id: 'name', title: 'Catalog', value: ({ name }) => name, mono: true, width: 'minmax(160px, 2fr)' },
  { id: 'access', title: 'Access', value: ({ browseOnly }) => (browseOnly ? 'browse' : ''), render: ({ browseOnly }) => browse(browseOnly), width: '160px' },
  { id: 'owner', title: 'Owner', value: ({ owner }) => owner ?? '' },
  { id: 'comment', title: 'Comment', value: ({ comment }) => comment ?? '' },
]
const SCHEMAS: DataColumn<SchemaInfo>[] = [
  { id: 'name', title: 'Schema', value: ({ name }) => name, mono: true, width: 'minmax(160px, 2fr)' },
  { id: 'access', title: 'Access', value: ({ browseOnly }) => (browseOnly ? 'browse' : ''), render: ({ browseOnly }) => browse(browseOnly), width: '160px' },
  { id: 'owner', title: 'Owner', value: ({ owner }) => owner ?? '' },
  { id: 'comment', title: 'Comment', value: ({ comment }) => comment ?? '' },
]
const TABLES: DataColumn<TableInfo>[] = [
  { id: 'name', title: 'Table', value: ({ name }) => name, mono: true, width: 'minmax(180px, 2fr)' },
  { id: 'type', title: 'Type', value: ({ type }) => type ?? '', width: '170px' },
  { id: 'format', title: 'Format', value: ({ format }) => format ?? '', width: '100px' },
  { id: 'access', title: 'Access', value: ({ browseOnly }) => (browseOnly ? 'browse' : ''), render: ({ browseOnly }) => browse(browseOnly), width: '160px' },
]
const named = ({ name }: { name: string }) => name

/** Opening one picker: the form is stored first, for the lists are asked for with what is stored. */
function usePicker(kind: ListKind) {
  const discovery = useDiscovery()
  const { flush } = useFormActions()
  const catalog = useForm((state) => state.form.catalog.trim())
  const schema = useForm((state) => state.form.schema.trim())
  const [isOpen, setOpen] = useState(false)
  const refresh = async (wakeWarehouse: boolean) => {
    const profileId = await flush()
    if (profileId !== undefined) await discovery.requested(kind, { profileId, catalog, schema, wakeWarehouse })
  }
  const open = () => {
    setOpen(true)
    void refresh(false)
  }
  return { discovery, isOpen, open, close: () => setOpen(false), onRefresh: (wake: boolean) => void refresh(wake) }
}

/** Host and token are there: without them no list can be had, and the button says so. */
const useCanAsk = () => useForm((state) => state.form.host.trim() !== '' && state.token !== undefined && state.token.keeping !== 'none')

function ChooseButton({ what, onPress, isReady, needs }: { what: string; onPress: () => void; isReady: boolean; needs: string }) {
  return (
    <span title={isReady ? undefined : `Needs ${needs} first`}>
      <Button onPress={onPress} isDisabled={!isReady} aria-label={isReady ? `Choose ${what} from a list` : `Choose ${what} from a list: needs ${needs} first`}>
        Choose…
      </Button>
    </span>
  )
}

export function WarehousePicker() {
  const { discovery, isOpen, open, close, onRefresh } = usePicker('warehouses')
  const current = useForm((state) => state.form.httpPath)
  const { picked } = useFormActions()
  const isReady = useCanAsk()
  return (
    <>
      <ChooseButton what="a SQL warehouse" onPress={open} isReady={isReady} needs="host and token" />
      <Picker
        title="Choose a SQL warehouse" noun="warehouses" isOpen={isOpen} onClose={close} state={discovery.warehouses} onRefresh={onRefresh} columns={WAREHOUSES}
        itemKey={(item) => item.httpPath} currentKey={current} empty="This identity sees no SQL warehouse. It needs the permission Can use on one."
        onPick={(item) => { picked('httpPath', item.httpPath); close() }}
      />
    </>
  )
}

export function CatalogPicker() {
  const { discovery, isOpen, open, close, onRefresh } = usePicker('catalogs')
  const current = useForm((state) => state.form.catalog)
  const { picked } = useFormActions()
  const isReady = useCanAsk()
  return (
    <>
      <ChooseButton what="a catalog" onPress={open} isReady={isReady} needs="host and token" />
      <Picker
        title="Choose a catalog" noun="catalogs" isOpen={isOpen} onClose={close} state={discovery.catalogs} onRefresh={onRefresh} columns={CATALOGS} itemKey={named}
        currentKey={current} empty="This identity sees no catalog. It needs USE CATALOG on the one to import from." onPick={(item) => { picked('catalog', item.name); close() }}
      />
    </>
  )
}

export function SchemaPicker() {
  const { discovery, isOpen, open, close, onRefresh } = usePicker('schemas')
  const current = useForm((state) => state.form.schema)
  const hasCatalog = useForm((state) => state.form.catalog.trim() !== '')
  const catalog = useForm((state) => state.form.catalog.trim())
  const { picked } = useFormActions()
  const isReady = useCanAsk() && hasCatalog
  return (
    <>
      <ChooseButton what="a schema" onPress={open} isReady={isReady} needs="host, token and catalog" />
      <Picker
        title={`Choose a schema of ${catalog}`} noun="schemas" isOpen={isOpen} onClose={close} state={discovery.schemas} onRefresh={onRefresh} columns={SCHEMAS} itemKey={named}
        currentKey={current} empty="This identity sees no schema here. It needs USE SCHEMA on the one to import from." onPick={(item) => { picked('schema', item.name); close() }}
      />
    </>
  )
}

/** Tables for the read stage of the test. None chosen: a sample is read. */
export function TablesPicker() {
  const { discovery, isOpen, open, close, onRefresh } = usePicker('tables')
  const tables = useForm((state) => state.tables)
  const place = useForm((state) => `${state.form.catalog.trim()}.${state.form.schema.trim()}`)
  const hasSchema = useForm((state) => state.form.catalog.trim() !== '' && state.form.schema.trim() !== '')
  const { tablesChosen } = useFormActions()
  const isReady = useCanAsk() && hasSchema
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set<string>())
  return (
    <>
      <ChooseButton what="tables" onPress={() => { setSelected(new Set(tables)); open() }} isReady={isReady} needs="host, token, catalog and schema" />
      <Picker
        title={`Tables of ${place} to read in the test`} noun="tables" isOpen={isOpen} onClose={close} state={discovery.tables} onRefresh={onRefresh} columns={TABLES} itemKey={named}
        selected={selected} onSelectedChange={setSelected} empty="No table to be seen: the schema is empty, or this identity may not see its tables."
        actions={
          <>
            <span className="grow small muted">{selected.size === 0 ? 'None chosen: the test reads a sample.' : `${selected.size.toLocaleString('en')} chosen`}</span>
            <Button onPress={close}>Cancel</Button>
            <Button variant="primary" onPress={() => { tablesChosen([...selected].sort()); close() }}>
              Use {selected.size === 0 ? 'a sample' : `${selected.size.toLocaleString('en')} table${selected.size === 1 ? '' : 's'}`}
            </Button>
          </>
        }
      />
    </>
  )
}
