import { inComment } from '../sql/statements'
import type { ScriptStep } from './remediation'

/** Two lines each: why, and the statement. */
export const sqlLines = ({ sql, reason }: ScriptStep): [string, string] => [`-- ${inComment(reason)}`, `${sql};`]
export const cliLines = ({ cli, reason }: ScriptStep): [string, string] => [`# ${inComment(reason)}`, cli]

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
export const renderSql = (steps: readonly ScriptStep[]): string => joined(steps.flatMap(sqlLines))
export const renderCli = (steps: readonly ScriptStep[]): string => joined(steps.flatMap(cliLines))
