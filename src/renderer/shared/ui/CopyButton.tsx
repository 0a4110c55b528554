import { Check, Copy, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, IconButton } from './Button'

export interface CopyButtonProps {
  text: string
  /** What is copied, e.g. "Copy host". */
  label?: string
  /** Icon only, with the label as tooltip. */
  iconOnly?: boolean
  onCopied?: () => void
}

/** Copies a text and says so for two seconds, also to screen readers. */
export function CopyButton({ text, label = 'Copy', iconOnly = false, onCopied }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2_000)
    return () => clearTimeout(timer)
  }, [state])

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
      onCopied?.()
    } catch {
      setState('refused')
    }
  }
  const icon = state === 'copied' ? <Check size={14} aria-hidden /> : state === 'refused' ? <X size={14} aria-hidden /> : <Copy size={14} aria-hidden />
  const words = state === 'copied' ? 'Copied' : state === 'refused' ? 'Not copied: select the text instead' : label
  return (
    <>
      {iconOnly ? (
        <IconButton label={words} icon={icon} onPress={copy} />
      ) : (
        <Button size="s" icon={icon} onPress={copy}>
          {words}
        </Button>
      )}
      <span role="status" className="visually-hidden">
        {state === 'idle' ? '' : words}
      </span>
    </>
  )
}
