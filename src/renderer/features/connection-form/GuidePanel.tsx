import { useId } from 'react'
import { FIELD_LABELS, type FieldName } from '#shared/connection/connection'
import { type FindRoute, type FindTopic, whereToFind } from '#shared/connection/where-to-find'
import { CodeBlock } from '../../shared/ui/CodeBlock'
import { Disclosure } from '../../shared/ui/Disclosure'
import { TextLink } from '../../shared/ui/Link'
import './guide-panel.css'
import { useForm } from './use-form-store'

const TOPICS: Partial<Record<FieldName, FindTopic>> = { host: 'host-and-path', port: 'host-and-path', httpPath: 'host-and-path', token: 'token', catalog: 'catalog', schema: 'schema' }

/** Which page of the guide belongs to a field; the connection's name needs none. */
export const guideTopic = (field: FieldName): FindTopic | undefined => TOPICS[field]

/** "Where do I find it?" for the field that has the focus. It stays while the cursor is elsewhere. */
export function GuidePanel({ field }: { field: FieldName }) {
  const form = useForm((state) => state.form)
  const id = useId()
  const topic = guideTopic(field)
  if (topic === undefined) {
    return (
      <aside className="guide" aria-label="Guide">
        <h2>{FIELD_LABELS[field]}</h2>
        <p>The name under which you find this connection here and in CleverTap. It must be unique; choose one that says what is imported.</p>
      </aside>
    )
  }
  const guide = whereToFind(topic, form)
  return (
    <aside className="guide" aria-labelledby={id}>
      <h2 id={id}>{guide.title}</h2>
      {guide.routes.length === 1 ? (
        guide.routes.map((route) => <Route key={route.id} route={route} />)
      ) : (
        <>
          <p className="muted">Whose is it? Open what fits.</p>
          {guide.routes.map((route, index) => (
            <OneOfSeveral key={`${topic}-${route.id}`} route={route} isFirst={index === 0} />
          ))}
        </>
      )}
    </aside>
  )
}

function OneOfSeveral({ route, isFirst }: { route: FindRoute; isFirst: boolean }) {
  return (
    <div className="guide-branch">
      <Disclosure title={route.title} isInitiallyOpen={isFirst}>
        <Route route={route} />
      </Disclosure>
    </div>
  )
}

function Route({ route }: { route: FindRoute }) {
  return (
    <div className="stack">
      {route.when ? <p className="muted">{route.when}</p> : null}
      <ol className="guide-steps">
        {route.steps.map((step) => (
          <li key={step.text}>
            {step.text}{' '}
            {step.link ? (
              <span className="guide-link">
                <TextLink href={step.link.href}>{step.link.label}</TextLink>
              </span>
            ) : null}
            {step.statement ? <CodeBlock code={step.statement.text} language={step.statement.language} /> : null}
          </li>
        ))}
      </ol>
      {route.remarks.length > 0 ? (
        <ul className="guide-remarks">
          {route.remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
