import type { Input, Output } from '#shared/contract/contract'
import { buildHandoff } from '#shared/handoff/build-handoff'
import type { HandoffPreview } from '#shared/handoff/handoff'
import { readHandoff } from '#shared/handoff/read-handoff'
import { freeName } from '#shared/connection/free-name'
import { type Result, failed, success } from '#shared/result'
import type { ReportStore } from '../connection-test/report-store'
import type { Clock, Machine } from '../ports/machine'
import type { SecretStore } from '../ports/storage'
import type { ProfileStore } from '../profiles/profile-store'
import type { Profiles } from '../profiles/profiles'
import type { ProfileViews } from '../profiles/profile-views'
import { type ProfileAccess, noSuchProfile } from '../profiles/sign-in'

export interface HandoffDependencies {
  store: ProfileStore
  profiles: Profiles
  views: ProfileViews
  access: ProfileAccess
  reports: ReportStore
  secrets: SecretStore
  clock: Clock
  machine: Machine
  program: string
}

export function createHandoff({ store, profiles, views, access, reports, secrets, clock, machine, program }: HandoffDependencies) {
  return {
    async preview({ profileId }: Input<'handoff.preview'>): Promise<Result<HandoffPreview>> {
      const profile = store.get(profileId)
      if (!profile) return failed(noSuchProfile())
      const { validation } = await views.view(profile)
      const token = await secrets.get(profileId, 'importer')
      return success(
        buildHandoff({
          profile,
          details: access.reading(profile, token !== undefined).details,
          report: reports.get(profileId)?.report,
          validation,
          exportedBy: `${program} on ${machine.computer()}`,
          now: clock.now(),
          sha256: (text) => machine.sha256(text),
        }),
      )
    },

    /** A file never replaces a connection: when its name is taken, the new one gets a free name and says so. */
    async import({ text }: Input<'handoff.import'>): Promise<Result<Output<'handoff.import'>>> {
      const read = readHandoff(text, (content) => machine.sha256(content))
      if (!read.ok) return read
      const { form, tables, remarks } = read.value
      const name = form.name.trim() === '' ? '' : freeName(form.name, store.all().map((profile) => profile.form.name))
      const renamed = name === form.name.trim() ? [] : [`A connection of that name exists already, so this one is called "${name}".`]
      const added = await profiles.add({ form: { ...form, name }, tables })
      return added.ok ? success({ view: added.value, remarks: [...renamed, ...remarks] }) : added
    },
  }
}
