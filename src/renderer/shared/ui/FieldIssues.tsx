import type { FieldIssue } from '#shared/connection/connection'
import { Button } from './Button'
import './field.css'
import { StateIcon } from './StateBadge'

const STATE_OF = { error: 'failed', warning: 'warning', info: 'info' } as const

/** The typed value around the wrong part, the part itself marked. Long values are cut at both ends. */
function WrongPart({ value, part }: { value: string; part: { start: number; end: number } }) {
  const from = Math.max(0, part.start - 32)
  const to = Math.min(value.length, part.end + 32)
  return (
    <div className="wrong-part mono">
      {from > 0 ? '…' : ''}
      {value.slice(from, part.start)}
      <mark>{value.slice(part.start, part.end)}</mark>
      {value.slice(part.end, to)}
      {to < value.length ? '…' : ''}
    </div>
  )
}

/** An issue as it is shown: which field it belongs to is told by its place. */
export type ShownIssue = Omit<FieldIssue, 'field'>

export interface FieldIssuesProps {
  issues: readonly ShownIssue[]
  /** As typed; offsets of the issues point into it. Never pass a token. */
  value?: string
  onApply?: (suggestion: string) => void
}

/** What is wrong with a field, at which part, and a value that would be right as one click. */
export function FieldIssues({ issues, value, onApply }: FieldIssuesProps) {
  // Several remarks about one value mend one thing each; the gravest one's suggestion mends the rest too.
  const offered = issues.find((issue) => issue.severity === 'error' && issue.suggestion !== undefined) ?? issues.find((issue) => issue.suggestion !== undefined)
  return (
    <ul className="field-issues">
      {issues.map((issue) => (
        <li key={`${issue.code}-${issue.message}`} data-state={STATE_OF[issue.severity]}>
          <StateIcon state={STATE_OF[issue.severity]} size={14} />
          <div className="grow">
            <div className="field-issue-text">{issue.message}</div>
            {issue.part && value !== undefined && issue.part.end > issue.part.start && issue.part.end - issue.part.start < value.length ? <WrongPart value={value} part={issue.part} /> : null}
          </div>
        </li>
      ))}
      {offered?.suggestion !== undefined && onApply ? (
        <li className="field-suggestion">
          <Button size="s" onPress={() => onApply(offered.suggestion ?? '')}>
            Use <code>{offered.suggestion}</code>
          </Button>
        </li>
      ) : null}
    </ul>
  )
}
