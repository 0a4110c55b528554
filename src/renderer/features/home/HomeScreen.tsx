import { FileUp, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Banner } from '../../shared/ui/Banner'
import { LinkButton } from '../../shared/ui/Link'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { ConnectionList } from './ConnectionList'
import { Doors } from './Doors'
import './home.css'
import { useHome } from './use-home-store'
import { ImportDrop } from './ImportDrop'
import { SandboxDialog } from './SandboxDialog'

/** All connections with the next thing to do, or the doors when there are none yet. */
export function HomeScreen() {
  const home = useHome()
  const { connections, info, diagnosis, remarks } = home
  const [pickFile, setPickFile] = useState<() => void>()
  const messages = [...(info?.notices ?? []), ...remarks]
  const isFirstStart = connections?.length === 0

  return (
    <ImportDrop onText={(text) => void home.imported(text)} onPicker={setPickFile}>
      <Page>
        {isFirstStart ? null : (
          <PageHeader
            title="Connections"
            actions={
              <>
                <Button variant="quiet" icon={<FileUp size={14} aria-hidden />} onPress={() => pickFile?.()}>
                  Import
                </Button>
                <Button onPress={() => void home.sandboxOpened()}>Sandbox workspace</Button>
                <LinkButton variant="primary" icon={<Plus size={14} aria-hidden />} href="#/existing">
                  Add connection
                </LinkButton>
              </>
            }
          />
        )}
        {messages.length > 0 ? (
          <Banner
            state="warning"
            title={messages.length === 1 ? messages[0] : `${messages.length} remarks`}
            actions={
              <Button size="s" variant="quiet" onPress={home.noticesDismissed}>
                Dismiss
              </Button>
            }
          >
            {messages.length > 1 ? (
              <ul>
                {messages.map((message) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            ) : null}
          </Banner>
        ) : null}
        {diagnosis ? <DiagnosisCard diagnosis={diagnosis} onAction={() => void home.entered()} canAct={(action) => action === 'retry'} /> : null}
        {isFirstStart ? <Doors onSandbox={() => void home.sandboxOpened()} onImport={() => pickFile?.()} /> : null}
        {connections && connections.length > 0 ? <ConnectionList connections={connections} home={home} /> : null}
        <span role="status" className="visually-hidden">
          {home.spoken}
        </span>
      </Page>
      <SandboxDialog home={home} />
    </ImportDrop>
  )
}
