import { connectionAddress } from '../../shared/addresses'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { TextLink } from '../../shared/ui/Link'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { Panel } from '../../shared/ui/Panel'
import { Spinner } from '../../shared/ui/Progress'
import { CredentialOffers } from '../connection-form/CredentialOffers'
import { FilledNotice } from '../connection-form/FilledNotice'
import { FormFooter } from '../connection-form/FormFooter'
import { FormField } from '../connection-form/FormField'
import { CatalogPicker, SchemaPicker, WarehousePicker } from '../connection-form/Pickers'
import { TablesField } from '../connection-form/TablesField'
import { TokenField } from '../connection-form/TokenField'
import { FormProvider, useForm, useFormStore } from '../connection-form/use-form-store'
import { useFormScreen } from '../connection-form/use-form-screen'
import './quick-start.css'

/** CleverTap's form as it is: seven fields, its order, its labels. */
export function QuickStartScreen({ profileId }: { profileId?: string }) {
  const store = useFormStore(profileId, 'quick-start')
  return (
    <FormProvider value={store}>
      <QuickStart />
    </FormProvider>
  )
}

function QuickStart() {
  const { reading, issues, phase, tried } = useFormScreen()
  const profileId = useForm((state) => state.profileId)

  if (phase.kind === 'loading') return <Page><div className="row muted"><Spinner /> Reading the connection</div></Page>
  if (phase.kind === 'missing') return <Page><DiagnosisCard diagnosis={phase.diagnosis} /></Page>
  return (
    <Page footer={<FormFooter reading={reading} onAttempt={tried} />}>
      <div className="quick-start">
        <PageHeader
          title="Quick start"
          lead={
            <>
              CleverTap&apos;s form in its order. Connection details or a JDBC URL can be pasted into any field.{' '}
              <TextLink href={profileId === undefined ? '#/existing' : connectionAddress(profileId, 'existing')}>Where do I find them?</TextLink>
            </>
          }
        />
        <FilledNotice />
        <CredentialOffers />
        <Panel>
          <div className="quick-start-fields">
            <FormField issues={issues} field="name" />
            <FormField issues={issues} field="host" />
            <FormField issues={issues} field="port" />
            <FormField issues={issues} field="httpPath" trailing={<WarehousePicker />} />
            <TokenField issues={issues} />
            <FormField issues={issues} field="catalog" trailing={<CatalogPicker />} />
            <FormField issues={issues} field="schema" optional trailing={<SchemaPicker />} />
            <TablesField />
          </div>
        </Panel>
      </div>
    </Page>
  )
}
