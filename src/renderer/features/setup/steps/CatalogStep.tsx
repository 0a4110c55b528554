import { api } from '../../../shared/api'
import type { CatalogInfo } from '#shared/discovery/discovery'
import { valueOf, type Known } from '#shared/setup/facts'
import type { CatalogFacts, WorkspaceFacts } from '#shared/setup/facts'
import { Disclosure } from '../../../shared/ui/Disclosure'
import { Tag } from '../../../shared/ui/StateBadge'
import type { DataColumn } from '../../../shared/ui/DataTable'
import { fieldOf } from '../answers'
import { FactLine } from '../FactLine'
import { NamePicker } from '../NamePicker'
import { ScriptAnswer } from '../ScriptAnswer'
import { SetupField } from '../SetupField'
import { useSetup, useSetupActions, useSetupContext } from '../use-setup-store'

const COLUMNS: DataColumn<CatalogInfo>[] = [
  { id: 'name', title: 'Catalog', value: ({ name }) => name, mono: true, width: 'minmax(160px, 2fr)' },
  { id: 'isolation', title: 'Open to', value: ({ isolationMode }) => isolationMode ?? '', render: ({ isolationMode }) => (isolationMode === 'ISOLATED' ? <Tag tone="warning">bound workspaces</Tag> : 'all workspaces'), width: '150px' },
  { id: 'owner', title: 'Owner', value: ({ owner }) => owner ?? '' },
  { id: 'comment', title: 'Comment', value: ({ comment }) => comment ?? '' },
]

/** The catalog: one that is there, or a new one with comment and managed location. */
export function CatalogStep() {
  const name = useSetup((state) => fieldOf(state.answers, 'catalogName').trim())
  const { planning } = useSetupContext()
  const { typed } = useSetupActions()
  const facts = planning?.planned?.facts
  const isRead = facts?.origin === 'read'
  const exists = facts && isRead && facts.catalog.known ? facts.catalog.value.exists : undefined
  return (
    <div className="setup-form">
      <SetupField
        field="catalogName"
        label="Catalog"
        hint="A new name is created; the name of a catalog that is there is used as it is."
        trailing={
          <NamePicker
            title="Choose a catalog"
            noun="catalogs"
            list={(setupId) => api.call('setup.catalogs', { setupId })}
            columns={COLUMNS}
            itemKey={(item) => item.name}
            currentKey={name}
            onPick={(item) => typed('catalogName', item.name)}
            empty="You can see no catalog. One appears here when you own it or hold a privilege on it."
          />
        }
      />
      {isRead ? <CatalogFact fact={facts.catalog} name={name} /> : null}
      <ScriptAnswer object="catalog" noun={`the catalog ${name}`} />
      {exists === true ? null : (
        <>
          <SetupField field="catalogComment" label="Comment" mono={false} aside="optional" hint="Others read in Catalog Explorer what the catalog is for." placeholder="e.g. Tables that CleverTap imports" />
          <ManagedLocation facts={facts} />
        </>
      )}
    </div>
  )
}

function CatalogFact({ fact, name }: { fact: Known<CatalogFacts>; name: string }) {
  if (!fact.known) return <FactLine state="could-not-check">Whether {name} is there is not known: {fact.why}</FactLine>
  if (!fact.value.exists) return <FactLine state="waiting">{name} is not there: it will be created.</FactLine>
  const { owner, isolated, boundHere } = fact.value
  return (
    <>
      <FactLine state="ok">
        {name} is there{owner === undefined ? '' : `, owned by ${owner}`}. It is used as it is; nothing in it is changed.
      </FactLine>
      {valueOf(isolated) === true ? (
        <FactLine state={valueOf(boundHere) === false ? 'failed' : 'ok'}>
          It is open to bound workspaces only, and this one is {valueOf(boundHere) === false ? 'not among them. No grant helps until it is.' : valueOf(boundHere) === true ? 'one of them.' : 'perhaps one of them: that could not be checked.'}
        </FactLine>
      ) : null}
    </>
  )
}

/** Without root storage in the metastore Databricks refuses a catalog that has no managed location: then the field stands open. */
function ManagedLocation({ facts }: { facts: WorkspaceFacts | undefined }) {
  const { typed } = useSetupActions()
  const metastore = facts ? valueOf(facts.metastore) : undefined
  const isNeeded = Boolean(metastore?.assigned && metastore.storageRoot.known && metastore.storageRoot.value === null)
  const typedValue = useSetup((state) => fieldOf(state.answers, 'managedLocation'))
  const locations = facts ? valueOf(facts.externalLocations) : undefined
  const field = (
    <>
      <SetupField field="managedLocation" label="Managed location" aside={isNeeded ? undefined : 'optional'} hint="A folder in cloud storage for the catalog's own tables, such as abfss://container@account.dfs.core.windows.net/clevertap or s3://bucket/clevertap." />
      {locations && locations.length > 0 ? (
        <ul className="setup-choices" aria-label="External locations">
          {locations.map((location) => (
            <li key={location.name}>
              <button type="button" className="setup-choice" onClick={() => typed('managedLocation', `${location.url.replace(/\/$/, '')}/clevertap`)}>
                <span className="strong">{location.name}</span> <span className="mono muted">{location.url}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : facts && isNeeded ? (
        <FactLine state="could-not-check">{facts.externalLocations.known ? 'You can see no external location. Somebody with CREATE EXTERNAL LOCATION has to make one.' : facts.externalLocations.why}</FactLine>
      ) : null}
    </>
  )
  if (isNeeded || typedValue.trim() !== '') return <div className="stack">{field}</div>
  return (
    <Disclosure title="Keep the catalog's own tables in another place (seldom needed)">
      <div className="stack">{field}</div>
    </Disclosure>
  )
}
