import { z } from 'zod'
import { ConnectionForm, FieldName } from '../connection/connection'
import { Verdict } from '../connection-test/report'
import { SignInRole } from '../discovery/discovery'

/** Where a token is kept. `run`: in memory until the program ends. `os`: encrypted by the operating system's key store. */
export const TokenKeeping = z.enum(['none', 'run', 'os'])
export type TokenKeeping = z.infer<typeof TokenKeeping>

/** All that ever leaves the main process about a token. */
export const TokenState = z.object({
  role: SignInRole,
  keeping: TokenKeeping,
  savedAt: z.number().optional(),
  /** Last four characters, to recognise it by. */
  lastFour: z.string().optional(),
  /** Epoch ms; from the token list where the token's scope allows to read it. -1: never expires. Absent: not known. */
  expiresAt: z.number().optional(),
})
export type TokenState = z.infer<typeof TokenState>

/** Where the value of a field came from, e.g. "pasted JDBC URL", "~/.databrickscfg [prod]", "picked from the list". */
export const Provenance = z.partialRecord(FieldName, z.string())
export type Provenance = z.infer<typeof Provenance>

/** One connection, as stored: the form as typed (half-filled forms are profiles too) and what is known about it. No secrets. */
export const Profile = z.object({
  id: z.string(),
  form: ConnectionForm,
  provenance: Provenance,
  /** Tables chosen for the read stage; empty: a sample. */
  tables: z.array(z.string()),
  /** Certificate authority file (PEM) for private CAs and the sandbox; absent: the system's. */
  caFile: z.string().optional(),
  /** Set when the profile belongs to the sandbox workspace: the identity it signs in as, with `workspace/` before it when that is not the usual sample. */
  sandboxIdentity: z.string().optional(),
  createdAt: z.number(),
  updatedAt: z.number(),
})
export type Profile = z.infer<typeof Profile>

/** What the last test says today: `changed` when connection, tables or token differ from what was tested; `stale` after 24 hours. */
export const Validation = z.enum(['never-tested', 'validated', 'changed', 'stale', 'not-validated'])
export type Validation = z.infer<typeof Validation>

/** A profile with everything a list row or a screen header needs. */
export const ProfileView = z.object({
  profile: Profile,
  tokens: z.array(TokenState),
  validation: Validation,
  lastTest: z.object({ runId: z.string(), finishedAt: z.number(), verdict: Verdict }).optional(),
  /** The next thing to do, in words, and the screen that does it. */
  next: z.object({ label: z.string(), screen: z.enum(['form', 'test', 'export']) }),
})
export type ProfileView = z.infer<typeof ProfileView>
