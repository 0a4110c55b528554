import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, Link as AriaLink } from 'react-aria-components'
import './button.css'
import './link.css'

const isExternal = (href: string) => /^https?:/i.test(href)

/** A link in text: `#/...` inside the assistant, `https://...` in the user's browser. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  if (!isExternal(href)) {
    return (
      <AriaLink href={href} className="link">
        {children}
      </AriaLink>
    )
  }
  return (
    <AriaLink href={href} target="_blank" rel="noreferrer noopener" className="link">
      {children}
      <ExternalLink size={12} aria-hidden />
      <span className="visually-hidden"> (opens in the browser)</span>
    </AriaLink>
  )
}

/** A button in text: it does something and goes nowhere, and reads like the sentence it stands in. */
export function TextButton({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <AriaButton onPress={onPress} className="link">
      {children}
    </AriaButton>
  )
}

/** A link that looks like a button: it goes somewhere and does nothing else. */
export function LinkButton({ href, variant = 'default', size = 'm', icon, children }: { href: string; variant?: 'primary' | 'default' | 'quiet'; size?: 'm' | 's'; icon?: ReactNode; children: ReactNode }) {
  const external = isExternal(href) ? { target: '_blank', rel: 'noreferrer noopener' } : {}
  return (
    <AriaLink href={href} {...external} className="button" data-variant={variant} data-size={size}>
      {icon}
      <span className="button-label">{children}</span>
    </AriaLink>
  )
}
