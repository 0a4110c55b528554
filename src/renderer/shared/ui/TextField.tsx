import { type ClipboardEvent, type ReactNode, type Ref, useId } from 'react'
import { Input, Label, TextArea, TextField as AriaTextField } from 'react-aria-components'
import './field.css'
import { FieldIssues, type ShownIssue } from './FieldIssues'

export interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** One line below: what goes here. Part of the field's description. */
  hint?: ReactNode
  issues?: readonly ShownIssue[]
  onApplySuggestion?: (suggestion: string) => void
  /** Right end of the label line: "Where do I find it?", "optional". */
  aside?: ReactNode
  /** Right of the input: Choose, Copy. */
  trailing?: ReactNode
  placeholder?: string
  type?: 'text' | 'password' | 'search'
  /** Identifiers, hosts, paths. */
  mono?: boolean
  /** More than one line. */
  rows?: number
  inputMode?: 'text' | 'numeric'
  isDisabled?: boolean
  isReadOnly?: boolean
  autoFocus?: boolean
  /** For the element itself: focus, tests. */
  name?: string
  maxLength?: number
  onPaste?: (event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void
  onBlur?: () => void
  inputRef?: Ref<HTMLInputElement>
  /** Hides the label from sight, not from screen readers. */
  isLabelHidden?: boolean
}

/** A labelled text input. Issues are announced and tied to the input. Values are never spell-checked, completed or changed. */
export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, issues = [], aside, trailing, rows, mono = false, isLabelHidden = false } = props
  const id = useId()
  const hintId = `${id}-hint`
  const issuesId = `${id}-issues`
  const described = [hint ? hintId : '', issues.length > 0 ? issuesId : ''].filter((one) => one !== '').join(' ')
  const shared = {
    className: mono ? 'input mono' : 'input',
    placeholder: props.placeholder,
    maxLength: props.maxLength,
    onPaste: props.onPaste,
    autoCapitalize: 'off',
    autoCorrect: 'off',
    'data-1p-ignore': '',
    'data-lpignore': 'true',
  }
  const worst = issues.some((issue) => issue.severity === 'error') ? 'error' : issues.some((issue) => issue.severity === 'warning') ? 'warning' : undefined
  return (
    <AriaTextField
      className="field"
      data-worst={worst}
      value={value}
      onChange={onChange}
      onBlur={props.onBlur}
      type={props.type ?? 'text'}
      inputMode={props.inputMode}
      name={props.name}
      isInvalid={worst === 'error'}
      isDisabled={props.isDisabled}
      isReadOnly={props.isReadOnly}
      autoFocus={props.autoFocus}
      autoComplete="off"
      spellCheck="false"
      {...(described === '' ? {} : { 'aria-describedby': described })}
    >
      <div className={isLabelHidden && !aside ? 'visually-hidden' : 'field-head'}>
        <Label className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</Label>
        {aside ? <div className="field-aside">{aside}</div> : null}
      </div>
      <div className="row">
        {rows === undefined ? <Input {...shared} ref={props.inputRef} /> : <TextArea {...shared} rows={rows} />}
        {trailing}
      </div>
      {hint ? (
        <div id={hintId} className="field-hint">
          {hint}
        </div>
      ) : null}
      <div id={issuesId} aria-live="polite">
        {issues.length > 0 ? <FieldIssues issues={issues} onApply={props.onApplySuggestion} {...(props.type === 'password' ? {} : { value })} /> : null}
      </div>
    </AriaTextField>
  )
}
