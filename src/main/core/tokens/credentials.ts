import type { FieldName } from '#shared/connection/connection'
import type { CredentialSource, Input, Output } from '#shared/contract/contract'
import type { Provenance } from '#shared/profile/profile'
import { type Result, failed, success } from '#shared/result'
import { invalidInput } from '../invalid-input'
import type { CredentialFinder } from '../ports/machine'
import type { ProfileStore } from '../profiles/profile-store'
import type { Profiles } from '../profiles/profiles'
import type { ProfileViews } from '../profiles/profile-views'
import { noSuchProfile } from '../profiles/sign-in'
import type { Tokens } from './tokens'

/** Credentials that are already on this computer: offered by name, read again when one is taken, never kept. */
export function createCredentials(
  { finder, store, profiles, tokens, views }: { finder: CredentialFinder; store: ProfileStore; profiles: Profiles; tokens: Tokens; views: ProfileViews },
) {
  return {
    async list(): Promise<Result<CredentialSource[]>> {
      const found = await finder.find()
      return success(found.map(({ id, label, host, httpPath, token, remark }) => ({ id, label, host, httpPath, hasToken: token !== undefined, remark })))
    },

    /** The token goes from the finder into the store: the window only learns that there is one. It is kept for this run only. */
    async take({ profileId, sourceId }: Input<'credentials.take'>): Promise<Result<Output<'credentials.take'>>> {
      const profile = store.get(profileId)
      if (!profile) return failed(noSuchProfile())
      const source = (await finder.find()).find(({ id }) => id === sourceId)
      if (!source) return failed(invalidInput('These credentials are no longer there', { field: 'sourceId', causes: ['The file or the environment has changed since they were listed.'] }))
      const filled: FieldName[] = []
      const form = { ...profile.form }
      const provenance: Provenance = { ...profile.provenance }
      for (const field of ['host', 'httpPath'] as const) {
        const value = source[field]
        if (value === undefined) continue
        form[field] = value
        provenance[field] = source.label
        filled.push(field)
      }
      if (source.token) {
        provenance.token = source.label
        filled.push('token')
      }
      const saved = await profiles.save({ profileId, form, provenance })
      if (!saved.ok) return saved
      if (!source.token) return success({ view: saved.value, filled })
      await tokens.keep(profileId, 'importer', source.token, 'run')
      return success({ view: await views.view(store.get(profileId) ?? profile), filled })
    },
  }
}
