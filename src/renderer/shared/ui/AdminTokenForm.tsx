import { useState, type FormEvent } from 'react'
import './admin-token-form.css'
import { Button } from './Button'
import { TextField } from './TextField'

/** Asks for the second sign-in's token and hands it on; it never stays in the page. */
export function AdminTokenForm({ onToken, onCancel }: { onToken: (token: string) => Promise<boolean>; onCancel: () => void }) {
  const [token, setToken] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const handed = token.trim()
    if (handed === '') return
    // Out of the page before the answer comes: the token lives in the main process only.
    setToken('')
    void onToken(handed)
  }
  return (
    <form className="admin-token" onSubmit={submit}>
      <TextField label="Admin’s personal access token" type="password" mono value={token} onChange={setToken} autoFocus hint="Of a metastore admin, or of someone with MANAGE on the catalog. Gone when the program ends." />
      <div className="row">
        <Button type="submit" size="s" variant="primary" isDisabled={token.trim() === ''}>
          Use for this run
        </Button>
        <Button size="s" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
