import { homedir } from 'node:os'
import { join } from 'node:path'

const PRODUCT = 'Databricks setup assistant for CleverTap'

function applicationData(environment: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return environment.XDG_CONFIG_HOME || join(homedir(), '.config')
}

/**
 * Where settings are kept. `ASSISTANT_SETTINGS_DIR` decides where it is set. Else a folder of its own inside Electron's
 * user data folder, apart from Chromium's files; the other hosts compute the same place, so that a connection made in
 * the window is there in the browser and on the command line too.
 */
export function settingsFolder(environment: NodeJS.ProcessEnv, electronUserData?: string): string {
  if (environment.ASSISTANT_SETTINGS_DIR) return environment.ASSISTANT_SETTINGS_DIR
  return join(electronUserData ?? join(applicationData(environment), PRODUCT), 'settings')
}
