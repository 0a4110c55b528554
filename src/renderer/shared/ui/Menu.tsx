import { Ellipsis } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { IconButton } from './Button'
import './select.css'

export interface MenuEntry {
  id: string
  label: string
  icon?: ReactNode
  onAction: () => void
  isDisabled?: boolean
  /** Removes something. */
  isDanger?: boolean
}

/** Further things to do with one object. `trigger` is a button; by default three dots. */
export function MenuButton({ label, entries, trigger }: { label: string; entries: readonly MenuEntry[]; trigger?: ReactElement }) {
  return (
    <MenuTrigger>
      {trigger ?? <IconButton label={label} icon={<Ellipsis size={16} aria-hidden />} />}
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="list-box" aria-label={label} items={entries}>
          {(entry) => (
            <MenuItem id={entry.id} textValue={entry.label} className="list-item" onAction={entry.onAction} isDisabled={entry.isDisabled ?? false} {...(entry.isDanger ? { 'data-danger': '' } : {})}>
              {entry.icon}
              <span>{entry.label}</span>
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
