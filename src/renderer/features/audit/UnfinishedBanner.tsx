import type { UnfinishedFix } from '#shared/audit/fix-view'
import { ageText } from '../../shared/time-text'
import { Banner } from '../../shared/ui/Banner'
import { Button } from '../../shared/ui/Button'
import { useNow } from '../../shared/ui/Progress'

/** A fix that stopped half way, and the way on. */
export function UnfinishedBanner({ fix, onContinue }: { fix: UnfinishedFix; onContinue: () => void }) {
  const now = useNow(false)
  return (
    <Banner state="warning" title={`A fix stopped half way, ${ageText(fix.at, now)}`} actions={<Button variant="primary" onPress={onContinue}>Continue the fix</Button>}>
      {fix.done.toLocaleString('en')} of {fix.of.toLocaleString('en')} changes were made{fix.revokes.all || fix.revokes.except.length > 0 ? ', revokes among them: the import may be without a right until it goes on' : ''}. What is there already is found and not done twice.
    </Banner>
  )
}
