import { MySQL, SQLDialect } from '@codemirror/lang-sql'
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight'

export interface CodeSpan {
  text: string
  kind?: string
}

/** Databricks quotes identifiers with back-ticks, as MySQL does, and has words of its own. */
const databricks = SQLDialect.define({
  ...MySQL.spec,
  identifierQuotes: '`',
  doubleQuotedStrings: true,
  keywords: `${MySQL.spec.keywords ?? ''} catalog catalogs schema schemas grants share external location credential managed principal use owner warehouse`,
})

const classes = tagHighlighter([
  { tag: tags.keyword, class: 'keyword' },
  { tag: tags.typeName, class: 'keyword' },
  { tag: tags.string, class: 'string' },
  { tag: tags.special(tags.string), class: 'quoted' },
  { tag: tags.special(tags.name), class: 'quoted' },
  { tag: [tags.number, tags.bool, tags.null], class: 'number' },
  { tag: [tags.lineComment, tags.blockComment], class: 'comment' },
  { tag: [tags.punctuation, tags.operator], class: 'punctuation' },
])

/** Cuts SQL into spans; joined they give the text back. */
export function highlightSql(code: string): CodeSpan[] {
  const spans: CodeSpan[] = []
  highlightCode(
    code,
    databricks.language.parser.parse(code),
    classes,
    (text, kind) => spans.push(kind === '' ? { text } : { text, kind }),
    () => spans.push({ text: '\n' }),
  )
  return spans
}
