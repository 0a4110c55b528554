import { useMemo } from 'react'
import { StateBadge } from '../../shared/ui/StateBadge'
import { expectedAt } from './expected'
import type { Planning } from './planner'
import type { StepId } from './steps'

/** What CleverTap's guide expects to see after this step, beside what is there. */
export function ExpectedTable({ step, planning }: { step: StepId; planning: Planning | undefined }) {
  const rows = useMemo(() => expectedAt(step, planning?.planned?.goal, planning?.planned?.facts), [step, planning])
  if (rows.length === 0) return null
  return (
    <table className="expected">
      <caption className="visually-hidden">What the guide expects, and what is there now</caption>
      <thead>
        <tr>
          <th scope="col">Check</th>
          <th scope="col">CleverTap's guide expects</th>
          <th scope="col">Here now</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.what}>
            <th scope="row">{row.what}</th>
            <td>{row.guide}</td>
            <td>
              <StateBadge state={row.state} label={row.here} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
