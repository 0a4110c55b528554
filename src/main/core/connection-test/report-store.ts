import { z } from 'zod'
import { TestReport } from '#shared/connection-test/report'
import type { Documents } from '../ports/storage'

const nameOf = (profileId: string) => `report-${profileId}`

/** `tokenId`: which token was tested, so that a token that is merely not kept any more does not look like another one. */
const Stored = z.object({ report: TestReport, tokenId: z.string().optional() })
type Stored = z.infer<typeof Stored>

/** The last report of each connection: no secrets, no table data. One of another version reads as absent. */
export interface ReportStore {
  get(profileId: string): Stored | undefined
  put(profileId: string, report: TestReport, tokenId: string | undefined): void
  remove(profileId: string): void
}

export function createReportStore({ documents }: { documents: Documents }): ReportStore {
  return {
    get: (profileId) => Stored.safeParse(documents.read(nameOf(profileId))).data,
    put: (profileId, report, tokenId) => documents.write(nameOf(profileId), { report, tokenId } satisfies Stored),
    remove: (profileId) => documents.remove(nameOf(profileId)),
  }
}
