import { valueOf, type WarehouseFact } from '#shared/setup/facts'
import { WAREHOUSE_SIZES } from '#shared/setup/goal'
import { RadioGroup } from '../../../shared/ui/Choices'
import { type DataColumn, DataTable } from '../../../shared/ui/DataTable'
import { Select } from '../../../shared/ui/Select'
import { StateBadge } from '../../../shared/ui/StateBadge'
import { fieldOf, usesExistingWarehouse } from '../answers'
import { FactLine } from '../FactLine'
import { ScriptAnswer } from '../ScriptAnswer'
import { SetupField } from '../SetupField'
import { useSetup, useSetupActions, useSetupContext } from '../use-setup-store'

const LEVELS: Record<string, string> = { NONE: 'See only', CAN_VIEW: 'View only', CAN_USE: 'Use', CAN_MONITOR: 'Monitor', CAN_MANAGE: 'Manage', IS_OWNER: 'Owner' }
const COLUMNS: DataColumn<WarehouseFact>[] = [
  { id: 'name', title: 'Warehouse', value: ({ name }) => name, width: 'minmax(140px, 2fr)' },
  { id: 'state', title: 'State', value: ({ state }) => state, render: ({ state }) => <StateBadge state={state === 'RUNNING' ? 'ok' : state === 'STARTING' ? 'running' : 'not-set-up'} label={state.charAt(0) + state.slice(1).toLowerCase()} />, width: '104px' },
  { id: 'size', title: 'Size', value: ({ size }) => size ?? '', width: '76px' },
  { id: 'level', title: 'You may', value: ({ myLevel }) => (myLevel.known ? (LEVELS[myLevel.value] ?? myLevel.value) : 'Not known'), width: '96px' },
]
const SIZE_WORDS: Partial<Record<(typeof WAREHOUSE_SIZES)[number], string>> = {
  '2X-Small': 'The cheapest; enough to try it',
  Small: "The guide's",
  '5X-Large': 'The dearest',
}
/** In words: Databricks publishes what an hour costs on its price page only, and it differs by cloud, region and type. */
const SIZES = WAREHOUSE_SIZES.map((id) => ({ id, label: id, ...(SIZE_WORDS[id] === undefined ? {} : { description: SIZE_WORDS[id] }) }))

/** The SQL warehouse: one that is there, or a new small one. */
export function WarehouseStep() {
  const isScript = useSetup((state) => state.answers.mode === 'script')
  const isExisting = useSetup((state) => usesExistingWarehouse(state.answers))
  const { answered } = useSetupActions()
  const { planning } = useSetupContext()
  const facts = planning?.planned?.facts
  const warehouses = facts?.origin === 'read' ? facts.warehouses : undefined
  return (
    <div className="setup-form">
      {isScript ? (
        <ScriptAnswer object="warehouse" noun="the SQL warehouse" />
      ) : (
        <RadioGroup
          label="Which warehouse"
          value={isExisting ? 'existing' : 'new'}
          onChange={(warehouse) => answered({ warehouse })}
          options={[
            { id: 'new', label: 'A new one for CleverTap', description: 'Its cost can be told apart, and imports don’t slow anybody down.' },
            { id: 'existing', label: 'One that is there', description: 'No further cost while it runs anyway.' },
          ]}
        />
      )}
      {isExisting ? <ExistingWarehouse warehouses={warehouses ? valueOf(warehouses) : undefined} why={warehouses && !warehouses.known ? warehouses.why : undefined} /> : <NewWarehouse warehouses={warehouses ? valueOf(warehouses) : undefined} offered={facts ? valueOf(facts.serverlessOffered) : undefined} />}
      <p className="setup-remark">
        The identity gets CAN USE on this warehouse and nothing more. That is no SQL statement: the guide&apos;s <code>GRANT CAN USE ON SQL WAREHOUSE</code> is a syntax error, so it is done by the permissions API and read back.
      </p>
    </div>
  )
}

function ExistingWarehouse({ warehouses, why }: { warehouses: readonly WarehouseFact[] | undefined; why: string | undefined }) {
  const id = useSetup((state) => fieldOf(state.answers, 'warehouseId').trim())
  const { typed } = useSetupActions()
  const chosen = warehouses?.find((one) => one.id === id)
  return (
    <>
      {warehouses && warehouses.length > 0 ? (
        <div className="setup-table">
          <DataTable label="SQL warehouses" rows={warehouses} columns={COLUMNS} rowKey={(one) => one.id} noun="warehouses" currentKey={id} onOpen={(one) => typed('warehouseId', one.id)} maxHeight={240} {...(warehouses.length > 8 ? { filterLabel: 'Filter warehouses' } : {})} />
        </div>
      ) : null}
      {warehouses?.length === 0 ? <FactLine state="not-set-up">You can see no SQL warehouse here. Make a new one, or ask for CAN USE on one.</FactLine> : null}
      {why === undefined ? null : <FactLine state="could-not-check">{why}</FactLine>}
      <SetupField field="warehouseId" label="Id" hint={chosen ? `${chosen.name}, ${chosen.size ?? 'size not known'}` : 'The 16 characters at the end of its HTTP path.'} placeholder="e.g. 1234567890abcdef" />
      {chosen && chosen.myLevel.known && chosen.myLevel.value !== 'CAN_MANAGE' && chosen.myLevel.value !== 'IS_OWNER' ? (
        <FactLine state="warning">You may not change who uses {chosen.name}: CAN MANAGE on it is needed for that. The review names whom to ask.</FactLine>
      ) : null}
    </>
  )
}

function NewWarehouse({ warehouses, offered }: { warehouses: readonly WarehouseFact[] | undefined; offered: boolean | undefined }) {
  const name = useSetup((state) => fieldOf(state.answers, 'warehouseName').trim())
  const size = useSetup((state) => state.answers.warehouseSize ?? 'Small')
  const serverless = useSetup((state) => state.answers.serverless)
  const { answered } = useSetupActions()
  const twin = warehouses?.find((one) => one.name.toLowerCase() === name.toLowerCase())
  return (
    <>
      <SetupField field="warehouseName" label="Name" mono={false} />
      {twin ? <FactLine state="ok">{twin.name} is there ({twin.size ?? 'size not known'}): it is used as it is, and none is created.</FactLine> : warehouses ? <FactLine state="waiting">There is no warehouse of this name: it will be created. A new warehouse starts at once, which costs money until it stops by itself.</FactLine> : null}
      <div className="setup-pair">
        <Select label="Size" options={SIZES} value={size} onChange={(warehouseSize) => answered({ warehouseSize })} hint="Small is the guide's. The larger, the more DBU each running hour uses; DBU per hour of each size: databricks.com/product/pricing." />
        <SetupField field="autoStopMinutes" label="Auto stop (minutes)" inputMode="numeric" hint="Idle minutes that are still paid for. The guide says 10." />
      </div>
      <RadioGroup
        label="Type"
        value={serverless === undefined ? 'offered' : serverless ? 'serverless' : 'pro'}
        onChange={(type) => {
          if (type === 'offered') answered({ serverless: undefined })
          else answered({ serverless: type === 'serverless' })
        }}
        options={[
          { id: 'offered', label: 'Serverless where it is offered, else pro', description: offered === true ? 'Offered here: it starts in seconds.' : offered === false ? 'Not offered here: pro, which starts in about four minutes.' : 'Whether it is offered here is not known yet.' },
          { id: 'serverless', label: 'Serverless', description: 'Starts in 2 to 6 seconds; the price for each DBU includes the machines.' },
          { id: 'pro', label: 'Pro', description: 'Starts in about four minutes; the machines are paid to the cloud besides.' },
        ]}
      />
      <p className="setup-remark">
        Clusters: at least 1, at most 1. An import is one queue of queries; more clusters only cost more. The guide&apos;s &quot;Auto Resume&quot; is no setting today: a warehouse starts by itself when a query arrives.
      </p>
    </>
  )
}
