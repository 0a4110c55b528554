import type { Profile, ProfileView, TokenState } from '#shared/profile/profile'
import type { SignInRole } from '#shared/discovery/discovery'
import { nextStepOf, validationOf } from '#shared/profile/validation'
import type { ReportStore } from '../connection-test/report-store'
import type { Clock } from '../ports/machine'
import type { SecretStore } from '../ports/storage'
import type { TokenFacts } from '../tokens/token-facts'
import type { ProfileAccess } from './sign-in'

export interface ProfileViews {
  view(profile: Profile): Promise<ProfileView>
  tokenState(profileId: string, role: SignInRole): TokenState
}

/** Everything a list row or a screen header needs, computed from what is stored: never stored itself. */
export function createProfileViews(
  { secrets, clock, facts, reports, access }: { secrets: SecretStore; clock: Clock; facts: TokenFacts; reports: ReportStore; access: ProfileAccess },
): ProfileViews {
  function tokenState(profileId: string, role: SignInRole): TokenState {
    const state = secrets.state(profileId, role)
    const expiresAt = state.keeping === 'none' ? undefined : facts.get(profileId, role)?.expiresAt
    return { role, keeping: state.keeping, savedAt: state.savedAt, lastFour: state.lastFour, expiresAt }
  }
  return {
    tokenState,
    async view(profile) {
      const stored = reports.get(profile.id)
      const report = stored?.report
      const token = await secrets.get(profile.id, 'importer')
      const subjectHash = access.subjectHash(profile, profile.tables, token ? access.tokenId(token) : stored?.tokenId)
      const validation = validationOf({ report, subjectHash, now: clock.now() })
      const issues = access.reading(profile, token !== undefined).issues
      return {
        profile,
        tokens: [tokenState(profile.id, 'importer'), tokenState(profile.id, 'admin')],
        validation,
        lastTest: report ? { runId: report.runId, finishedAt: report.finishedAt, verdict: report.verdict } : undefined,
        next: nextStepOf({ validation, issues, report }),
      }
    },
  }
}
