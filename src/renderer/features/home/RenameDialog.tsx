import { useState } from 'react'
import { FIELD_LABELS } from '#shared/connection/connection'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ProfileView } from '#shared/profile/profile'
import { Button } from '../../shared/ui/Button'
import { Dialog } from '../../shared/ui/Dialog'
import { TextField } from '../../shared/ui/TextField'

export function RenameDialog({ view, onRename, onClose }: { view: ProfileView; onRename: (profileId: string, name: string) => Promise<Diagnosis | undefined>; onClose: () => void }) {
  const [name, setName] = useState(view.profile.form.name)
  const [refusal, setRefusal] = useState<Diagnosis>()
  const rename = async () => {
    const wrong = await onRename(view.profile.id, name)
    if (wrong) setRefusal(wrong)
    else onClose()
  }
  const issues = refusal ? [{ field: 'name' as const, severity: 'error' as const, code: 'name.refused', message: [refusal.title, ...refusal.fixes.map((fix) => fix.text)].join('. ') }] : []
  return (
    <Dialog
      title="Rename the connection"
      isOpen
      onClose={onClose}
      size="s"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" onPress={() => void rename()} isDisabled={name.trim() === ''}>
            Rename
          </Button>
        </>
      }
    >
      <div
        onKeyDown={(event) => {
          if (event.key === 'Enter' && name.trim() !== '') void rename()
        }}
      >
        <TextField
          label={FIELD_LABELS.name}
          value={name}
          autoFocus
          issues={issues}
          onChange={(next) => {
            setName(next)
            setRefusal(undefined)
          }}
        />
      </div>
    </Dialog>
  )
}
