import { type ReactNode, useEffect, useMemo, useState } from 'react'
import './code-block.css'
import './script-view.css'
import type { CodeSpan } from './sql-highlight'
import { VirtualList } from './VirtualList'

export interface ScriptViewProps {
  /** Says what it is: "SQL script". */
  label: string
  lines: readonly string[]
  language: 'sql' | 'shell' | 'hcl'
  /** Indexes of lines that the last change made or altered. */
  changed: ReadonlySet<number>
  /** The line to bring into sight; absent: the first that changed. */
  showIndex?: number | undefined
}

type Highlighter = (code: string) => CodeSpan[]

/** A script of any length to read, line by line, with the lines that changed last marked. It fills the height it is given. */
export function ScriptView({ label, lines, language, changed, showIndex }: ScriptViewProps) {
  const [highlighter, setHighlighter] = useState<{ highlight: Highlighter }>()
  useEffect(() => {
    if (language !== 'sql') return
    let isCurrent = true
    void import('./sql-highlight').then(({ highlightSql }) => {
      if (isCurrent) setHighlighter({ highlight: highlightSql })
    })
    return () => {
      isCurrent = false
    }
  }, [language])
  const first = useMemo(() => [...changed].reduce<number | undefined>((least, index) => (least === undefined || index < least ? index : least), undefined), [changed])
  const digits = String(lines.length).length

  return (
    <div className="script-view" data-language={language}>
      <VirtualList
        label={label}
        rows={lines}
        rowHeight={18}
        wholeUpTo={0}
        rowKey={(_line, index) => String(index)}
        showIndex={showIndex ?? first}
        render={(line, index) => (
          <div className="script-line" data-changed={changed.has(index) || undefined}>
            <span className="script-number" style={{ width: `${digits + 1}ch` }} aria-hidden>
              {index + 1}
            </span>
            <code style={hanging(line)}>{lineContent(line, language, highlighter?.highlight)}</code>
            {changed.has(index) ? <span className="visually-hidden"> (changed)</span> : null}
          </div>
        )}
      />
    </div>
  )
}

/** Where a line goes on when it is too long: under its own text, for a comment under its words. */
function hanging(line: string): { paddingLeft: string; textIndent: string } {
  const mark = /^\s*(?:--|#)?\s*/.exec(line)?.[0].length ?? 0
  const isComment = /^\s*(?:--|#)/.test(line)
  const by = Math.min(isComment ? mark : mark + 4, MOST_HANGING)
  return { paddingLeft: `${by}ch`, textIndent: `-${by}ch` }
}
const MOST_HANGING = 14

/** Each line is coloured by itself: no statement here spreads a string or a comment over lines. */
function lineContent(line: string, language: ScriptViewProps['language'], highlight: Highlighter | undefined): ReactNode {
  if (line === '') return '\u200b'
  const comment = language === 'sql' ? '--' : '#'
  if (line.trimStart().startsWith(comment)) return <span className="code-comment">{line}</span>
  if (language !== 'sql' || !highlight) return line
  return highlight(line).map((span, index) => (span.kind ? <span key={index} className={`code-${span.kind}`}>{span.text}</span> : span.text))
}
