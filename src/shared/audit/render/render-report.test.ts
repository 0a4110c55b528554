import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anyText } from '../../../../test/support/any-text'
import { auditWorld, importerPolicy, LEAST } from '../../../../test/support/audit-facts'
import { AuditReport } from '../audit-report'
import { runAudit } from '../run-audit'
import { csvField } from './csv'
import { AUDIT_SCHEMA_ID } from './json'
import { REPORT_FORMATS } from '../report-format'
import { renderReport } from './render-report'

const world = () => auditWorld().give(...LEAST, 'ALL PRIVILEGES shop', 'SELECT shop.hr analysts', 'BROWSE finance account users')
const report = (): AuditReport => runAudit(world().facts, importerPolicy())

/** Reads RFC 4180 back, independently of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  const end = (): void => {
    rows.at(-1)?.push(field)
    field = ''
  }
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    if (quoted && character === '"' && next === '"') {
      field += '"'
      at++
    } else if (character === '"') quoted = !quoted
    else if (!quoted && character === ',') end()
    else if (!quoted && character === '\r' && next === '\n') {
      end()
      rows.push([])
      at++
    } else field += character
  }
  return rows.slice(0, -1)
}

describe('every format', () => {
  it.each(REPORT_FORMATS)('%s is stamped and says the verdict and what was not checked', (format) => {
    const text = renderReport(report(), format)
    expect(text.endsWith('\n')).toBe(true)
    // Markdown escapes some characters; the words stay.
    const plain = text.replaceAll('\\', '')
    for (const word of ['2026-11-23T00:00:00.000Z', 'ada@shop.example', 'ABAC', 'too much', 'dbc-1.cloud.databricks.com', '5f0c7f2e']) expect(plain).toContain(word)
  })
})

describe('JSON', () => {
  it('has the members of the published schema', async () => {
    const json: unknown = JSON.parse(renderReport(report(), 'json'))
    expect(Object.keys(json as object)).toEqual(['$schema', 'subject', 'scope', 'verdict', 'findings', 'needed', 'tables', 'notChecked', 'requests'])
    expect(AuditReport.safeParse(json).success).toBe(true)
    const schema = { $id: AUDIT_SCHEMA_ID, title: 'Permissions audit', ...z.toJSONSchema(AuditReport) }
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../../resources/schema/audit.schema.json')
  })
})

describe('CSV', () => {
  it('reads back as it was written, one row per finding', () => {
    const made = report()
    const rows = readCsv(renderReport(made, 'csv'))
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1)
    expect(rows.length).toBe(2 + made.findings.length + made.needed.length + made.notChecked.length)
    expect(rows.map((row) => row[14])).toEqual(expect.arrayContaining(made.findings.map(({ reason }) => reason)))
  })
  it('keeps any text inside its field, and runs nothing', () => {
    fc.assert(fc.property(fc.oneof(anyText, fc.array(fc.constantFrom('=', '+', '-', '@', '"', ',', '\n', '\r', ' ', 'a', '\t')).map((parts) => parts.join(''))), (text) => {
      const [row] = readCsv(`${csvField(text)},end\r\n`)
      expect(row?.[1]).toBe('end')
      expect([text, `'${text}`]).toContain(row?.[0])
      expect(row?.[0]).not.toMatch(/^\s*[=+\-@\t\r\n]/)
    }))
  })
})

describe('HTML and Markdown', () => {
  const hostile = '<img src=x onerror=alert(1)>](javascript:alert(1))`</pre>'
  const hostileReport = (): AuditReport => {
    const made = report()
    return { ...made, findings: made.findings.map((finding) => ({ ...finding, securable: hostile, reason: hostile, fix: [{ text: hostile, how: 'run', sql: `-- \`\`\`\n${hostile}` }] })) }
  }
  it('is one file without scripts, loads nothing and prints', () => {
    const text = renderReport(hostileReport(), 'html')
    expect(text).not.toMatch(/<(script|img|link|iframe)\b/i)
    expect(text).not.toMatch(/\b(?:src|href)="?https?:/i)
    expect(text).toContain('@media print')
    expect(text).toContain("default-src 'none'")
  })
  it('lets no name become markup', () => {
    const text = renderReport(hostileReport(), 'md')
    const outside = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
    expect(outside).not.toContain('<img')
    expect(outside).not.toMatch(/(?<!\\)\]\(javascript/)
  })
})

describe('SARIF', () => {
  it('names its version, its rules and a place for each result', () => {
    const made = report()
    const log = JSON.parse(renderReport(made, 'sarif')) as { version: string; runs: { tool: { driver: { rules: { id: string; helpUri: string }[] } }; results: { ruleId: string; ruleIndex: number; level: string; locations: unknown[]; partialFingerprints: object }[] }[] }
    expect(log.version).toBe('2.1.0')
    const [run] = log.runs
    expect(run?.results).toHaveLength(made.findings.length)
    for (const result of run?.results ?? []) {
      expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId)
      expect(['error', 'warning', 'note']).toContain(result.level)
      expect(result.locations).toHaveLength(1)
    }
    expect(run?.tool.driver.rules.every(({ helpUri }) => helpUri.startsWith('https://docs.databricks.com/aws/'))).toBe(true)
    expect(new Set(run?.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(made.findings.length)
  })
})
