import { z } from 'zod'
import { type Action, VARIABLES, type VariableName } from '#shared/setup/plan'
import { Journal, type JournalEntry } from '#shared/setup/setup'
import type { Clock } from '../ports/machine'
import type { Documents } from '../ports/storage'

const Stored = Journal.extend({
  version: z.literal(1),
  rollback: z.object({ text: z.string(), file: z.string().optional() }).optional(),
  /** The token that was made: its id, never its value. */
  token: z.object({ id: z.string().optional(), shown: z.boolean() }).optional(),
  /** OAuth secrets there were before one was made: what is there in addition, after a lost answer, is ours. */
  secretsBefore: z.array(z.string()).optional(),
})
export type StoredJournal = z.infer<typeof Stored>

const nameOf = (setupId: string) => `setup-journal-${setupId}`
const EMPTY: StoredJournal = { version: 1, entries: [], values: {}, finished: true }

/**
 * What a setup ran, on disk before it is run: each write is atomic, so that a kill leaves the state before or after it. An action that
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
  const read = (setupId: string): StoredJournal => Stored.safeParse(documents.read(nameOf(setupId))).data ?? EMPTY
  const change = (setupId: string, how: (journal: StoredJournal) => StoredJournal) => documents.write(nameOf(setupId), how(read(setupId)))
  const withEntry = (journal: StoredJournal, entry: JournalEntry): StoredJournal => ({
    ...journal,
    entries: [...journal.entries.filter(({ actionId }) => actionId !== entry.actionId), entry],
  })
  return {
    read,
    begin: (setupId, rollback) => change(setupId, (journal) => ({ ...journal, rollback, finished: false })),
    intend: (setupId, { id, title, marker }) =>
      change(setupId, (journal) => withEntry(journal, { actionId: id, title, state: 'intended', at: clock.now(), marker: marker?.value })),
    settle: (setupId, { id, title, marker }, state, { requestId, values = {} }) =>
      change(setupId, (journal) => ({
        ...withEntry(journal, { actionId: id, title, state, at: clock.now(), marker: marker?.value, requestId }),
        values: { ...journal.values, ...withoutSecrets(values) },
      })),
    token: (setupId, token) => change(setupId, (journal) => ({ ...journal, token })),
    rollback: (setupId, rollback) => change(setupId, (journal) => ({ ...journal, rollback })),
    secretsBefore: (setupId, secretsBefore) => change(setupId, (journal) => ({ ...journal, secretsBefore })),
    finish: (setupId) => change(setupId, (journal) => ({ ...journal, finished: true })),
    remove: (setupId) => documents.remove(nameOf(setupId)),
  }
}

const withoutSecrets = (values: Partial<Record<VariableName, string>>): Partial<Record<VariableName, string>> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !VARIABLES[name as VariableName].secret))
