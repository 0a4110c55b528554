import type { AuditReport, NeededRow } from './audit-report'
import type { Finding } from './finding'
import type { Positions, Simulated } from './fix-view'

/** The entries of a list at these positions. */
export const atPositions = <T>(list: readonly T[], { ranges }: Positions): T[] => ranges.flatMap(([from, to]) => list.slice(from, to))

/** The entries of a list that are at none of these positions. */
export function withoutPositions<T>(list: readonly T[], { ranges }: Positions): T[] {
  const left: T[] = []
  let from = 0
  for (const [begin, end] of ranges) {
    for (let at = from; at < begin; at++) left.push(list[at]!)
    from = end
  }
  for (let at = from; at < list.length; at++) left.push(list[at]!)
  return left
}

/** The findings as they would be after a fix: what is new, as far as it was sent, then what stays. */
export const findingsAfter = ({ findings }: AuditReport, { findingsGone, findingsNew }: Simulated): Finding[] => [...findingsNew.first, ...withoutPositions(findings, findingsGone)]
export const neededAfter = ({ needed }: AuditReport, { neededGone, neededNew }: Simulated): NeededRow[] => [...withoutPositions(needed, neededGone), ...neededNew.first]
