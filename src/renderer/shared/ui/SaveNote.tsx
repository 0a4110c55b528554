import { Check } from 'lucide-react'
import type { SaveState } from '../save-state'
import './save-note.css'
import { StateIcon } from './StateBadge'

/** Whether what is typed is stored; half-typed forms are. `failedText` replaces the words for a failure. */
export function SaveNote({ save, failedText }: { save: SaveState; failedText?: string | undefined }) {
  switch (save.kind) {
    case 'nothing':
      return null
    case 'typing':
    case 'saving':
      return <span className="save-note">Saving…</span>
    case 'saved':
      return (
        <span className="save-note">
          <Check size={13} aria-hidden /> Saved
        </span>
      )
    case 'failed':
      return (
        <span className="save-note" role="alert">
          <StateIcon state="failed" size={13} /> {failedText ?? `Not saved: ${save.diagnosis.title}`}
        </span>
      )
  }
}
