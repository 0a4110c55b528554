/** A piece of a help page. Text may hold `code` in backticks; nothing else is interpreted. */
export type HelpBlock =
  | { kind: 'text'; text: string }
  | { kind: 'list' | 'steps'; items: readonly string[] }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  | { kind: 'code'; text: string; language: 'sql' | 'shell' }
  | { kind: 'link'; label: string; href: string }

export interface HelpSection {
  title: string
  blocks: readonly HelpBlock[]
}

export interface HelpPage {
  /** Stable, for links from other screens. */
  id: string
  title: string
  /** One sentence: what the reader knows afterwards. */
  lead: string
  sections: readonly HelpSection[]
}

export const text = (text: string): HelpBlock => ({ kind: 'text', text })
export const list = (...items: string[]): HelpBlock => ({ kind: 'list', items })
export const steps = (...items: string[]): HelpBlock => ({ kind: 'steps', items })
export const table = (head: readonly string[], ...rows: (readonly string[])[]): HelpBlock => ({ kind: 'table', head, rows })
export const sql = (text: string): HelpBlock => ({ kind: 'code', text, language: 'sql' })
export const shell = (text: string): HelpBlock => ({ kind: 'code', text, language: 'shell' })
export const link = (label: string, href: string): HelpBlock => ({ kind: 'link', label, href })
