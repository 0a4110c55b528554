import { Check } from 'lucide-react'
import { StateIcon } from '../../shared/ui/StateBadge'
import './form-notices.css'
import { useForm } from './use-form-store'

/** Whether what is typed is stored. Half-filled forms are stored too. */
export function SaveNote() {
  const save = useForm((state) => state.save)
  switch (save.kind) {
    case 'nothing':
      return null
    case 'typing':
    case 'saving':
      return <span className="save-state">Saving…</span>
    case 'saved':
      return (
        <span className="save-state">
          <Check size={13} aria-hidden /> Saved
        </span>
      )
    case 'failed':
      return (
        <span className="save-state" role="alert">
          <StateIcon state="failed" size={13} /> {save.diagnosis.field === 'name' ? 'Saved, except the name' : `Not saved: ${save.diagnosis.title}`}
        </span>
      )
  }
}
