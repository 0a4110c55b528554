import { groupBy } from '../group-by'
import type { AccessFacts, DataFilter, SecurableRef } from './facts'
import { kindOf, readsAsOwner } from './names'

/** What stays true beside "it can be read": a view runs with its owner's rights, a filter or mask hides data. */
export function createCaveats(facts: AccessFacts): (ref: SecurableRef) => string[] {
  let filters: Map<number, DataFilter[]> | undefined
  return (ref) => {
    if (ref.level !== 'OBJECT') return []
    const found: string[] = []
    if (readsAsOwner(kindOf(facts, ref.at))) {
      const owner = facts.principals[facts.objects.owner[ref.at] ?? -1]
      found.push(`A view reads with the rights of its owner${owner === undefined ? '' : `, ${owner}`}: it fails for everybody once the owner loses them.`)
    }
    filters ??= groupBy(facts.filters, ({ object }) => object)
    for (const filter of filters.get(ref.at) ?? []) {
      found.push(filter.kind === 'row filter' ? 'A row filter may hide rows.' : `A column mask may hide values of ${filter.column ?? 'a column'}.`)
    }
    return found
  }
}
