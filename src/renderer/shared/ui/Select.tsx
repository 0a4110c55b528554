import { Check, ChevronDown } from 'lucide-react'
import { Button as AriaButton, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue, Text } from 'react-aria-components'
import './field.css'
import './select.css'

export interface SelectOption<Id extends string> {
  id: Id
  label: string
  description?: string
}

export interface SelectProps<Id extends string> {
  label: string
  options: readonly SelectOption<Id>[]
  value: Id
  onChange: (value: Id) => void
  isLabelHidden?: boolean
  isDisabled?: boolean
  hint?: string
}

/** One of a few. For many or unknown values use a text field with a picker. */
export function Select<Id extends string>({ label, options, value, onChange, isLabelHidden = false, isDisabled = false, hint }: SelectProps<Id>) {
  const chosen = options.find((option) => option.id === value)
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => {
        const option = options.find((one) => one.id === key)
        if (option) onChange(option.id)
      }}
      isDisabled={isDisabled}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</Label>
      <AriaButton className="input select-button">
        <SelectValue className="truncate">{chosen?.label ?? ''}</SelectValue>
        <ChevronDown size={14} aria-hidden />
      </AriaButton>
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <Popover className="popover" offset={4}>
        <ListBox className="list-box" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="list-item">
              {({ isSelected }) => (
                <>
                  <span className="list-check">{isSelected ? <Check size={14} aria-hidden /> : null}</span>
                  <span className="grow">
                    <Text slot="label">{option.label}</Text>
                    {option.description ? (
                      <Text slot="description" className="list-description">
                        {option.description}
                      </Text>
                    ) : null}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
