import { useMemo } from 'react'
import { api } from '../../../shared/api'
import type { CatalogInfo, SchemaInfo } from '#shared/discovery/discovery'
import { valueOf } from '#shared/setup/facts'
import type { GoalView } from '#shared/setup/goal'
import { RadioGroup } from '../../../shared/ui/Choices'
import { type DataColumn, DataTable } from '../../../shared/ui/DataTable'
import { FieldIssues } from '../../../shared/ui/FieldIssues'
import { Panel } from '../../../shared/ui/Panel'
import { dataChoice, fieldOf } from '../answers'
import { FactLine } from '../FactLine'
import { NamePicker } from '../NamePicker'
import { remarksAt } from '../remarks'
import { SetupField } from '../SetupField'
import { TableChooser } from '../TableChooser'
import { useSetup, useSetupActions, useSetupContext } from '../use-setup-store'

const CATALOGS: DataColumn<CatalogInfo>[] = [
  { id: 'name', title: 'Catalog', value: ({ name }) => name, mono: true, width: 'minmax(160px, 2fr)' },
  { id: 'comment', title: 'Comment', value: ({ comment }) => comment ?? '' },
]
const SCHEMAS: DataColumn<SchemaInfo>[] = [
  { id: 'name', title: 'Schema', value: ({ name }) => name, mono: true, width: 'minmax(160px, 2fr)' },
  { id: 'tables', title: 'Tables', value: ({ tables }) => tables ?? '', width: '90px', align: 'end' },
]

/** What the import reads: tables where they are, curated views, or nothing yet. */
export function DataStep() {
  const choice = useSetup((state) => dataChoice(state.answers))
  const { answered } = useSetupActions()
  return (
    <div className="setup-form">
      <RadioGroup
        label="What CleverTap imports"
        value={choice}
        onChange={(data) => answered({ data })}
        options={[
          { id: 'existing-schema', label: 'The tables that are in a schema now', description: 'Nothing is copied or moved. CleverTap reads them where they are.' },
          { id: 'views', label: 'Views over chosen tables', description: 'CleverTap sees the views in the new schema, and nothing of the tables beneath. Needs a SQL warehouse to make them.' },
          { id: 'later', label: 'Nothing yet: tables come later', description: 'Access is made ready. The test will end in "nothing to import yet", and the export is a draft until there is a table.' },
        ]}
      />
      {choice === 'existing-schema' ? <ExistingSchema /> : choice === 'views' ? <Views /> : null}
    </div>
  )
}

function ExistingSchema() {
  const catalog = useSetup((state) => fieldOf(state.answers, 'catalogName').trim())
  const schema = useSetup((state) => fieldOf(state.answers, 'schemaName').trim())
  const { typed } = useSetupActions()
  const { planning } = useSetupContext()
  const facts = planning?.planned?.facts
  const tables = facts?.origin === 'read' ? facts.tables : undefined
  return (
    <>
      <div className="setup-pair">
        <SetupField field="catalogName" label="Catalog (step 2)" trailing={<NamePicker title="Choose a catalog" noun="catalogs" list={(setupId) => api.call('setup.catalogs', { setupId })} columns={CATALOGS} itemKey={(item) => item.name} currentKey={catalog} onPick={(item) => typed('catalogName', item.name)} empty="You can see no catalog." />} />
        <SetupField field="schemaName" label="Schema (step 5)" trailing={<NamePicker title="Choose a schema" noun="schemas" list={(setupId) => api.call('setup.schemas', { setupId, catalog })} columns={SCHEMAS} itemKey={(item) => item.name} currentKey={schema} onPick={(item) => typed('schemaName', item.name)} empty={`You can see no schema in ${catalog}.`} />} />
      </div>
      {tables === undefined ? null : !tables.known ? (
        <FactLine state="could-not-check">{tables.why}</FactLine>
      ) : tables.value.count > 0 ? (
        <FactLine state="ok">
          {tables.value.count.toLocaleString('en')} table{tables.value.count === 1 ? ' or view is' : 's and views are'} in {catalog}.{schema}.{tables.value.complete ? '' : ' There may be more that you may not see.'}
        </FactLine>
      ) : (
        <FactLine state="warning">There is nothing in {catalog}.{schema} to import. Choose the schema where the tables are, or make views.</FactLine>
      )}
    </>
  )
}

const NO_VIEWS: GoalView[] = []

function Views() {
  const views = useSetup((state) => state.answers.views ?? NO_VIEWS)
  const catalog = useSetup((state) => fieldOf(state.answers, 'sourceCatalog').trim())
  const schema = useSetup((state) => fieldOf(state.answers, 'sourceSchema').trim())
  const target = useSetup((state) => `${fieldOf(state.answers, 'catalogName').trim()}.${fieldOf(state.answers, 'schemaName').trim()}`)
  const { typed, answered } = useSetupActions()
  const { remarks, planning } = useSetupContext()
  const selected = useMemo(() => new Set(views.filter(({ from }) => from.catalog === catalog && from.schema === schema).map(({ from }) => from.table)), [views, catalog, schema])
  const choose = (tables: ReadonlySet<string>) => {
    const kept = views.filter(({ from }) => from.catalog !== catalog || from.schema !== schema || tables.has(from.table))
    const fresh = [...tables].filter((table) => !selected.has(table)).map((table): GoalView => ({ name: freeName(table, kept), from: { catalog, schema, table } }))
    answered({ views: [...kept, ...fresh] })
  }
  const sources = planning?.planned ? valueOf(planning.planned.facts.viewSources) : undefined
  const unread = sources ? views.filter((_view, index) => sources[index]?.youCanSelect.known && sources[index].youCanSelect.value === false) : []
  return (
    <>
      <div className="setup-pair">
        <SetupField field="sourceCatalog" label="Tables are in catalog" trailing={<NamePicker title="Choose the catalog of the tables" noun="catalogs" list={(setupId) => api.call('setup.catalogs', { setupId })} columns={CATALOGS} itemKey={(item) => item.name} currentKey={catalog} onPick={(item) => typed('sourceCatalog', item.name)} empty="You can see no catalog." />} />
        <SetupField field="sourceSchema" label="and schema" trailing={<NamePicker title="Choose the schema of the tables" noun="schemas" list={(setupId) => api.call('setup.schemas', { setupId, catalog })} columns={SCHEMAS} itemKey={(item) => item.name} currentKey={schema} onPick={(item) => typed('sourceSchema', item.name)} empty={`You can see no schema in ${catalog}.`} />} />
      </div>
      {catalog !== '' && schema !== '' ? <TableChooser catalog={catalog} schema={schema} selected={selected} onSelectedChange={choose} /> : <FactLine state="info">Name the catalog and the schema of the tables first.</FactLine>}
      {views.length > 0 ? <ViewNames views={views} target={target} /> : <FactLine state="not-set-up">Choose the tables that get a view.</FactLine>}
      {views.length > 0 ? <FieldIssues issues={remarksAt(remarks, 'views')} /> : null}
      {unread.length > 0 ? <FactLine state="warning">You may not read {unread.length === 1 ? unread[0]?.from.table : `${unread.length} of these tables`}: a view reads with the right of whoever makes it, so it has to be made by somebody who may.</FactLine> : null}
      <p className="setup-remark">A view is made with your right on the tables beneath. CleverTap needs SELECT on the view only. Whoever replaces the view later needs that right too.</p>
    </>
  )
}

/** Two tables of the same name from different schemas can't both lend theirs to a view. */
function freeName(table: string, taken: readonly GoalView[]): string {
  const isTaken = (name: string) => taken.some((view) => view.name.toLowerCase() === name.toLowerCase())
  let name = table
  for (let number = 2; isTaken(name); number++) name = `${table}_${number}`
  return name
}

function ViewNames({ views, target }: { views: readonly GoalView[]; target: string }) {
  const { answered } = useSetupActions()
  const keyOf = ({ from }: GoalView) => `${from.catalog}.${from.schema}.${from.table}`
  const columns: DataColumn<GoalView>[] = [
    { id: 'table', title: 'Table', value: keyOf, mono: true, width: 'minmax(120px, 1fr)' },
    {
      id: 'name',
      title: 'View',
      value: ({ name }) => name,
      width: 'minmax(120px, 1fr)',
      render: (view) => (
        <input className="input mono" aria-label={`Name of the view over ${view.from.table}`} value={view.name} spellCheck={false} autoComplete="off" onChange={(event) => answered({ views: views.map((one) => (keyOf(one) === keyOf(view) ? { ...one, name: event.target.value } : one)) })} />
      ),
    },
  ]
  return (
    <Panel title={`Views in ${target}`} flush>
      <DataTable label="Views" rows={views} columns={columns} rowKey={keyOf} noun="views" maxHeight={240} />
    </Panel>
  )
}
