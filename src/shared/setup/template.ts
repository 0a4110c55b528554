import { assertNever } from '../result'
import type { Action, JsonTemplate, Template, Undo, Value, VariableName } from './plan'

export type Values = Partial<Record<VariableName, string>>

/** A template with one part for each variable and text around it: `` tagged`/api/x/${id}/start` ``. */
export function tagged(strings: TemplateStringsArray, ...values: Value[]): Template {
  const parts: Template = []
  strings.forEach((text, at) => {
    push(parts, text)
    const value = values[at]
    if (value !== undefined) push(parts, value)
  })
  return parts
}

function push(parts: Template, value: Value): void {
  const last = parts.at(-1)
  if (typeof value === 'string' && typeof last === 'string') parts[parts.length - 1] = last + value
  else if (value !== '') parts.push(value)
}

/** The text of a template; `slot` writes each variable (its value, or how the rendering spells it). */
export function writeText(template: Template, slot: (name: VariableName) => string): string {
  let text = ''
  for (const part of template) text += typeof part === 'string' ? part : slot(part.variable)
  return text
}

/** For people: a variable without a value is `<its_name>`. */
export const showText = (template: Template, values: Values = {}): string => writeText(template, (name) => values[name] ?? `<${name}>`)

export const isSlot = (value: JsonTemplate): value is { variable: VariableName } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 1 && typeof value.variable === 'string'

/** A JSON body with `slot` in place of each variable. */
export function writeJson(body: JsonTemplate, slot: (name: VariableName) => JsonTemplate): JsonTemplate {
  if (isSlot(body)) return slot(body.variable)
  if (Array.isArray(body)) return body.map((item) => writeJson(item, slot))
  if (typeof body === 'object' && body !== null) return Object.fromEntries(Object.entries(body).map(([key, item]) => [key, writeJson(item, slot)]))
  return body
}

/** A body to read, on one line: with blanks, so that a narrow panel breaks it between values. JSON escapes line ends in strings, so none of theirs is lost. */
export const showJson = (body: JsonTemplate, values: Values = {}): string =>
  JSON.stringify(writeJson(body, (name) => values[name] ?? `<${name}>`), undefined, 1).replace(/\n */g, ' ')

/**
 * A template filled for running. `sql`: inside backticks, a backtick in the value is doubled; `path`: one percent-encoded segment. Names the
 * first variable that has no value yet.
 */
export function fillText(template: Template, values: Values, where: 'sql' | 'path'): { ok: true; text: string } | { ok: false; missing: VariableName } {
  for (const part of template) if (typeof part !== 'string' && values[part.variable] === undefined) return { ok: false, missing: part.variable }
  const text = writeText(template, (name) => {
    const value = values[name] ?? ''
    switch (where) {
      case 'sql':
        return value.replaceAll('`', '``')
      case 'path':
        return encodeURIComponent(value)
      default:
        return assertNever(where)
    }
  })
  return { ok: true, text }
}

/** A body filled for running; `undefined` values are reported as `missing`. */
export function fillJson(body: JsonTemplate, values: Values): { ok: true; body: JsonTemplate } | { ok: false; missing: VariableName } {
  let missing: VariableName | undefined
  const filled = writeJson(body, (name) => {
    const value = values[name]
    if (value === undefined) missing ??= name
    return value ?? null
  })
  return missing === undefined ? { ok: true, body: filled } : { ok: false, missing }
}

/** The variables an action takes: in its change or in its other form. */
export const variablesOf = ({ change, restForm, sqlForm }: Pick<Action, 'change' | 'restForm' | 'sqlForm'>): VariableName[] => variablesIn([change, restForm, sqlForm])

/** The variables in any forms of a change, or in an undo. */
export function variablesIn(forms: readonly (Undo | undefined)[]): VariableName[] {
  const found = new Set<VariableName>()
  const inText = (template: Template) => template.forEach((part) => typeof part !== 'string' && found.add(part.variable))
  for (const form of forms) {
    if (form?.kind === 'sql') inText(form.statement)
    if (form?.kind === 'rest') {
      inText(form.path)
      if (form.body !== undefined) writeJson(form.body, (name) => (found.add(name), null))
      if (form.as === 'service-principal') found.add('application_id').add('oauth_secret')
    }
  }
  return [...found]
}

/** ASCII only, so that a shell's code page and typographic quotes can't matter. */
function asciiJson(text: string): string {
  const json = JSON.stringify(text)
  return /[\u007f-\uffff]/.test(json) ? json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : json
}

/** A body as JSON text with slots between quotes: a template again. */
export function jsonTemplate(body: JsonTemplate): Template {
  const parts: Template = []
  const write = (value: JsonTemplate): void => {
    if (isSlot(value)) {
      push(parts, '"')
      push(parts, value)
      push(parts, '"')
    } else if (Array.isArray(value)) {
      push(parts, '[')
      value.forEach((item, at) => {
        if (at > 0) push(parts, ',')
        write(item)
      })
      push(parts, ']')
    } else if (typeof value === 'object' && value !== null) {
      push(parts, '{')
      Object.entries(value).forEach(([key, item], at) => {
        push(parts, `${at > 0 ? ',' : ''}${asciiJson(key)}:`)
        write(item)
      })
      push(parts, '}')
    } else push(parts, typeof value === 'string' ? asciiJson(value) : JSON.stringify(value))
  }
  write(body)
  return parts
}
