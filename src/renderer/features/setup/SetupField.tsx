import { type ReactNode, useState } from 'react'
import type { SetupField as FieldId } from '#shared/setup/setup'
import { TextField } from '../../shared/ui/TextField'
import { fieldOf } from './answers'
import { isMissing, remarksAt } from './remarks'
import { useSetup, useSetupActions, useSetupContext } from './use-setup-store'

export interface SetupFieldProps {
  field: FieldId
  label: string
  hint?: ReactNode
  placeholder?: string
  trailing?: ReactNode
  aside?: ReactNode
  mono?: boolean
  rows?: number
  inputMode?: 'text' | 'numeric'
  isLabelHidden?: boolean
}

/** One answer in words, with what is wrong with it. Emptiness is pointed at once the field was left. */
export function SetupField({ field, mono = true, ...props }: SetupFieldProps) {
  const value = useSetup((state) => fieldOf(state.answers, field))
  const { remarks } = useSetupContext()
  const { typed } = useSetupActions()
  const [wasLeft, setLeft] = useState(false)
  const issues = remarksAt(remarks, field).filter((remark) => wasLeft || !isMissing(remark))
  return (
    <div data-field={field}>
      <TextField {...props} mono={mono} name={field} value={value} issues={issues} onChange={(next) => typed(field, next)} onApplySuggestion={(next) => typed(field, next)} onBlur={() => setLeft(true)} />
    </div>
  )
}
