/**
 * The names alone, without zod: all that the sandboxed preload needs (one small CommonJS file).
 * `contract.test.ts` holds them against the contract.
 */
export const CALL_NAMES = [
  'app.info', 'settings.get', 'settings.put',
  'profiles.list', 'profiles.get', 'profiles.create', 'profiles.save', 'profiles.duplicate', 'profiles.rename', 'profiles.delete',
  'tokens.put', 'tokens.forget', 'credentials.list', 'credentials.take',
  'discover.warehouses', 'discover.catalogs', 'discover.schemas', 'discover.tables',
  'test.last', 'handoff.preview', 'handoff.import', 'diagnose',
  'sandbox.state', 'sandbox.start', 'sandbox.stop', 'sandbox.connect',
  'setups.list', 'setups.create', 'setups.get', 'setups.save', 'setups.delete',
  'setup.sign-out', 'setup.preflight', 'setup.catalogs', 'setup.schemas', 'setup.tables', 'setup.principals',
  'setup.journal', 'setup.rollback-script', 'setup.token', 'setup.delete-token', 'setup.connect',
  'audit.settings', 'audit.save-settings', 'audit.list', 'audit.get', 'audit.finding', 'audit.report', 'audit.delete', 'audit.compare', 'audit.overview', 'audit.fix-rows', 'audit.fix-script', 'audit.save-fix-script', 'audit.unfinished-fix', 'audit.export',
] as const
export const RUN_NAMES = ['permissions.verify', 'test.run', 'setup.sign-in', 'setup.look', 'setup.apply', 'audit.run', 'audit.fix-preview', 'audit.apply-fix'] as const
