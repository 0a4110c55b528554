import { CircleHelp, KeyRound, ListChecks, Plug, Scale, Settings, Stethoscope, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-aria-components'
import './rail.css'
import type { Route } from './routes'

interface RailEntry {
  href: string
  label: string
  icon: ReactNode
  screens: Route['screen'][]
}

const size = 18
const UPPER: RailEntry[] = [
  { href: '#/', label: 'Connections', icon: <Plug size={size} aria-hidden />, screens: ['home', 'test', 'permissions', 'export'] },
  { href: '#/setup', label: 'New setup', icon: <ListChecks size={size} aria-hidden />, screens: ['setup'] },
  { href: '#/existing', label: 'Existing', icon: <KeyRound size={size} aria-hidden />, screens: ['existing'] },
  { href: '#/quick-start', label: 'Quick start', icon: <Zap size={size} aria-hidden />, screens: ['quick-start'] },
  { href: '#/audit', label: 'Audit', icon: <Scale size={size} aria-hidden />, screens: ['audit'] },
  { href: '#/troubleshoot', label: 'Troubleshoot', icon: <Stethoscope size={size} aria-hidden />, screens: ['troubleshoot'] },
]
const LOWER: RailEntry[] = [
  { href: '#/help', label: 'Help', icon: <CircleHelp size={size} aria-hidden />, screens: ['help'] },
  { href: '#/settings', label: 'Settings', icon: <Settings size={size} aria-hidden />, screens: ['settings'] },
]

export function Rail({ screen }: { screen: Route['screen'] }) {
  const entry = ({ href, label, icon, screens }: RailEntry) => (
    <li key={href}>
      <Link href={href} className="rail-link" {...(screens.includes(screen) ? { 'aria-current': 'page' } : {})}>
        {icon}
        <span>{label}</span>
      </Link>
    </li>
  )
  return (
    <nav className="rail" aria-label="Screens">
      <ul>{UPPER.map(entry)}</ul>
      <ul>{LOWER.map(entry)}</ul>
    </nav>
  )
}
