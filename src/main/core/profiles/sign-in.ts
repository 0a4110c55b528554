import type { SignInRole } from '#shared/discovery/discovery'
import type { Profile } from '#shared/profile/profile'
import { type FormReading, validateForm } from '#shared/connection/validate-form'
import { readHost } from '#shared/connection/read-host'
import { readHttpPath } from '#shared/connection/read-http-path'
import { readPort } from '#shared/connection/read-port'
import { type Result, failed, success } from '#shared/result'
import { invalidInput } from '../invalid-input'
import type { Machine } from '../ports/machine'
import type { SecretStore } from '../ports/storage'
import type { SignIn } from '../ports/workspace'
import type { Secret } from '../secret'
import type { ProfileStore } from './profile-store'

/** A profile opened for use: where to reach the workspace, as whom, and through which warehouse. */
export interface OpenedProfile {
  profile: Profile
  signIn: SignIn
  /** From the form, where it is sound. */
  warehouse?: { id: string; httpPath: string }
}

export const noSuchProfile = () => invalidInput('This connection no longer exists', { field: 'profileId', causes: ['It was deleted, perhaps in another window.'] })

export interface ProfileAccess {
  /** For calls that need host and token only: the rest of the form may be half-finished. */
  open(profileId: string, role: SignInRole): Promise<Result<OpenedProfile>>
  reading(profile: Profile, tokenPresent: boolean): FormReading
  /** Fingerprint of what a test tests: place, tables, identity. The name is no part of it. No secret can be read from it. */
  subjectHash(profile: Profile, tables: readonly string[], tokenId: string | undefined): string
  /** SHA-256 of the token: its id in Databricks' own list (sdk-go, UpdateTokenRequest), harmless to store. */
  tokenId(token: Secret): string
}

export function createProfileAccess({ store, secrets, machine }: { store: ProfileStore; secrets: SecretStore; machine: Machine }): ProfileAccess {
  return {
    async open(profileId, role) {
      const profile = store.get(profileId)
      if (!profile) return failed(noSuchProfile())
      const host = readHost(profile.form.host)
      const port = readPort(profile.form.port)
      if (host.host === undefined) return failed(invalidInput('The host is not complete yet', { field: 'host', causes: messages(host.issues) }))
      if (port.port === undefined) return failed(invalidInput('The port is not valid', { field: 'port', causes: messages(port.issues) }))
      const token = await secrets.get(profileId, role)
      if (!token) {
        const whose = role === 'admin' ? 'No token is entered for the second, administrator sign-in' : 'No personal access token is entered'
        return failed({ ...invalidInput(whose, { field: 'token', fix: 'Enter a token. It stays on this computer.' }) })
      }
      const path = readHttpPath(profile.form.httpPath)
      return success({
        profile,
        signIn: { host: host.host, port: port.port, workspaceId: path.workspaceId ?? host.workspaceId, caFile: profile.caFile, token },
        warehouse: path.httpPath !== undefined && path.warehouseId !== undefined ? { id: path.warehouseId, httpPath: path.httpPath } : undefined,
      })
    },
    reading: (profile, tokenPresent) =>
      validateForm(profile.form, { tokenPresent, takenNames: store.all().filter(({ id }) => id !== profile.id).map(({ form }) => form.name) }),
    tokenId: (token) => machine.sha256(token.reveal()),
    subjectHash(profile, tables, tokenId) {
      // Normalised, so that a space or a scheme more in the form is no change; what can't be read counts as typed.
      const { form } = profile
      const subject = [
        readHost(form.host).host ?? form.host,
        readPort(form.port).port ?? form.port,
        readHttpPath(form.httpPath).httpPath ?? form.httpPath,
        form.catalog.trim().toLowerCase(),
        form.schema.trim().toLowerCase(),
        profile.caFile ?? '',
        [...new Set(tables.map((table) => table.toLowerCase()))].sort(),
        tokenId ?? '',
      ]
      return machine.sha256(JSON.stringify(subject))
    },
  }
}

const messages = (issues: { severity: string; message: string }[]) => issues.filter(({ severity }) => severity === 'error').map(({ message }) => message)
