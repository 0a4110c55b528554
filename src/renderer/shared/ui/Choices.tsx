import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox, Label, Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components'
import { Check } from 'lucide-react'
import './choices.css'
import './field.css'
import './select.css'

export interface RadioOption<Id extends string> {
  id: Id
  label: string
  description?: ReactNode
  isDisabled?: boolean
}

/** One of two to five, all in sight. */
export function RadioGroup<Id extends string>({ label, options, value, onChange, isLabelHidden = false, isHorizontal = false }: { label: string; options: readonly RadioOption<Id>[]; value: Id; onChange: (value: Id) => void; isLabelHidden?: boolean; isHorizontal?: boolean }) {
  return (
    <AriaRadioGroup
      className="field"
      value={value}
      onChange={(next) => {
        const option = options.find((one) => one.id === next)
        if (option) onChange(option.id)
      }}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <div className="choices" data-horizontal={isHorizontal || undefined}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="choice" isDisabled={option.isDisabled ?? false}>
            <span className="choice-dot" aria-hidden />
            <span className="grow">
              {option.label}
              {option.description ? <span className="list-description">{option.description}</span> : null}
            </span>
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  )
}

export interface CheckboxProps {
  isSelected: boolean
  onChange: (selected: boolean) => void
  isDisabled?: boolean
  isIndeterminate?: boolean
  children?: ReactNode
  /** What it leads to, in small letters beneath its words. */
  description?: string
  /** Where there are no words beside it. */
  label?: string
}

/** Yes or no, on its own or in a list. */
export function Checkbox({ isSelected, onChange, isDisabled = false, children, description, isIndeterminate = false, label }: CheckboxProps) {
  return (
    <AriaCheckbox className="choice" isSelected={isSelected} onChange={onChange} isDisabled={isDisabled} isIndeterminate={isIndeterminate} {...(label === undefined ? {} : { 'aria-label': label })}>
      <span className="choice-box" aria-hidden>
        {isIndeterminate ? <span className="choice-dash" /> : isSelected ? <Check size={12} strokeWidth={3} /> : null}
      </span>
      {children ? (
        <span className="grow">
          {children}
          {description === undefined ? null : <span className="list-description">{description}</span>}
        </span>
      ) : null}
    </AriaCheckbox>
  )
}

/**
 * The same look in a list of any length. A plain box: it costs a fraction of the one above, of which scrolling a long list would make
 * thirty in one frame.
 */
export function RowCheckbox({ isSelected, onChange, label }: { isSelected: boolean; onChange: () => void; label: string }) {
  return (
    <label className="choice choice-plain" data-selected={isSelected || undefined}>
      <input type="checkbox" className="visually-hidden" checked={isSelected} onChange={onChange} aria-label={label} />
      <span className="choice-box" aria-hidden>
        {isSelected ? <Check size={12} strokeWidth={3} /> : null}
      </span>
    </label>
  )
}
