import { Button } from '../../shared/ui/Button'
import { TablesPicker } from './Pickers'
import { useForm, useFormActions } from './use-form-store'

const SHOWN = 6

/** Which tables the test reads. Their number is said; none means a sample. */
export function TablesField() {
  const tables = useForm((state) => state.tables)
  const hasSchema = useForm((state) => state.form.schema.trim() !== '')
  const { tablesChosen } = useFormActions()
  return (
    <div className="form-field field" data-field="tables" role="group" aria-label="Tables to read in the test">
      <span className="field-label">Tables to read in the test</span>
      <div className="row">
        <div className="grow">
          {tables.length === 0 ? (
            <span className="muted">{hasSchema ? 'A sample of the schema' : 'A sample of every visible schema'}</span>
          ) : (
            <span className="mono">
              {tables.slice(0, SHOWN).join(', ')}
              {tables.length > SHOWN ? ` and ${tables.length - SHOWN} more` : ''}
            </span>
          )}
        </div>
        {tables.length > 0 ? (
          <Button size="s" variant="quiet" onPress={() => tablesChosen([])}>
            Use a sample
          </Button>
        ) : null}
        <TablesPicker />
      </div>
      <div className="field-hint">One row of each is read and thrown away, to prove the access. This choice stays here; it is no field of CleverTap's form.</div>
    </div>
  )
}
