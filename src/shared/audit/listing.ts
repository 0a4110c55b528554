import { z } from 'zod'
import type { Work } from '../work'
import { NeededRow } from './audit-report'
import { Finding, PathStep } from './finding'

/** A text in pieces: the name of the securable stands between two of them. */
const Gapped = z.array(z.string())
export type Gapped = z.infer<typeof Gapped>

const StepForm = z.object({ kind: PathStep.shape.kind, name: Gapped, note: Gapped.optional() })
type StepForm = z.infer<typeof StepForm>

/** What many rows have in common. `within`: what the name of the securable begins with, up to its last dot. */
const common = { within: z.string(), path: z.array(StepForm) }
/** All of a finding but its name and what mends it. */
export const FindingForm = Finding.omit({ securable: true, path: true, reason: true, fix: true }).extend({ ...common, reason: Gapped })
export type FindingForm = z.infer<typeof FindingForm>
export const NeededForm = NeededRow.omit({ securable: true, path: true }).extend(common)
export type NeededForm = z.infer<typeof NeededForm>

const listingOf = <T extends z.ZodType>(form: T) =>
  z.object({
    forms: z.array(form),
    /** Of the rows in their order: position of a form, and how many rows in a row have it. */
    runs: z.array(z.tuple([z.number().int(), z.number().int()])),
    /** One for each row: the last part of the name of its securable. */
    names: z.array(z.string()),
  })
/** A hundred thousand rows differ in little but a name: the rest is said once. */
export interface Listing<Form> {
  forms: Form[]
  runs: [form: number, count: number][]
  names: string[]
}
export const FindingListing = listingOf(FindingForm)
export const NeededListing = listingOf(NeededForm)

const GOES_ON = /^[\p{L}\p{N}_.-]/u
const CAME_FROM = /[\p{L}\p{N}_.-]$/u
/** A name that is only a part of a longer one stays: whoever searches looks for the longer one. */
function gapped(text: string, name: string): Gapped {
  // One of a few names without a dot, e.g. of a catalog, is not worth it.
  if (!name.includes('.') || !text.includes(name)) return [text]
  const pieces = text.split(name)
  return pieces.some((piece, at) => (at > 0 && GOES_ON.test(piece) && !/^\.(\s|$)/.test(piece)) || (at < pieces.length - 1 && CAME_FROM.test(piece))) ? [text] : pieces
}
export const filled = (pieces: Gapped, name: string): string => pieces.join(name)

const stepForms = (path: readonly PathStep[], name: string): StepForm[] =>
  path.map((step) => ({ kind: step.kind, name: gapped(step.name, name), ...(step.note === undefined ? {} : { note: gapped(step.note, name) }) }))
export const pathOf = (form: Pick<FindingForm, 'path'>, securable: string): PathStep[] =>
  form.path.map(({ kind, name, note }) => ({ kind, name: filled(name, securable), ...(note === undefined ? {} : { note: filled(note, securable) }) }))

const withinOf = (securable: string): string => securable.slice(0, securable.lastIndexOf('.') + 1)

export const findingForm = ({ id, severity, kind, securableType, securable, privilege, path, reason, count }: Finding): FindingForm => ({
  id, severity, kind, securableType, privilege, within: withinOf(securable), path: stepForms(path, securable), reason: gapped(reason, securable), ...(count === undefined ? {} : { count }),
})
export const neededForm = ({ securableType, securable, privilege, path, count }: NeededRow): NeededForm => ({
  securableType, privilege, within: withinOf(securable), path: stepForms(path, securable), ...(count === undefined ? {} : { count }),
})

/** So many rows between two breaks. */
const STRIDE = 500

function* listed<Row extends { securable: string }, Form extends { within: string }>(rows: readonly Row[], formOf: (row: Row) => Form): Work<Listing<Form>> {
  const known = new Map<string, number>()
  const listing: Listing<Form> = { forms: [], runs: [], names: [] }
  for (const [index, row] of rows.entries()) {
    if (index % STRIDE === 0) yield
    const form = formOf(row)
    const key = JSON.stringify(form)
    const at = known.get(key) ?? listing.forms.push(form) - 1
    known.set(key, at)
    const last = listing.runs.at(-1)
    if (last?.[0] === at) last[1]++
    else listing.runs.push([at, 1])
    listing.names.push(row.securable.slice(form.within.length))
  }
  return listing
}
export const listFindings = (findings: readonly Finding[]): Work<Listing<FindingForm>> => listed(findings, findingForm)
export const listNeeded = (needed: readonly NeededRow[]): Work<Listing<NeededForm>> => listed(needed, neededForm)

/** Something of each row, in order; `share` makes what the rows of a form have in common. */
export function rowsOf<Form extends { within: string }, Shared, Row>({ forms, runs, names }: Listing<Form>, share: (form: Form) => Shared, rowOf: (shared: Shared, securable: string, at: number) => Row): Row[] {
  const rows: Row[] = []
  const shared = forms.map(share)
  for (const [position, count] of runs) {
    const form = forms[position]!
    for (let left = count; left > 0; left--) rows.push(rowOf(shared[position]!, form.within + names[rows.length]!, rows.length))
  }
  return rows
}
