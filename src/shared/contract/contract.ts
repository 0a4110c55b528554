import { z } from 'zod'
import { AuditReport } from '../audit/audit-report'
import { Finding } from '../audit/finding'
import { FixEvent, FixPreview, FixReport, FixRowsPage, ScriptForm, ScriptPart, UnfinishedFix } from '../audit/fix-view'
import { AuditOverviewRow, AuditSettings, AuditSummary, AuditView, Drift } from '../audit/kept-audit'
import { Policy } from '../audit/policy'
import { ReportFormat } from '../audit/report-format'
import { RevokeChoice } from '../audit/revoke-choice'
import { ConnectionForm, FieldName } from '../connection/connection'
import { StageResult, TestOptions, TestReport } from '../connection-test/report'
import { Diagnosis, FailureSignal } from '../diagnosis/diagnosis'
import {
  CatalogInfo, DiscoveryRoute, PermissionCheck, PermissionReport, SchemaInfo, SignInRole, TableInfo, WarehouseInfo,
} from '../discovery/discovery'
import { HandoffPreview } from '../handoff/handoff'
import { ProfileView, Provenance, TokenState } from '../profile/profile'
import { SandboxState } from '../sandbox/sandbox'
import { Settings } from '../settings/settings'
import { WorkspaceFacts } from '../setup/facts'
import { Goal } from '../setup/goal'
import {
  ApplyEvent, ApplyReport, Journal, LookEvent, Preflight, PrincipalChoice, SetupAnswers, SetupSignInInput, SetupView, SignInEvent,
} from '../setup/setup'
import { call, run } from './operation'

const Nothing = z.object({})
const ProfileId = z.string().min(1).max(100)
const OfProfile = z.object({ profileId: ProfileId })
const AsRole = OfProfile.extend({ role: SignInRole })
const Name = z.string().min(1).max(1000)
const SetupId = z.string().min(1).max(100)
const OfSetup = z.object({ setupId: SetupId })
const AuditId = z.string().min(1).max(100)
const OfAudit = OfProfile.extend({ auditId: AuditId })
const OfFix = OfAudit.extend({ revokes: RevokeChoice })
const Part = { from: z.number().int().nonnegative(), count: z.number().int().positive().max(5_000) }

/** A source of credentials found on this computer. The token itself never leaves the main process. */
export const CredentialSource = z.object({
  id: z.string(),
  /** `~/.databrickscfg [prod]`, `environment (DATABRICKS_*)`. */
  label: z.string(),
  host: z.string().optional(),
  httpPath: z.string().optional(),
  hasToken: z.boolean(),
  /** Why it can't be used as it is, e.g. an account-level profile or one that signs in by OAuth only. */
  remark: z.string().optional(),
})
export type CredentialSource = z.infer<typeof CredentialSource>

/** Facts about the running program that a screen needs once. */
export const AppInfo = z.object({
  name: z.string(),
  version: z.string(),
  host: z.enum(['electron', 'browser', 'cli']),
  computer: z.string(),
  settingsFolder: z.string(),
  /** Whether the operating system can encrypt a token, and why not. */
  tokenStore: z.object({ durable: z.boolean(), reason: z.string() }),
  /** Things that went wrong at start and cost the user something, e.g. a damaged settings file kept aside. */
  notices: z.array(z.string()),
})
export type AppInfo = z.infer<typeof AppInfo>

/** Every operation there is: the source for the preload bridge, the IPC handlers, the HTTP routes and the command line. */
export const contract = {
  'app.info': call('Facts about the running program', Nothing, AppInfo),
  'settings.get': call('Read the preferences', Nothing, Settings),
  'settings.put': call('Replace the preferences', Settings, Settings),

  'profiles.list': call('All connections', Nothing, z.array(ProfileView)),
  'profiles.get': call('One connection', OfProfile, ProfileView),
  'profiles.create': call('A new, empty connection', z.object({ form: ConnectionForm.partial().optional() }), ProfileView),
  'profiles.save': call(
    'Store the form as typed; the name must be unique',
    OfProfile.extend({
      form: ConnectionForm,
      provenance: Provenance.optional(),
      tables: z.array(z.string().max(1000)).max(10_000).optional(),
      caFile: z.string().max(4000).optional(),
    }),
    ProfileView,
  ),
  'profiles.duplicate': call('Copy a connection under a free name, without its token', OfProfile, ProfileView),
  'profiles.rename': call('Give a connection another name', OfProfile.extend({ name: z.string().max(300) }), ProfileView),
  'profiles.delete': call('Delete a connection with its tokens and reports', OfProfile, Nothing),

  'tokens.put': call(
    'Hand over a token; only its state ever comes back',
    AsRole.extend({ token: z.string().min(1).max(10_000), keep: z.enum(['run', 'os']) }),
    TokenState,
  ),
  'tokens.forget': call('Forget a token', AsRole, TokenState),

  'credentials.list': call('Credentials found on this computer, offered and never taken silently', Nothing, z.array(CredentialSource)),
  'credentials.take': call(
    'Fill a connection from one of them',
    OfProfile.extend({ sourceId: z.string().max(500) }),
    z.object({ view: ProfileView, filled: z.array(FieldName) }),
  ),

  'discover.warehouses': call(
    'Warehouses the sign-in can see',
    AsRole,
    z.object({ items: z.array(WarehouseInfo), route: DiscoveryRoute, remark: z.string().optional() }),
  ),
  'discover.catalogs': call(
    'Catalogs the sign-in can see',
    AsRole.extend({ wakeWarehouse: z.boolean() }),
    z.object({ items: z.array(CatalogInfo), route: DiscoveryRoute, remark: z.string().optional() }),
  ),
  'discover.schemas': call(
    'Schemas of a catalog',
    AsRole.extend({ wakeWarehouse: z.boolean(), catalog: Name }),
    z.object({ items: z.array(SchemaInfo), route: DiscoveryRoute, remark: z.string().optional() }),
  ),
  'discover.tables': call(
    'Tables and views of a schema',
    AsRole.extend({ wakeWarehouse: z.boolean(), catalog: Name, schema: Name }),
    z.object({ items: z.array(TableInfo), route: DiscoveryRoute, remark: z.string().optional() }),
  ),

  'permissions.verify': run(
    'What the identity has against what the import needs',
    OfProfile.extend({ role: SignInRole, wakeWarehouse: z.boolean() }),
    z.object({ step: z.string(), check: PermissionCheck.optional() }),
    PermissionReport,
  ),

  'test.run': run(
    'Test the connection as the identity CleverTap will use',
    OfProfile.extend({ options: TestOptions }),
    z.object({ stage: StageResult }),
    TestReport,
    true,
  ),
  'test.last': call('The last report of a connection', OfProfile, z.object({ report: TestReport.optional() })),

  'audit.run': run(
    'What an identity can do against what the import needs; reads only, and is kept',
    AsRole.extend({
      /** E-mail, application id, or the display name of a service principal. Absent: the identity CleverTap will use. */
      principal: Name.optional(),
      policy: Policy,
      startWarehouse: z.boolean(),
    }),
    z.object({ step: z.string() }),
    AuditView,
  ),
  'audit.settings': call('How the audit of a connection is asked for', OfProfile, AuditSettings),
  'audit.save-settings': call('Keep how it is asked for, as typed', OfProfile.extend({ settings: AuditSettings }), AuditSettings),
  'audit.list': call('Kept audits of a connection, newest first', OfProfile, z.array(AuditSummary)),
  'audit.get': call('One kept audit, as a screen shows it', OfAudit, AuditView),
  'audit.finding': call('One finding of an audit, with what mends it', OfAudit.extend({ at: z.number().int().nonnegative() }), Finding),
  'audit.report': call('The whole report of an audit: as long as the audit is', OfAudit, AuditReport),
  'audit.delete': call('Forget a kept audit', OfAudit, Nothing),
  'audit.compare': call('What changed between two kept audits', OfProfile.extend({ from: AuditId, to: AuditId }), Drift),
  'audit.overview': call('All connections with their last verdict', Nothing, z.array(AuditOverviewRow)),
  'audit.fix-rows': call('A part of the list of a fix', OfFix.extend(Part), FixRowsPage),
  'audit.fix-script': call('A part of a fix as a script', OfFix.extend({ form: ScriptForm, ...Part }), ScriptPart),
  'audit.save-fix-script': call(
    'The whole script as a file on this computer, for one that is too long for a window',
    OfFix.extend({ form: ScriptForm }),
    z.object({ file: z.string(), lines: z.number().int(), bytes: z.number().int() }),
  ),
  'audit.fix-preview': run(
    'What mends it, with some of the revokes chosen, and the audit as it would be after it; its length does not grow with the fix',
    OfFix,
    z.object({ step: z.string() }),
    FixPreview,
  ),
  'audit.apply-fix': run(
    'Run the fix that was reviewed: the state is read again first, each step is read back, and the audit is made again',
    OfFix.extend({
      /** Which sign-in makes the changes. */
      role: SignInRole,
      startWarehouse: z.boolean().default(false),
    }),
    FixEvent,
    FixReport,
    true,
  ),
  'audit.unfinished-fix': call('A fix that was begun and has not come to its end', OfProfile, z.object({ fix: UnfinishedFix.optional() })),
  'audit.export': call('A kept audit as a file', OfAudit.extend({ format: ReportFormat }), z.object({ text: z.string(), fileName: z.string() })),

  'handoff.preview': call('What an export would say now', OfProfile, HandoffPreview),
  'handoff.import': call(
    'Make a connection from an exported file',
    z.object({ text: z.string().max(5_000_000) }),
    z.object({ view: ProfileView, remarks: z.array(z.string()) }),
  ),

  'diagnose': call(
    'Explain an error message',
    z.object({ signal: FailureSignal }),
    Diagnosis,
  ),

  'sandbox.state': call('Is the sandbox workspace running, and for whom has it tokens', Nothing, SandboxState),
  'sandbox.start': call('Start the sandbox workspace', z.object({ workspace: z.string().max(100).optional() }), SandboxState),
  'sandbox.stop': call('Stop the sandbox workspace', Nothing, SandboxState),
  'sandbox.connect': call(
    'A connection to the sandbox workspace as one of its identities, ready to test',
    z.object({ identity: z.string().max(200) }),
    ProfileView,
  ),

  'setups.list': call('All setups', Nothing, z.array(SetupView)),
  'setups.create': call(
    'A new setup; with a key, the one of that key where there is one, with these answers',
    z.object({ answers: SetupAnswers.partial().optional(), key: z.string().max(200).optional() }),
    SetupView,
  ),
  'setups.get': call('One setup', OfSetup, SetupView),
  'setups.save': call('Store the answers as typed', OfSetup.extend({ answers: SetupAnswers }), SetupView),
  'setups.delete': call('Delete a setup with its journal; the workspace is left as it is', OfSetup, Nothing),

  'setup.sign-in': run(
    "The administrator's own sign-in, to the host of the answers; secrets go in, never out",
    OfSetup.extend({ signIn: SetupSignInInput }),
    SignInEvent,
    SetupView,
  ),
  'setup.sign-out': call('Forget that sign-in', OfSetup, SetupView),
  'setup.preflight': call('What this workspace is and what you may do in it', OfSetup, Preflight),
  'setup.catalogs': call('Catalogs to choose from', OfSetup, z.array(CatalogInfo)),
  'setup.schemas': call('Schemas of a catalog', OfSetup.extend({ catalog: Name }), z.array(SchemaInfo)),
  'setup.tables': call('Tables and views of a schema', OfSetup.extend({ catalog: Name, schema: Name }), z.array(TableInfo)),
  'setup.principals': call(
    'Users, service principals or groups whose name contains a text; at most 100',
    OfSetup.extend({ kind: PrincipalChoice.shape.kind, text: z.string().max(300) }),
    z.array(PrincipalChoice),
  ),
  'setup.look': run('Read what a plan needs to know', OfSetup.extend({ goal: Goal }), LookEvent, z.object({ facts: WorkspaceFacts, requests: z.number(), at: z.number() })),
  'setup.apply': run(
    'Run a reviewed plan: it is made again from what is there now, and nothing outside of what was reviewed is run',
    OfSetup.extend({
      goal: Goal,
      /** Ids of the actions that were shown and confirmed. */
      reviewed: z.array(z.string().max(2000)).max(200_000),
      /** Run this one only. */
      only: z.string().max(2000).optional(),
      startWarehouse: z.boolean().default(false),
      /** Absent: SQL where there is, or will be, a warehouse to run it on. */
      unityCatalogBy: z.enum(['sql', 'rest']).optional(),
      /** Ids of actions whose question was agreed to, or which were done by hand. */
      confirmations: z.array(z.string().max(2000)).max(200_000).default([]),
    }),
    ApplyEvent,
    ApplyReport,
    true,
  ),
  'setup.journal': call('What was run so far', OfSetup, Journal),
  'setup.rollback-script': call('How to undo what the last run planned', OfSetup, z.object({ text: z.string(), file: z.string().optional() })),
  'setup.token': call(
    'The new token, once: a second call answers nothing. `keep-open`: it counts as handed over only when `received` says so',
    OfSetup.extend({ handing: z.enum(['keep-open', 'received']).optional() }),
    z.object({ token: z.string().optional() }),
  ),
  'setup.delete-token': call('Delete the token that this setup made', OfSetup, SetupView, true),
  'setup.connect': call('The connection for the staged test, with the new token where there is one', OfSetup.extend({ goal: Goal, keep: z.enum(['run', 'os']).optional() }), ProfileView),
} as const

export type Contract = typeof contract
export type OperationName = keyof Contract
export type CallName = { [K in OperationName]: Contract[K]['kind'] extends 'call' ? K : never }[OperationName]
export type RunName = { [K in OperationName]: Contract[K]['kind'] extends 'run' ? K : never }[OperationName]
export type Input<K extends OperationName> = z.infer<Contract[K]['input']>
export type Output<K extends OperationName> = z.infer<Contract[K]['output']>
export type RunEvent<K extends RunName> = Contract[K] extends { event: infer E extends z.ZodType } ? z.infer<E> : never
