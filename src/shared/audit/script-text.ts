import type { ScriptStep } from './remediation'

/** Text inside a `--` or `#` comment: a line break in it would end the comment and run what follows. */
export const inComment = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')

export const renderSql = (steps: readonly ScriptStep[]): string => steps.map(({ sql, reason }) => `-- ${inComment(reason)}\n${sql};\n`).join('')
export const renderCli = (steps: readonly ScriptStep[]): string => steps.map(({ cli, reason }) => `# ${inComment(reason)}\n${cli}\n`).join('')
