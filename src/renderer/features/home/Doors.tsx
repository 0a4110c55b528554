import { ChevronRight, FlaskConical, KeyRound, ListChecks } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, Link as AriaLink } from 'react-aria-components'
import { TextButton, TextLink } from '../../shared/ui/Link'

/** The first start: where to begin, and nothing else. */
export function Doors({ onSandbox, onImport }: { onSandbox: () => void; onImport: () => void }) {
  return (
    <div className="doors">
      <h1>Connect CleverTap to Databricks</h1>
      <p className="muted">From credentials to a proven connection with no more rights than the import needs.</p>
      <ul className="doors-list">
        <li>
          <AriaLink href="#/setup" className="door">
            <Door icon={<ListChecks size={20} aria-hidden />} title="New setup" text="Make or choose catalog, SQL warehouse, identity, token and grants. Every change is shown first." />
          </AriaLink>
        </li>
        <li>
          <AriaLink href="#/existing" className="door">
            <Door icon={<KeyRound size={20} aria-hidden />} title="Existing credentials" text="A workspace, a SQL warehouse and a token are there. Each field says where to find it." />
          </AriaLink>
        </li>
        <li>
          <AriaButton className="door" onPress={onSandbox}>
            <Door icon={<FlaskConical size={20} aria-hidden />} title="Try it with the sandbox workspace" text="A small workspace on this computer. No Databricks account needed." />
          </AriaButton>
        </li>
      </ul>
      <p className="small muted">
        Know all seven values? <TextLink href="#/quick-start">Quick start</TextLink> has them on one page. Have an exported configuration?{' '}
        <TextButton onPress={onImport}>Import the file</TextButton> or drop it here.
      </p>
    </div>
  )
}

function Door({ icon, title, text }: { icon: ReactNode; title: string; text: string }) {
  return (
    <>
      <span className="door-icon">{icon}</span>
      <span className="grow">
        <span className="door-title">{title}</span>
        <span className="door-text">{text}</span>
      </span>
      <ChevronRight size={16} aria-hidden />
    </>
  )
}
