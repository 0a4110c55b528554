import { z } from 'zod'
import { type STAGE_IDS, StageId } from '../connection-test/report'

/** Preferences, as stored. Every field has a default, so that old and damaged files still open. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** What is proposed when a token is entered. The default is not to keep it beyond this run. */
  keepTokens: z.enum(['run', 'os']).default('run'),
  /** Deadlines in ms per stage, where they differ from DEFAULT_DEADLINES. */
  deadlines: z.partialRecord(StageId, z.number().int().min(100).max(3_600_000)).default({}),
})
export type Settings = z.infer<typeof Settings>

/** Default deadlines in ms. `read` is per table. A classic or pro warehouse may take many minutes to wake. */
export const DEFAULT_DEADLINES: Record<(typeof STAGE_IDS)[number], number> = {
  form: 1_000,
  dns: 5_000,
  tcp: 5_000,
  tls: 10_000,
  'sign-in': 15_000,
  warehouse: 15_000,
  'warehouse-awake': 900_000,
  session: 60_000,
  catalog: 30_000,
  schema: 30_000,
  tables: 60_000,
  read: 60_000,
}
