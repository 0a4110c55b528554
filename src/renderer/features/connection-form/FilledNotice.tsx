import { FIELD_LABELS } from '#shared/connection/connection'
import { Button } from '../../shared/ui/Button'
import { FieldIssues } from '../../shared/ui/FieldIssues'
import { StateIcon } from '../../shared/ui/StateBadge'
import './form-notices.css'
import { useForm, useFormActions } from './use-form-store'

/** What a paste or a found credential filled in, with one way back. */
export function FilledNotice() {
  const filled = useForm((state) => state.filled)
  const { fillUndone, fillDismissed } = useFormActions()
  const names = filled?.fields.map((field) => FIELD_LABELS[field]) ?? []
  if (filled && filled.tables > 0) names.push(`${filled.tables} table${filled.tables === 1 ? '' : 's'}`)
  return (
    <div role="status">
      {filled ? (
        <div className="notice" data-state={names.length > 0 ? 'ok' : 'warning'}>
          <StateIcon state={names.length > 0 ? 'ok' : 'warning'} />
          <div className="grow stack">
            <span>
              <span className="strong">Recognised: {filled.label}.</span> {names.length > 0 ? `Filled in: ${names.join(', ')}.` : 'Nothing could be filled in.'}
            </span>
            {filled.issues.length > 0 ? <FieldIssues issues={filled.issues} /> : null}
          </div>
          {names.length > 0 ? (
            <Button size="s" onPress={fillUndone}>
              Undo
            </Button>
          ) : null}
          <Button size="s" variant="quiet" onPress={fillDismissed}>
            Dismiss
          </Button>
        </div>
      ) : null}
    </div>
  )
}
