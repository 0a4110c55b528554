import { api } from '../../../shared/api'
import type { SchemaInfo } from '#shared/discovery/discovery'
import type { DataColumn } from '../../../shared/ui/DataTable'
import { fieldOf } from '../answers'
import { FactLine } from '../FactLine'
import { NamePicker } from '../NamePicker'
import { ScriptAnswer } from '../ScriptAnswer'
import { SetupField } from '../SetupField'
import { useSetup, useSetupActions, useSetupContext } from '../use-setup-store'

const COLUMNS: DataColumn<SchemaInfo>[] = [
  { id: 'name', title: 'Schema', value: ({ name }) => name, mono: true, width: 'minmax(160px, 2fr)' },
  { id: 'tables', title: 'Tables', value: ({ tables }) => tables ?? '', width: '90px', align: 'end' },
  { id: 'owner', title: 'Owner', value: ({ owner }) => owner ?? '' },
  { id: 'comment', title: 'Comment', value: ({ comment }) => comment ?? '' },
]

/** The schema in the catalog of the second step. */
export function SchemaStep() {
  const name = useSetup((state) => fieldOf(state.answers, 'schemaName').trim())
  const catalog = useSetup((state) => fieldOf(state.answers, 'catalogName').trim())
  const { planning } = useSetupContext()
  const { typed } = useSetupActions()
  const facts = planning?.planned?.facts
  const fact = facts?.origin === 'read' ? facts.schema : undefined
  return (
    <div className="setup-form">
      <SetupField
        field="schemaName"
        label={`Schema in ${catalog === '' ? 'the catalog' : catalog}`}
        hint="A new name is created; the name of a schema that is there is used as it is."
        trailing={
          <NamePicker
            title="Choose a schema"
            noun="schemas"
            list={(setupId) => api.call('setup.schemas', { setupId, catalog })}
            columns={COLUMNS}
            itemKey={(item) => item.name}
            currentKey={name}
            onPick={(item) => typed('schemaName', item.name)}
            empty={`You can see no schema in ${catalog}. It may be new, or you may not look into it.`}
          />
        }
      />
      {fact === undefined ? null : !fact.known ? (
        <FactLine state="could-not-check">Whether {name} is there is not known: {fact.why}</FactLine>
      ) : fact.value.exists ? (
        <FactLine state="ok">{name} is there{fact.value.owner === undefined ? '' : `, owned by ${fact.value.owner}`}. It is used as it is.</FactLine>
      ) : (
        <FactLine state="waiting">{name} is not there: it will be created. It will be empty, which step 6 is about.</FactLine>
      )}
      <ScriptAnswer object="schema" noun={`the schema ${name}`} />
    </div>
  )
}
