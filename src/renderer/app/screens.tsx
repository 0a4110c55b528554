import { type ComponentType, lazy } from 'react'
import { HomeScreen } from '../features/home/HomeScreen'
import type { AuditTab } from '../shared/addresses'
import type { Route } from './routes'

export interface ScreenProps {
  profileId?: string
  setupId?: string
  /** Of the setup. */
  step?: string
  /** Of the help. */
  pageId?: string
  /** Of an audit. */
  tab?: AuditTab
}

type Screen = ComponentType<ScreenProps>

/** Every screen, loaded when it is first opened; home comes with the program, for it is the one that opens. Titles are for the window and the history. */
export const SCREENS: Record<Route['screen'], { title: string; Screen: Screen }> = {
  home: { title: 'Connections', Screen: HomeScreen },
  setup: { title: 'New setup', Screen: lazy(async () => ({ default: (await import('../features/setup/SetupScreen')).SetupScreen })) },
  existing: { title: 'Existing credentials', Screen: lazy(async () => ({ default: (await import('../features/existing/ExistingScreen')).ExistingScreen })) },
  'quick-start': { title: 'Quick start', Screen: lazy(async () => ({ default: (await import('../features/quick-start/QuickStartScreen')).QuickStartScreen })) },
  test: { title: 'Test connection', Screen: lazy(async () => ({ default: (await import('../features/test/TestScreen')).TestScreen })) },
  permissions: { title: 'Permissions', Screen: lazy(async () => ({ default: (await import('../features/permissions/PermissionsScreen')).PermissionsScreen })) },
  export: { title: 'Export', Screen: lazy(async () => ({ default: (await import('../features/export/ExportScreen')).ExportScreen })) },
  audit: { title: 'Permissions audit', Screen: lazy(async () => ({ default: (await import('../features/audit/AuditScreen')).AuditScreen })) },
  troubleshoot: { title: 'Troubleshoot', Screen: lazy(async () => ({ default: (await import('../features/troubleshoot/TroubleshootScreen')).TroubleshootScreen })) },
  help: { title: 'Help', Screen: lazy(async () => ({ default: (await import('../features/help/HelpScreen')).HelpScreen })) },
  settings: { title: 'Settings', Screen: lazy(async () => ({ default: (await import('../features/settings/SettingsScreen')).SettingsScreen })) },
}
