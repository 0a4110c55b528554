import type { TestReport } from '#shared/connection-test/report'
import { ConfirmDialog } from '../../shared/ui/Dialog'
import { startWarehouseTerms } from './stage-rows'

/** Asks before a stopped warehouse is started: it costs money and takes time. */
export function StartWarehouseDialog({ isOpen, report, onClose, onConfirm }: { isOpen: boolean; report: TestReport | undefined; onClose: () => void; onConfirm: () => void }) {
  const terms = startWarehouseTerms(report)
  return (
    <ConfirmDialog title="Start the SQL warehouse?" isOpen={isOpen} action="Start it and test" onConfirm={onConfirm} onClose={onClose}>
      <div className="stack">
        <p>
          A running warehouse costs money until it stops by itself after its idle time.
          {terms.type ? ` This one is ${terms.type}.` : ''}
        </p>
        <p>Starting takes {terms.expected}. The test then goes on from there. You can cancel the test at any time; that does not stop the warehouse.</p>
        <p className="muted">This leave holds for this test only.</p>
      </div>
    </ConfirmDialog>
  )
}
