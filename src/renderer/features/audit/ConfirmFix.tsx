import { useState } from 'react'
import { afterChoice } from '#shared/audit/fix-preview'
import type { AuditView } from '#shared/audit/kept-audit'
import { Button } from '../../shared/ui/Button'
import { Checkbox } from '../../shared/ui/Choices'
import { Dialog } from '../../shared/ui/Dialog'
import { changes, routeLine } from './fix-rows'
import type { FixState, ShownFix } from './fix-store'

/** The one confirmation of a reviewed fix: what changes for whom, what is taken away, and what may cost. */
export function ConfirmFix({ audit, fix, shown, isOpen, onClose }: { audit: AuditView; fix: FixState; shown: ShownFix; isOpen: boolean; onClose: () => void }) {
  const [startWarehouse, setStartWarehouse] = useState(false)
  const { subject, scope } = audit.report
  const { counts, route } = shown.preview
  const takes = counts.chosenUnits > 0
  const lost = afterChoice(shown.preview).tablesLost.count
  return (
    <Dialog
      title={`Run ${changes(counts.chosen)}?`}
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose} autoFocus>Cancel</Button>
          <Button variant={takes ? 'danger' : 'primary'} onPress={() => { onClose(); void fix.runRequested({ role: 'admin', startWarehouse }) }}>
            {takes ? 'Grant and revoke' : 'Grant'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          Changes what <span className="strong">{subject.name ?? subject.principal}</span> may do on <span className="mono">{scope.host}</span>; nobody else’s grants are touched. {routeLine(route)} The state is read again first: if it is not what you reviewed, nothing is run.
        </p>
        <p>Each change is read back. At the first failure the run stops; you can continue it later. At the end the audit is made again.</p>
        {takes ? (
          <p>
            <span className="strong">It takes rights away.</span> {counts.gaps > 0 ? `In ${counts.gaps.toLocaleString('en')} place${counts.gaps === 1 ? '' : 's'} the import is without a right for a moment, between REVOKE and GRANT: run it while no import runs. ` : ''}
            {lost > 0 ? `The import loses ${lost.toLocaleString('en')} table${lost === 1 ? '' : 's'}.` : 'The import loses no table.'} A rollback script is written before it begins.
          </p>
        ) : (
          <p>It only adds rights.</p>
        )}
        {route?.by === 'sql' ? null : (
          <Checkbox isSelected={startWarehouse} onChange={setStartWarehouse}>
            Start the SQL warehouse if it is stopped, and read and change by SQL. It costs DBUs until it stops by itself; REST takes a request for each object.
          </Checkbox>
        )}
      </div>
    </Dialog>
  )
}
