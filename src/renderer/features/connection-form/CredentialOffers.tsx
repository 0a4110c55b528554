import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Disclosure } from '../../shared/ui/Disclosure'
import './form-notices.css'
import { useForm, useFormActions } from './use-form-store'

/** Credentials found on this computer: offered quietly, never taken by themselves. */
export function CredentialOffers() {
  const offers = useForm((state) => state.offers)
  const diagnosis = useForm((state) => state.offerDiagnosis)
  const { offerTaken } = useFormActions()
  if (offers.length === 0) return null
  return (
    <div className="offers">
      <Disclosure title={`${offers.length} sign-in${offers.length === 1 ? '' : 's'} found on this computer`}>
        <ul className="stack">
          {offers.map((offer) => (
            <li key={offer.id} className="offer">
              <div className="grow">
                <div className="mono">{offer.label}</div>
                <div className="small muted">
                  {[offer.host ?? 'no host', offer.httpPath ? 'HTTP path' : undefined, offer.hasToken ? 'token' : 'no token'].filter((part) => part !== undefined).join(' · ')}
                </div>
                {offer.remark ? <div className="small">{offer.remark}</div> : null}
              </div>
              <Button size="s" onPress={() => void offerTaken(offer.id)}>
                Use
              </Button>
            </li>
          ))}
          <li className="small muted">Nothing is read into the form until you choose it. Check that it is the identity CleverTap will use, not your own.</li>
        </ul>
      </Disclosure>
      {diagnosis ? <DiagnosisCard diagnosis={diagnosis} /> : null}
    </div>
  )
}
