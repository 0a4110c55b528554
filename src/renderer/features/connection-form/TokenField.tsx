import { KeyRound } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { FIELD_LABELS } from '#shared/connection/connection'
import { tokenIssues } from '#shared/connection/read-token'
import { readPaste } from '#shared/connection/smart-paste'
import { Button } from '../../shared/ui/Button'
import { RadioGroup } from '../../shared/ui/Choices'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { TextField } from '../../shared/ui/TextField'
import { type FieldContext, FindLink } from './FormField'
import { useForm, useFormActions } from './use-form-store'

const KEPT_WORDS = { none: '', run: 'kept until you close the assistant', os: 'kept in the key store of this computer' } as const

/**
 * Takes a token and never shows it again. It leaves this component the moment it is complete: when it is pasted, on Enter,
 * or when the field is left.
 */
export function TokenField({ issues, onGuide }: FieldContext) {
  const token = useForm((state) => state.token)
  const diagnosis = useForm((state) => state.tokenDiagnosis)
  const { tokenEntered, tokenForgotten, pasted } = useFormActions()
  const [typed, setTyped] = useState('')
  const [isReplacing, setReplacing] = useState(false)
  const [isSending, setSending] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const isKept = token !== undefined && token.keeping !== 'none' && !isReplacing
  const typedIssues = typed === '' ? [] : tokenIssues(typed)
  const isUsable = (value: string) => value.trim() !== '' && !tokenIssues(value).some((issue) => issue.severity === 'error')

  const hand = async (value: string) => {
    if (!isUsable(value) || isSending) return
    setSending(true)
    const accepted = await tokenEntered(value)
    setSending(false)
    if (!accepted) return
    setTyped('')
    setReplacing(false)
  }
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const text = event.clipboardData.getData('text/plain')
    const reading = readPaste(text, 'token')
    if (reading.kind !== 'plain') {
      event.preventDefault()
      setReplacing(false)
      void pasted(reading)
    } else if (typed === '' && isUsable(text)) {
      event.preventDefault()
      void hand(text)
    }
  }

  if (isKept) {
    return (
      <div className="form-field field" data-field="token">
        <div className="field-head">
          <span className="field-label">{FIELD_LABELS.token}</span>
          <span className="field-aside">
            <FindLink field="token" onGuide={onGuide} />
          </span>
        </div>
        <div className="token-kept" onFocus={() => onGuide?.('token')}>
          <KeyRound size={14} aria-hidden />
          <span className="grow">
            <span className="mono">••••{token.lastFour ?? ''}</span> <span className="muted">{KEPT_WORDS[token.keeping]}</span>
          </span>
          <Button
            size="s"
            onPress={() => {
              setReplacing(true)
              requestAnimationFrame(() => input.current?.focus())
            }}
          >
            Replace
          </Button>
          <Button size="s" variant="quiet" onPress={() => void tokenForgotten()}>
            Forget
          </Button>
        </div>
        <div className="field-hint">The token is not shown again. If you need its value in CleverTap, keep it in your password store, or make a new one.</div>
      </div>
    )
  }
  return (
    <div
      className="form-field stack"
      data-field="token"
      onFocus={() => onGuide?.('token')}
      onBlur={(event) => {
        // Choosing where to keep it is part of entering it.
        if (!event.currentTarget.contains(event.relatedTarget)) void hand(typed)
      }}
    >
      <div
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter') void hand(typed)
          if (event.key === 'Escape' && isReplacing) {
            setTyped('')
            setReplacing(false)
          }
        }}
      >
        <TextField
          label={FIELD_LABELS.token}
          name="token"
          type="password"
          mono
          value={typed}
          onChange={setTyped}
          onPaste={onPaste}
          inputRef={input}
          placeholder="dapi…"
          issues={typed === '' ? issues.token : typedIssues}
          hint="Of the identity that CleverTap will use. It is not shown again."
          aside={<FindLink field="token" onGuide={onGuide} />}
          trailing={
            <>
              {typed === '' ? null : (
                <Button isPending={isSending} isDisabled={!isUsable(typed)} onPress={() => void hand(typed)}>
                  Use
                </Button>
              )}
              {isReplacing ? (
                <Button variant="quiet" onPress={() => { setTyped(''); setReplacing(false) }}>
                  Keep the old one
                </Button>
              ) : null}
            </>
          }
        />
      </div>
      <KeepChoice />
      {diagnosis ? <DiagnosisCard diagnosis={diagnosis} /> : null}
    </div>
  )
}

/** Where the next token is kept; where there is no choice, why not. */
function KeepChoice() {
  const keep = useForm((state) => state.keep)
  const store = useForm((state) => state.info?.tokenStore)
  const { keepChosen } = useFormActions()
  if (!store) return null
  if (!store.durable) {
    return (
      <div className="small muted token-remark">
        It is kept in memory until you close the assistant. {store.reason}
      </div>
    )
  }
  return (
    <RadioGroup
      label="Keep the token"
      isHorizontal
      value={keep}
      onChange={keepChosen}
      options={[
        { id: 'run', label: 'Until I close the assistant', description: 'In memory only.' },
        { id: 'os', label: 'In the key store of this computer', description: store.reason },
      ]}
    />
  )
}
