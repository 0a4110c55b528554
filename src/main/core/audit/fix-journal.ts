import { z } from 'zod'
import type { UnfinishedFix } from '#shared/audit/fix-view'
import { RevokeChoice } from '#shared/audit/revoke-choice'
import { JournalEntry } from '#shared/setup/setup'
import type { Clock } from '../ports/machine'
import type { Documents } from '../ports/storage'

/** So many of the last entries are kept: each write writes the whole document. */
const MOST_ENTRIES = 200

const Stored = z.object({
  version: z.literal(1),
  auditId: z.string(),
  at: z.number(),
  of: z.number().int(),
  done: z.number().int(),
  revokes: RevokeChoice,
  rollback: z.string().optional(),
  entries: z.array(JournalEntry),
  finished: z.boolean(),
})
type Stored = z.infer<typeof Stored>

const nameOf = (profileId: string) => `fix-journal-${profileId}`

/**
 * What the last fix of a connection ran, on disk before it is run. What is left to do is always read from the workspace; this tells
 * that there is something left. No secrets.
 */
export interface FixJournal {
  begin(profileId: string, fix: Pick<Stored, 'auditId' | 'of' | 'revokes' | 'rollback'>): void
  intend(profileId: string, action: { id: string; title: string }): void
  settle(profileId: string, action: { id: string; title: string }, state: 'done' | 'failed', requestId: string | undefined): void
  finish(profileId: string): void
  unfinished(profileId: string): UnfinishedFix | undefined
  remove(profileId: string): void
}

export function createFixJournal({ documents, clock }: { documents: Documents; clock: Clock }): FixJournal {
  const read = (profileId: string): Stored | undefined => Stored.safeParse(documents.read(nameOf(profileId))).data
  function change(profileId: string, how: (fix: Stored) => Stored): void {
    const fix = read(profileId)
    if (fix) documents.write(nameOf(profileId), how(fix))
  }
  const withEntry = ({ entries, ...fix }: Stored, entry: JournalEntry): Stored => ({ ...fix, entries: [...entries.filter(({ actionId }) => actionId !== entry.actionId), entry].slice(-MOST_ENTRIES) })
  return {
    begin: (profileId, fix) => documents.write(nameOf(profileId), { version: 1, ...fix, at: clock.now(), done: 0, entries: [], finished: false } satisfies Stored),
    intend: (profileId, { id, title }) => change(profileId, (fix) => withEntry(fix, { actionId: id, title, state: 'intended', at: clock.now() })),
    settle: (profileId, { id, title }, state, requestId) =>
      change(profileId, (fix) => withEntry({ ...fix, done: fix.done + (state === 'done' ? 1 : 0) }, { actionId: id, title, state, at: clock.now(), requestId })),
    finish: (profileId) => change(profileId, (fix) => ({ ...fix, finished: true })),
    unfinished(profileId) {
      const fix = read(profileId)
      if (!fix || fix.finished) return undefined
      const { auditId, at, done, of, revokes } = fix
      return { auditId, at, done, of, revokes }
    },
    remove: (profileId) => documents.remove(nameOf(profileId)),
  }
}
