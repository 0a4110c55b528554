import { assertNever } from '#shared/result'
import { CodeBlock } from '../../shared/ui/CodeBlock'
import { TextLink } from '../../shared/ui/Link'
import type { HelpBlock, HelpPage } from './help-page'

/** One page of help. */
export function HelpArticle({ page }: { page: HelpPage }) {
  return (
    <article className="help-article" aria-labelledby="help-title">
      <h2 id="help-title">{page.title}</h2>
      <p className="help-lead">{page.lead}</p>
      {page.sections.map((section) => (
        <section key={section.title}>
          <h3>{section.title}</h3>
          {section.blocks.map((block, index) => (
            <Block key={index} block={block} label={section.title} />
          ))}
        </section>
      ))}
    </article>
  )
}

/** Text with `code` in backticks. */
function Inline({ text }: { text: string }) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}

function Block({ block, label }: { block: HelpBlock; label: string }) {
  switch (block.kind) {
    case 'text':
      return (
        <p>
          <Inline text={block.text} />
        </p>
      )
    case 'list':
      return (
        <ul className="help-list">
          {block.items.map((item) => (
            <li key={item}>
              <Inline text={item} />
            </li>
          ))}
        </ul>
      )
    case 'steps':
      return (
        <ol className="help-list help-steps">
          {block.items.map((item) => (
            <li key={item}>
              <Inline text={item} />
            </li>
          ))}
        </ol>
      )
    case 'table':
      return (
        <table className="help-table" aria-label={label}>
          <thead>
            <tr>
              {block.head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join()}>
                {row.map((cell, index) =>
                  index === 0 ? (
                    <th key={index} scope="row">
                      <Inline text={cell} />
                    </th>
                  ) : (
                    <td key={index}>
                      <Inline text={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'code':
      return <CodeBlock code={block.text} language={block.language} label={label} />
    case 'link':
      return (
        <p>
          <TextLink href={block.href}>{block.label}</TextLink>
        </p>
      )
    default:
      return assertNever(block)
  }
}
