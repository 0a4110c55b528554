import type { JsonTemplate, Template } from '../plan'
import { jsonTemplate, type Values } from '../template'
import type { CliCommand, Lookup } from './cli-command'

/** How one shell writes the few things a script is made of. */
export interface Shell {
  head(): string[]
  /** Runs a command, shows nothing; `again` for what a new service principal may have to wait for. */
  run(command: CliCommand, options: { again: boolean; mayBeRefused: boolean; env?: Record<string, string> }): string[]
  /** Runs a command and keeps fields of its answer in variables. */
  keep(command: CliCommand, fields: Record<string, string>, env?: Record<string, string>): string[]
  /** Fills variables from a list; empty where there is no such entry. */
  find(lookup: Lookup): string[]
  /** Does `then` when the variable is empty. */
  whenEmpty(variable: string, then: string[]): string[]
  /** Does `then` when the command fails (an object that is not there). */
  unless(words: string[], then: string[], there: string): string[]
  /** Stops when a variable is empty, with a hint. */
  require(variable: string, hint: string): string[]
  /** Runs a SQL statement by REST and fails when it fails. */
  statement(command: CliCommand): string[]
  /** Does `then` unless the principal is assigned to the workspace. */
  unlessAssigned(principal: string, then: string[]): string[]
  /** Deletes something at the end whatever happens: what begins and what ends that guard. */
  guard(cleanup: string[]): { begin: string[]; end: string[] }
  /** Stops when the file is there: before a secret is made that could not be saved. */
  requireNew(file: string): string[]
  /** Writes a secret variable into a file that only you may read. */
  saveSecret(variable: string, file: string): string[]
}

/** Words with `{name}` as text and variables. */
export function wordTemplate(word: string): Template {
  if (!word.includes('{')) return [word]
  return word
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{\w+\}$/.test(part) ? ({ variable: part.slice(1, -1) } as Template[number]) : part))
}

/** Neighbouring pieces of text as one, so that they are quoted as one. */
function joined(template: Template): Template {
  const parts: Template = []
  for (const part of template) {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else parts.push(part)
  }
  return parts
}

const fill = (template: Template, values: Values): Template => template.map((part) => (typeof part === 'string' ? part : (values[part.variable] ?? part)))

/** Grants on ten thousand tables share one body: it is written once. */
function writtenOnce(write: (body: JsonTemplate) => string): (body: JsonTemplate) => string {
  const known = new Map<JsonTemplate, string>()
  return (body) => {
    const text = known.get(body) ?? write(body)
    known.set(body, text)
    return text
  }
}

export function bash(values: Values): Shell {
  const quote = (text: string) => (/^[\w./=-]+$/.test(text) && text !== '' ? text : `'${text.replaceAll("'", "'\\''")}'`)
  const write = (template: Template) =>
    joined(fill(template, values))
      .map((part) => (typeof part === 'string' ? quote(part) : `"\${${part.variable}}"`))
      .join('')
  const json = writtenOnce((body) => write(jsonTemplate(body)))
  const text = ({ words, body }: CliCommand) => {
    let line = 'databricks'
    for (const word of words) line += ` ${word.includes('{') ? write(wordTemplate(word)) : quote(word)}`
    return body === undefined ? line : `${line} --json ${json(body)}`
  }
  const prefix = (env?: Record<string, string>) => env === undefined ? '' : Object.entries(env).map(([name, value]) => `${name}=${value.startsWith('{') ? `"\${${value.slice(1, -1)}}"` : quote(value)} `).join('')
  const indent = (lines: string[]) => lines.map((one) => `  ${one}`)
  return {
    head: () => [
      '#!/usr/bin/env bash',
      '# Needs the Databricks CLI (0.205 or later, signed in: databricks auth login) and jq.',
      'set -euo pipefail',
      '# A new service principal is unknown to other parts of Databricks for some seconds.',
      'again() { for _ in 1 2 3 4 5 6 7 8 9 10; do if "$@" >/dev/null; then return 0; fi; sleep 5; done; "$@" >/dev/null; }',
    ],
    run: (command, { again, mayBeRefused, env }) => [
      `${prefix(env)}${again ? `again ${text(command)}` : `${text(command)} >/dev/null`}${mayBeRefused ? " || echo 'Refused: it may be there already. Going on.' >&2" : ''}`,
    ],
    keep: (command, fields, env) => [
      `answer="$(${prefix(env)}${text(command)} --output json)"`,
      ...Object.entries(fields).map(([name, field]) => `${name}="$(jq -er '.${field}' <<<"$answer")"`),
      'unset answer',
    ],
    find: ({ words, list, key, value, takes }) => [
      `found="$(databricks ${words.map(quote).join(' ')} --output json | jq -c --arg value ${quote(value)} '[${list === undefined ? '.[]?' : `.${list}[]?`} | select(.${key} == $value)][0] // {}')"`,
      ...Object.entries(takes).map(([name, field]) => `${name}="$(jq -r '.${field} // empty' <<<"$found")"`),
    ],
    whenEmpty: (variable, then) => [`if [ -z "\${${variable}}" ]; then`, ...indent(then), 'fi'],
    unless: (words, then, there) => [`if databricks ${words.map(quote).join(' ')} >/dev/null 2>&1; then`, `  echo ${quote(there)}`, 'else', ...indent(then), 'fi'],
    require: (variable, hint) => [`: "\${${variable}:?${hint.replace(/["$`\\{}]/g, ' ')}}"`],
    statement: (command) => [`${text(command)} | jq -e '.status.state == "SUCCEEDED" or error(.status.error.message // .status.state)' >/dev/null`],
    unlessAssigned: (principal, then) => [
      `if ! databricks api get /api/2.0/preview/permissionassignments | jq -e --arg id ${write(wordTemplate(principal))} 'any(.permission_assignments[]?; (.principal.principal_id | tostring) == $id)' >/dev/null; then`,
      ...indent(then),
      'fi',
    ],
    guard: (cleanup) => ({ begin: ['delete_secret() {', ...indent(cleanup), '}', 'trap delete_secret EXIT'], end: ['trap - EXIT', 'delete_secret'] }),
    requireNew: (file) => [`[ ! -e ${quote(file)} ] || { echo ${quote(`${file} is there already: put it elsewhere first.`)} >&2; exit 1; }`],
    saveSecret: (variable, file) => [
      `(umask 077; set -o noclobber; printf '%s' "\${${variable}}" > ${quote(file)})`,
      `unset ${variable}`,
      `echo ${quote(`The token is in ${file}, readable by you only. Enter it in CleverTap, then delete the file.`)}`,
    ],
  }
}

export function powershell(values: Values): Shell {
  // PowerShell takes typographic quotes for quotes too.
  const quote = (text: string) => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`
  const write = (template: Template) => {
    const parts = fill(template, values).map((part) => (typeof part === 'string' ? quote(part) : `$${part.variable}`))
    return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' + ')})`
  }
  const json = writtenOnce((body) => write(jsonTemplate(body)))
  const call = ({ words, body }: CliCommand) =>
    `Invoke-Databricks -Words @(${words.map((word) => (word.includes('{') ? write(wordTemplate(word)) : quote(word))).join(', ')})${body === undefined ? '' : ` -Body ${json(body)}`}`
  const indent = (lines: string[]) => lines.map((one) => `  ${one}`)
  const within = (env: Record<string, string> | undefined, lines: string[]) =>
    env === undefined
      ? lines
      : [
          ...Object.entries(env).map(([name, value]) => `$env:${name} = ${value.startsWith('{') ? `$${value.slice(1, -1)}` : quote(value)}`),
          `try {`,
          ...indent(lines),
          `} finally { ${Object.keys(env).map((name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`).join('; ')} }`,
        ]
  return {
    head: () => [
      '# Needs the Databricks CLI (0.205 or later), signed in: databricks auth login.',
      "$ErrorActionPreference = 'Stop'",
      'function Invoke-Databricks([string[]]$Words, [string]$Body, [int]$Times = 1) {',
      '  for ($n = 1; $true; $n++) {',
      '    # From a file: older versions of PowerShell lose the quotes of an argument.',
      '    $file = $null',
      '    if ($Body) { $file = New-TemporaryFile; [System.IO.File]::WriteAllText($file.FullName, $Body) }',
      '    try {',
      "      $more = if ($file) { @('--json', \"@$($file.FullName)\") } else { @() }",
      '      $answer = & databricks @Words @more --output json',
      '      if ($LASTEXITCODE -eq 0) { if ($answer) { return ($answer | Out-String | ConvertFrom-Json) } else { return } }',
      '    } finally { if ($file) { Remove-Item $file } }',
      '    if ($n -ge $Times) { throw "databricks $($Words[0]) $($Words[1]) failed" }',
      '    Start-Sleep -Seconds 5',
      '  }',
      '}',
    ],
    run: (command, { again, mayBeRefused, env }) => {
      const lines = [`${call(command)}${again ? ' -Times 11' : ''} | Out-Null`]
      return within(env, mayBeRefused ? [`try { ${lines[0]} } catch { Write-Warning 'Refused: it may be there already. Going on.' }`] : lines)
    },
    keep: (command, fields, env) => within(env, [`$answer = ${call(command)}`, ...Object.entries(fields).map(([name, field]) => `$${name} = $answer.${field}`), '$answer = $null']),
    find: ({ words, list, key, value, takes }) => [
      `$found = ${call({ words })}${list === undefined ? '' : ` | ForEach-Object { $_.${list} }`} | ForEach-Object { $_ } | Where-Object { $_.${key} -ceq ${quote(value)} } | Select-Object -First 1`,
      ...Object.entries(takes).map(([name, field]) => `$${name} = if ($found) { $found.${field} } else { '' }`),
    ],
    whenEmpty: (variable, then) => [`if (-not $${variable}) {`, ...indent(then), '}'],
    unless: (words, then, there) => [
      `try { ${call({ words })} 2>$null | Out-Null; $there = $true } catch { $there = $false }`,
      `if ($there) { Write-Output ${quote(there)} } else {`,
      ...indent(then),
      '}',
    ],
    require: (variable, hint) => (variable === 'DATABRICKS_HOST' ? [`if (-not $env:DATABRICKS_HOST) { throw ${quote(hint)} }`] : [`if (-not $${variable}) { throw ${quote(hint)} }`]),
    statement: (command) => [`$done = ${call(command)}`, "if ($done.status.state -ne 'SUCCEEDED') { throw \"$($done.status.state): $($done.status.error.message)\" }"],
    unlessAssigned: (principal, then) => [
      `$assigned = (${call({ words: ['api', 'get', '/api/2.0/preview/permissionassignments'] })}).permission_assignments | Where-Object { "$($_.principal.principal_id)" -eq ${write(wordTemplate(principal))} }`,
      'if (-not $assigned) {',
      ...indent(then),
      '}',
    ],
    guard: (cleanup) => ({ begin: ['try {'], end: ['} finally {', ...indent(cleanup), '}'] }),
    requireNew: (file) => [`if (Test-Path -LiteralPath ${quote(file)}) { throw ${quote(`${file} is there already: put it elsewhere first.`)} }`],
    saveSecret: (variable, file) => [
      `New-Item -ItemType File -Path ${quote(file)} | Out-Null`,
      `if ($IsLinux -or $IsMacOS) { chmod 600 ${quote(file)} } else { icacls ${quote(file)} /inheritance:r /grant:r "$($env:USERNAME):F" | Out-Null }`,
      `[System.IO.File]::WriteAllText((Resolve-Path ${quote(file)}), $${variable})`,
      `$${variable} = $null`,
      `Write-Output ${quote(`The token is in ${file}, readable by you only. Enter it in CleverTap, then delete the file.`)}`,
    ],
  }
}
