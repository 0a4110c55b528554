import { Check } from 'lucide-react'
import { StateIcon } from '../../shared/ui/StateBadge'
import { useSetup } from './use-setup-store'

/** Whether the answers are stored; half-typed ones are. */
export function SaveNote() {
  const save = useSetup((state) => state.save)
  switch (save.kind) {
    case 'nothing':
      return null
    case 'typing':
    case 'saving':
      return <span className="setup-note">Saving…</span>
    case 'saved':
      return (
        <span className="setup-note">
          <Check size={13} aria-hidden /> Saved
        </span>
      )
    case 'failed':
      return (
        <span className="setup-note" role="alert">
          <StateIcon state="failed" size={13} /> Not saved: {save.diagnosis.title}
        </span>
      )
  }
}
