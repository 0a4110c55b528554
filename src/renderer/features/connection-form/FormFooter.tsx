import { Play } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { FieldName } from '#shared/connection/connection'
import { startTestAddress, go } from '../../shared/addresses'
import { Button } from '../../shared/ui/Button'
import { SaveNote } from '../../shared/ui/SaveNote'
import { StateIcon } from '../../shared/ui/StateBadge'
import { focusField } from './focus-field'
import type { FormReading } from './form-issues'
import './form-notices.css'
import { useForm, useFormActions } from './use-form-store'

/** Names what keeps the test from running; each name leads to its field. */
export function FormFooter({ reading, onAttempt }: { reading: FormReading; /** The user tried to go on: empty fields may be pointed at now. */ onAttempt: () => void }) {
  const isMissing = useForm((state) => state.phase.kind === 'missing')
  const save = useForm((state) => state.save)
  const { flush } = useFormActions()
  const [isLeaving, setLeaving] = useState(false)
  const { blocking } = reading

  const test = async () => {
    onAttempt()
    const first = blocking[0]
    if (first) {
      focusField(first.field)
      return
    }
    setLeaving(true)
    const id = await flush()
    setLeaving(false)
    if (id !== undefined) go(startTestAddress(id))
  }
  return (
    <>
      <div className="grow" role="status">
        {blocking.length === 0 ? (
          <span className="row">
            <StateIcon state="ok" /> Ready to test
          </span>
        ) : (
          <span className="form-blocking">
            <span className="muted">Still needed for the test:</span>
            {blocking.map(({ field, words }) => (
              <FieldLink key={field} field={field} words={words} />
            ))}
          </span>
        )}
      </div>
      <SaveNote save={save} failedText={save.kind === 'failed' && save.diagnosis.field === 'name' ? 'Saved, except the name' : undefined} />
      <Button variant="primary" icon={<Play size={14} aria-hidden />} onPress={() => void test()} isPending={isLeaving} isDisabled={isMissing}>
        Test connection
      </Button>
    </>
  )
}

const FieldLink = ({ field, words }: { field: FieldName; words: string }) => (
  <AriaButton className="blocking-link" onPress={() => focusField(field)}>
    {words}
  </AriaButton>
)
