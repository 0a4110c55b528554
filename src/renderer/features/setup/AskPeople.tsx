import { useMemo } from 'react'
import { CopyButton } from '../../shared/ui/CopyButton'
import { Disclosure } from '../../shared/ui/Disclosure'
import { Panel } from '../../shared/ui/Panel'
import type { Planning } from './planner'
import { renderings } from './renderings'

/** Whom to ask for what one may not do, with a message that holds only their lines. */
export function AskPeople({ planned }: { planned: NonNullable<Planning['planned']> }) {
  const people = useMemo(() => renderings.people(planned.plan), [planned])
  if (people.length === 0) return null
  return (
    <Panel title="To be done by somebody else" flush>
      <ul className="ask-list">
        {people.map(({ person, rights, actionIds }) => {
          const message = renderings.ask(planned, person) ?? ''
          return (
            <li key={person}>
              <div className="row">
                <div className="grow">
                  <span className="strong">Ask {person}</span>{' '}
                  <span className="muted">
                    {actionIds.length.toLocaleString('en')} change{actionIds.length === 1 ? '' : 's'} · {rights.join('; ')}
                  </span>
                </div>
                <CopyButton text={message} label="Copy message" />
              </div>
              <Disclosure title="Show the message">
                <pre className="ask-message">{message}</pre>
              </Disclosure>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
