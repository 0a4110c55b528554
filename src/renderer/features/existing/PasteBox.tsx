import { ClipboardPaste } from 'lucide-react'
import { useState } from 'react'
import { readPaste } from '#shared/connection/smart-paste'
import { useFormActions } from '../connection-form/use-form-store'

/** A place to paste anything; the same works in every field. It never shows what was pasted: a token may be in it. */
export function PasteBox() {
  const { pasted } = useFormActions()
  const [isUnknown, setUnknown] = useState(false)
  return (
    <div className="paste-box">
      <ClipboardPaste size={16} aria-hidden />
      <input
        className="paste-input"
        aria-label="Paste what you have"
        aria-describedby="paste-hint"
        placeholder="Paste what you have: it is taken apart into the fields"
        value=""
        autoComplete="off"
        onChange={() => undefined}
        onPaste={(event) => {
          event.preventDefault()
          const reading = readPaste(event.clipboardData.getData('text/plain'))
          setUnknown(reading.kind === 'plain')
          if (reading.kind !== 'plain') void pasted(reading)
        }}
      />
      <span id="paste-hint" className="small muted" role="status">
        {isUnknown ? 'Not recognised. Paste it into the field it belongs to.' : 'Browser URL, connection details, JDBC, ODBC, .databrickscfg, JSON'}
      </span>
    </div>
  )
}
