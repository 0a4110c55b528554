import { z } from 'zod'
import { type Action, VARIABLES, type VariableName } from '#shared/setup/plan'
import { Journal, JournalEntry } from '#shared/setup/setup'
import type { Clock } from '../ports/machine'
import type { Documents } from '../ports/storage'

const Rollback = z.object({ text: z.string(), file: z.string().optional() })
/** The token that was made: its id, never its value. */
const MadeToken = z.object({ id: z.string().optional(), shown: z.boolean() })

const Stored = Journal.extend({
  version: z.literal(1),
  rollback: Rollback.optional(),
  token: MadeToken.optional(),
  /** OAuth secrets there were before one was made: what is there in addition, after a lost answer, is ours. */
  secretsBefore: z.array(z.string()).optional(),
})
export type StoredJournal = z.infer<typeof Stored>

/** One line of the log: what changed. Null: there is none any more. */
const Line = z.object({
  entry: JournalEntry.optional(),
  values: Journal.shape.values.optional(),
  finished: z.boolean().optional(),
  rollback: Rollback.optional(),
  token: MadeToken.nullable().optional(),
  secretsBefore: z.array(z.string()).nullable().optional(),
})
type Line = z.infer<typeof Line>

const nameOf = (setupId: string) => `setup-journal-${setupId}`
const EMPTY: StoredJournal = { version: 1, entries: [], values: {}, finished: true }

/**
 * What a setup ran, on disk before it is run: a log to which each event adds a line, so that a kill leaves the state before or after it, and
 * an event costs the same whatever has been run before. Earlier versions wrote one document; it is what the log begins from. An action that
 * is `intended` and nothing else may or may not have had its effect. Secrets are left out, whoever hands them over.
 */
export interface JournalStore {
  read(setupId: string): StoredJournal
  /** A run begins: what was intended and is not known to be done stays. */
  begin(setupId: string, rollback: { text: string; file?: string }): void
  intend(setupId: string, action: Action): void
  settle(setupId: string, action: Action, state: 'done' | 'failed', facts: { requestId?: string; values?: Partial<Record<VariableName, string>> }): void
  token(setupId: string, token: StoredJournal['token']): void
  /** Ids that were born since make the script complete. */
  rollback(setupId: string, rollback: { text: string; file?: string }): void
  secretsBefore(setupId: string, ids: string[] | undefined): void
  finish(setupId: string): void
  remove(setupId: string): void
}

export function createJournalStore({ documents, clock }: { documents: Documents; clock: Clock }): JournalStore {
  const add = (setupId: string, line: Line) => documents.append(nameOf(setupId), line)
  return {
    read(setupId) {
      const before = Stored.safeParse(documents.read(nameOf(setupId))).data ?? EMPTY
      // A line of another version is left out.
      return replayed(before, documents.readLog(nameOf(setupId)).flatMap((line) => Line.safeParse(line).data ?? []))
    },
    begin: (setupId, rollback) => add(setupId, { rollback, finished: false }),
    intend: (setupId, { id, title, marker }) => add(setupId, { entry: { actionId: id, title, state: 'intended', at: clock.now(), marker: marker?.value } }),
    settle: (setupId, { id, title, marker }, state, { requestId, values = {} }) =>
      add(setupId, { entry: { actionId: id, title, state, at: clock.now(), marker: marker?.value, requestId }, values: withoutSecrets(values) }),
    token: (setupId, token) => add(setupId, { token: token ?? null }),
    rollback: (setupId, rollback) => add(setupId, { rollback }),
    secretsBefore: (setupId, secretsBefore) => add(setupId, { secretsBefore: secretsBefore ?? null }),
    finish: (setupId) => add(setupId, { finished: true }),
    remove: (setupId) => documents.remove(nameOf(setupId)),
  }
}

/** The journal after all lines: the last word on each action, in the order of the last words. */
function replayed({ entries, ...before }: StoredJournal, lines: readonly Line[]): StoredJournal {
  const journal: StoredJournal = { ...before, values: { ...before.values }, entries: [] }
  const last = new Map(entries.map((entry) => [entry.actionId, entry]))
  for (const { entry, values, token, secretsBefore, finished, rollback } of lines) {
    if (entry) {
      last.delete(entry.actionId)
      last.set(entry.actionId, entry)
    }
    Object.assign(journal.values, values)
    if (finished !== undefined) journal.finished = finished
    if (rollback) journal.rollback = rollback
    if (token !== undefined) journal.token = token ?? undefined
    if (secretsBefore !== undefined) journal.secretsBefore = secretsBefore ?? undefined
  }
  return { ...journal, entries: [...last.values()] }
}

const withoutSecrets = (values: Partial<Record<VariableName, string>>): Partial<Record<VariableName, string>> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !VARIABLES[name as VariableName].secret))
