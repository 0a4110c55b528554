import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import './button.css'
import { Tip } from './Tooltip'
import { Spinner } from './Progress'

export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'danger'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** One primary button per screen at most. */
  variant?: ButtonVariant
  size?: 'm' | 's'
  icon?: ReactNode
  children: ReactNode
}

/** A button with words. While `isPending` it keeps its width and place, and can't be pressed again. */
export function Button({ variant = 'default', size = 'm', icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className="button" data-variant={variant} data-size={size}>
      {props.isPending ? <Spinner /> : icon}
      <span className="button-label">{children}</span>
    </AriaButton>
  )
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** Said by screen readers and shown as a tooltip. */
  label: string
  icon: ReactNode
}

/** A button without words; its label is a tooltip. */
export function IconButton({ label, icon, ...props }: IconButtonProps) {
  return (
    <Tip text={label}>
      <AriaButton {...props} aria-label={label} className="button" data-variant="quiet" data-size="icon">
        {icon}
      </AriaButton>
    </Tip>
  )
}
