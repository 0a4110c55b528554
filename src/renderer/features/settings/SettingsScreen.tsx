import { useEffect } from 'react'
import type { AppInfo } from '#shared/contract/contract'
import { Banner } from '../../shared/ui/Banner'
import { RadioGroup } from '../../shared/ui/Choices'
import { CopyButton } from '../../shared/ui/CopyButton'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { KeyValueList } from '../../shared/ui/KeyValueList'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { Panel } from '../../shared/ui/Panel'
import { DeadlinesPanel } from './DeadlinesPanel'
import './settings.css'
import { useSettingsState } from './use-settings-form-store'
import { versionsText } from './versions-text'

/** Preferences, where things are kept, and what to put into a bug report. */
export function SettingsScreen(_props: { profileId?: string }) {
  const state = useSettingsState()
  const { settings, info, diagnosis, savedAt, entered } = state
  useEffect(() => void entered(), [entered])
  return (
    <Page
      header={
        <PageHeader
          title="Settings"
          lead="Every change is stored at once."
          actions={
            <span className="small muted" role="status">
              {savedAt === undefined ? '' : 'Saved'}
            </span>
          }
        />
      }
    >
      {info?.notices.map((notice) => (
        <Banner key={notice} state="warning" title="Something went wrong at start">
          {notice}
        </Banner>
      ))}
      {diagnosis ? <DiagnosisCard diagnosis={diagnosis} /> : null}
      {settings ? (
        <Panel title="Appearance">
          <RadioGroup
            label="Theme"
            isHorizontal
            value={settings.theme}
            onChange={(theme) => void state.themeChosen(theme)}
            options={[
              { id: 'system', label: 'As the system' },
              { id: 'light', label: 'Light' },
              { id: 'dark', label: 'Dark' },
            ]}
          />
        </Panel>
      ) : null}
      {settings && info ? (
        <Panel title="Tokens">
          <div className="stack">
            <RadioGroup
              label="When a token is entered, propose to keep it"
              value={settings.keepTokens === 'os' && info.tokenStore.durable ? 'os' : 'run'}
              onChange={(keep) => void state.keepingChosen(keep)}
              options={[
                { id: 'run', label: 'For this run', description: 'In memory. Gone when the program ends.' },
                {
                  id: 'os',
                  label: 'Encrypted by the operating system',
                  description: info.tokenStore.durable ? info.tokenStore.reason : `Not possible here: ${info.tokenStore.reason}`,
                  isDisabled: !info.tokenStore.durable,
                },
              ]}
            />
            <p className="small muted">A token is never written in clear, whatever is chosen here. Forget a kept token on the connection’s form.</p>
          </div>
        </Panel>
      ) : null}
      {settings ? <DeadlinesPanel state={state} deadlines={settings.deadlines} /> : null}
      {info ? <AboutPanel info={info} /> : null}
    </Page>
  )
}

function AboutPanel({ info }: { info: AppInfo }) {
  return (
    <Panel title="This program" actions={<CopyButton text={versionsText(info, navigator.userAgent)} label="Copy versions" />}>
      <KeyValueList
        items={[
          { label: 'Version', value: `${info.name} ${info.version}` },
          { label: 'Runs in', value: info.host === 'electron' ? 'its own window (Electron)' : 'your browser, served from this computer only' },
          { label: 'Computer', value: info.computer },
          {
            label: 'Settings folder',
            value: (
              <span className="settings-folder">
                <span className="mono">{info.settingsFolder}</span>
                <CopyButton text={info.settingsFolder} label="Copy path" />
              </span>
            ),
          },
        ]}
      />
    </Panel>
  )
}
