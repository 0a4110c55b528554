import type { ScriptStep } from './remediation'

/** Text inside a `--` or `#` comment: a line break in it would end the comment and run what follows. */
export const inComment = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')

/** Two lines each: why, and the statement. */
export const sqlLines = ({ sql, reason }: ScriptStep): [string, string] => [`-- ${inComment(reason)}`, `${sql};`]
export const cliLines = ({ cli, reason }: ScriptStep): [string, string] => [`# ${inComment(reason)}`, cli]

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
export const renderSql = (steps: readonly ScriptStep[]): string => joined(steps.flatMap(sqlLines))
export const renderCli = (steps: readonly ScriptStep[]): string => joined(steps.flatMap(cliLines))
