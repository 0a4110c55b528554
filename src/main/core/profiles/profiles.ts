import { type ConnectionForm, FIELD_NAMES, emptyConnectionForm } from '#shared/connection/connection'
import { freeName, sameName } from '#shared/connection/free-name'
import { secretIn } from '#shared/connection/secret-shape'
import type { Input } from '#shared/contract/contract'
import type { Profile, ProfileView } from '#shared/profile/profile'
import { type Result, failed, success } from '#shared/result'
import type { ReportStore } from '../connection-test/report-store'
import { invalidInput } from '../invalid-input'
import type { Clock, Machine } from '../ports/machine'
import type { SecretStore } from '../ports/storage'
import type { TokenFacts } from '../tokens/token-facts'
import type { ProfileStore } from './profile-store'
import type { ProfileViews } from './profile-views'
import { noSuchProfile } from './sign-in'

export interface ProfilesDependencies {
  store: ProfileStore
  views: ProfileViews
  reports: ReportStore
  audits: { forget(profileId: string): void }
  facts: TokenFacts
  secrets: SecretStore
  clock: Clock
  machine: Machine
}

/** A credential that was typed into a plain field is cut out before the form reaches the disk; the form says so where it stood. */
function withoutSecrets(form: ConnectionForm): ConnectionForm {
  const clean = { ...form }
  for (const field of FIELD_NAMES) {
    if (field === 'token') continue
    for (let secret = secretIn(clean[field]); secret; secret = secretIn(clean[field])) {
      clean[field] = clean[field].slice(0, secret.start) + clean[field].slice(secret.end)
    }
  }
  return clean
}

/** A profile nobody has named yet may share its empty name with others. */
const clashes = (name: string, taken: readonly string[]) => name.trim() !== '' && taken.some((other) => sameName(other, name))

export function createProfiles({ store, views, reports, audits, facts, secrets, clock, machine }: ProfilesDependencies) {
  const namesBut = (id?: string) => store.all().filter((profile) => profile.id !== id).map(({ form }) => form.name)
  const taken = (name: string, remark: string, id?: string) =>
    failed(
      invalidInput(`Another connection is already called "${name.trim()}"`, {
        field: 'name',
        causes: [`Connection names are unique; upper and lower case don't count. ${remark}`],
        fix: `Choose another name, for example "${freeName(name, namesBut(id))}".`,
      }),
    )

  async function stored(profile: Profile): Promise<Result<ProfileView>> {
    store.put(profile)
    return success(await views.view(profile))
  }
  /** A fresh profile with its own id; the caller has made sure that its name is free. */
  async function add(from: Partial<Omit<Profile, 'form'>> & { form: ConnectionForm }): Promise<Result<ProfileView>> {
    const now = clock.now()
    return stored({ provenance: {}, tables: [], ...from, form: withoutSecrets(from.form), id: machine.newId(), createdAt: now, updatedAt: now })
  }
  async function changed(id: string, change: (profile: Profile) => Profile): Promise<Result<ProfileView>> {
    const profile = store.get(id)
    if (!profile) return failed(noSuchProfile())
    return stored({ ...change(profile), updatedAt: clock.now() })
  }

  return {
    list: async (): Promise<Result<ProfileView[]>> => success(await Promise.all(store.all().map((profile) => views.view(profile)))),

    async get({ profileId }: Input<'profiles.get'>): Promise<Result<ProfileView>> {
      const profile = store.get(profileId)
      return profile ? success(await views.view(profile)) : failed(noSuchProfile())
    },

    async create({ form }: Input<'profiles.create'>): Promise<Result<ProfileView>> {
      const whole = { ...emptyConnectionForm(), ...form }
      if (clashes(whole.name, namesBut())) return taken(whole.name, 'Nothing was created.')
      return add({ form: whole })
    },

    add,

    /** Stores whatever was typed. When the name belongs to another connection the rest is stored all the same. */
    async save({ profileId, form, provenance, tables, caFile }: Input<'profiles.save'>): Promise<Result<ProfileView>> {
      const clean = withoutSecrets(form)
      const clash = clashes(clean.name, namesBut(profileId))
      const saved = await changed(profileId, (profile) => ({
        ...profile,
        form: clash ? { ...clean, name: profile.form.name } : clean,
        provenance: provenance ?? profile.provenance,
        tables: tables ?? profile.tables,
        caFile: caFile === undefined ? profile.caFile : caFile === '' ? undefined : caFile,
      }))
      if (!saved.ok || !clash) return saved
      return taken(clean.name, 'Everything else you entered is saved; the old name stays.', profileId)
    },

    async duplicate({ profileId }: Input<'profiles.duplicate'>): Promise<Result<ProfileView>> {
      const profile = store.get(profileId)
      if (!profile) return failed(noSuchProfile())
      const { form, provenance, tables, caFile, sandboxIdentity } = profile
      const name = form.name.trim() === '' ? '' : freeName(form.name, namesBut())
      return add({ form: { ...form, name }, provenance, tables, caFile, sandboxIdentity })
    },

    async rename({ profileId, name }: Input<'profiles.rename'>): Promise<Result<ProfileView>> {
      if (name.trim() === '') return failed(invalidInput("A connection's name can't be empty", { field: 'name' }))
      if (clashes(name, namesBut(profileId))) return taken(name, 'The old name stays.', profileId)
      return changed(profileId, (profile) => ({ ...profile, form: withoutSecrets({ ...profile.form, name: name.trim() }) }))
    },

    /** Deleting what is gone already is fine. Tokens go first: a failure later never leaves one without its connection. */
    async delete({ profileId }: Input<'profiles.delete'>): Promise<Result<Record<string, never>>> {
      if (!store.get(profileId)) return success({})
      await secrets.forget(profileId, 'importer')
      await secrets.forget(profileId, 'admin')
      facts.forgetAll(profileId)
      reports.remove(profileId)
      audits.forget(profileId)
      store.remove(profileId)
      return success({})
    },
  }
}
export type Profiles = ReturnType<typeof createProfiles>
