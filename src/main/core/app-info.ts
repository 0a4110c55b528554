import type { AppInfo } from '#shared/contract/contract'
import { type Result, success } from '#shared/result'
import type { Ports } from './ports/ports'
import type { ProfileStore } from './profiles/profile-store'

export interface ProgramFacts {
  name: string
  version: string
  host: AppInfo['host']
}

export function appInfo({ documents, secrets, machine }: Ports, facts: ProgramFacts, store: ProfileStore): Result<AppInfo> {
  // Reading them is what finds damaged ones.
  store.all()
  return success({
    ...facts,
    computer: machine.computer(),
    settingsFolder: documents.folder,
    tokenStore: secrets.durability(),
    notices: [...documents.notices, ...store.notices()],
  })
}
