import { describe, expect, it } from 'vitest'
import { Thresholds } from '../policy'
import { CHECKS } from './all'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** The page of docs that lists every check: made from the checks themselves. */
function page(): string {
  const defaults = Thresholds.parse({})
  const rows = CHECKS.map((check) => {
    const threshold = check.threshold === undefined ? '' : `\`${check.threshold}\`: ${JSON.stringify(defaults[check.threshold])}`
    return `| \`${check.id}\` | ${check.severity}, ${check.kind} | ${cell(check.logic)} | ${threshold} | ${cell(check.api)} | ${cell(check.meaning)} | ${cell(check.fix)} | [AWS](${check.docs.aws}) [Azure](${check.docs.azure}) [GCP](${check.docs.gcp}) |`
  })
  return `# Checks of the permissions audit

Made from \`src/shared/audit/checks\` by its test (\`vitest -u\` writes it again). How access itself is decided: [unity-catalog-rules.md](unity-catalog-rules.md).

| id | severity, kind | speaks when | threshold | facts from | means | fix | documentation |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`
}

describe('the list of checks', () => {
  it('has each id once', () => {
    expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length)
  })
  it('is the page in docs (update it with vitest -u)', async () => {
    await expect(page()).toMatchFileSnapshot('../../../../docs/audit-checks.md')
  })
})
