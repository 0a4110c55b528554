import { useEffect, useState } from 'react'
import './code-block.css'
import { CopyButton } from './CopyButton'
import type { CodeSpan } from './sql-highlight'

export interface CodeBlockProps {
  code: string
  language: 'sql' | 'shell' | 'http' | 'json' | 'text'
  /** Says what it is: "Grant for the schema". Also the label of the copy button. */
  label?: string
  /** Cuts the height; the rest scrolls. */
  maxLines?: number
}

/** Code to read and copy. SQL is highlighted once the highlighter has loaded; until then it is plain. */
export function CodeBlock({ code, language, label, maxLines = 24 }: CodeBlockProps) {
  const [spans, setSpans] = useState<{ code: string; spans: CodeSpan[] }>()
  useEffect(() => {
    if (language !== 'sql') return
    let isCurrent = true
    void import('./sql-highlight').then(({ highlightSql }) => {
      if (isCurrent) setSpans({ code, spans: highlightSql(code) })
    })
    return () => {
      isCurrent = false
    }
  }, [code, language])

  return (
    <figure className="code-block">
      {label ? <figcaption>{label}</figcaption> : null}
      <pre tabIndex={0} aria-label={label ?? 'Code'} role="region" style={{ maxHeight: `${maxLines * 18 + 20}px` }}>
        <code>{spans?.code === code ? spans.spans.map((span, index) => (span.kind ? <span key={index} className={`code-${span.kind}`}>{span.text}</span> : span.text)) : code}</code>
      </pre>
      <div className="code-copy">
        <CopyButton text={code} label="Copy" iconOnly />
      </div>
    </figure>
  )
}
