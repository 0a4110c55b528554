import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, Disclosure as AriaDisclosure, DisclosurePanel } from 'react-aria-components'
import './disclosure.css'

/** Something that opens in place. */
export function Disclosure({ title, children, isOpen, isInitiallyOpen = false, onToggle }: { title: ReactNode; children: ReactNode; isOpen?: boolean; isInitiallyOpen?: boolean; onToggle?: (open: boolean) => void }) {
  return (
    <AriaDisclosure className="disclosure" defaultExpanded={isInitiallyOpen} {...(isOpen === undefined ? {} : { isExpanded: isOpen })} {...(onToggle ? { onExpandedChange: onToggle } : {})}>
      <AriaButton slot="trigger" className="disclosure-trigger">
        <ChevronRight size={14} aria-hidden />
        <span className="grow">{title}</span>
      </AriaButton>
      <DisclosurePanel className="disclosure-panel">{children}</DisclosurePanel>
    </AriaDisclosure>
  )
}
