import { useState } from 'react'
import type { FieldName } from '#shared/connection/connection'
import { connectionAddress } from '../../shared/addresses'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { TextLink } from '../../shared/ui/Link'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { Spinner } from '../../shared/ui/Progress'
import { Tag } from '../../shared/ui/StateBadge'
import { CredentialOffers } from '../connection-form/CredentialOffers'
import { FilledNotice } from '../connection-form/FilledNotice'
import { FormFooter } from '../connection-form/FormFooter'
import { FormField } from '../connection-form/FormField'
import { GuidePanel } from '../connection-form/GuidePanel'
import { CatalogPicker, SchemaPicker, WarehousePicker } from '../connection-form/Pickers'
import { TablesField } from '../connection-form/TablesField'
import { TokenField } from '../connection-form/TokenField'
import { FormProvider, useForm, useFormStore } from '../connection-form/use-form-store'
import { useFormScreen } from '../connection-form/use-form-screen'
import './existing.css'
import { PasteBox } from './PasteBox'
import { Step } from './Step'
import { currentStep, stepStates } from './steps'

/** Enter or discover what is there already, one decision after the other, with the way to find each beside it. */
export function ExistingScreen({ profileId }: { profileId?: string }) {
  const store = useFormStore(profileId, 'existing')
  return (
    <FormProvider value={store}>
      <Existing />
    </FormProvider>
  )
}

function Existing() {
  const { reading, issues, phase, tried } = useFormScreen()
  const [guide, setGuide] = useState<FieldName>('host')
  const name = useForm((state) => state.form.name)
  const profileId = useForm((state) => state.profileId)
  const isSandbox = useForm((state) => state.sandboxIdentity !== undefined)
  const states = stepStates(reading)
  const current = currentStep(states)
  const context = { issues, onGuide: setGuide }

  if (phase.kind === 'loading') return <Page><div className="row muted"><Spinner /> Reading the connection</div></Page>
  if (phase.kind === 'missing') return <Page><DiagnosisCard diagnosis={phase.diagnosis} /></Page>
  return (
    <Page wide footer={<FormFooter reading={reading} onAttempt={tried} />}>
      <div className="existing">
        <div className="existing-form">
          <PageHeader
            title={
              <span className="row">
                {name.trim() === '' ? 'Existing credentials' : name} {isSandbox ? <Tag tone="accent">sandbox</Tag> : null}
              </span>
            }
            lead={
              <>
                Enter what you have, or choose it from the workspace, in any order.{' '}
                <TextLink href={profileId === undefined ? '#/quick-start' : connectionAddress(profileId, 'quick-start')}>All fields on one page</TextLink>
              </>
            }
          />
          <PasteBox />
          <FilledNotice />
          <CredentialOffers />
          <ol className="steps">
            <Step number={1} title="Workspace and SQL warehouse" reason="CleverTap runs its queries on one SQL warehouse of your workspace." state={states.workspace} isCurrent={current === 'workspace'}>
              <div className="host-row">
                <FormField {...context} field="host" placeholder="e.g. adb-1234567890123456.7.azuredatabricks.net" />
                <FormField {...context} field="port" />
              </div>
              <FormField {...context} field="httpPath" placeholder="e.g. /sql/1.0/warehouses/1234567890abcdef" trailing={<WarehousePicker />} />
            </Step>
            <Step number={2} title="Identity" reason="The token decides who CleverTap is in Databricks, and so what it may read." state={states.token} isCurrent={current === 'token'}>
              <TokenField {...context} />
            </Step>
            <Step number={3} title="Data to import" reason="One catalog, and the schema in it that holds the tables." state={states.data} isCurrent={current === 'data'}>
              <FormField {...context} field="catalog" trailing={<CatalogPicker />} />
              <FormField {...context} field="schema" optional trailing={<SchemaPicker />} />
              <TablesField />
            </Step>
            <Step number={4} title="Name" reason="Under this name it stands in CleverTap and in your list." state={states.name} isCurrent={current === 'name'}>
              <FormField {...context} field="name" placeholder="e.g. Retail shop, production" />
            </Step>
          </ol>
        </div>
        <div className="existing-guide">
          <GuidePanel field={guide} />
        </div>
      </div>
    </Page>
  )
}
