import { Users } from 'lucide-react'
import { Disclosure } from '../../shared/ui/Disclosure'

const SHOWN = 4

/** Everyone whom a decision affects, as far as seen. */
export function Affected({ people }: { people: readonly string[] }) {
  const names = (list: readonly string[]) => list.map((name) => <span key={name} className="affected-name mono">{name}</span>)
  return (
    <div className="affected">
      <Users size={13} aria-hidden />
      {people.length <= SHOWN ? (
        <span>Affects {names(people)}</span>
      ) : (
        <Disclosure title={`Affects ${people.length.toLocaleString('en')} identities`}>
          <span>{names(people)}</span>
        </Disclosure>
      )}
    </div>
  )
}
