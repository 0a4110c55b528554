import { z } from 'zod'
import { AuditReport } from '../audit/audit-report'
import { Policy } from '../audit/policy'
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
import { call, run } from './operation'

const Nothing = z.object({})
const ProfileId = z.string().min(1).max(100)
const OfProfile = z.object({ profileId: ProfileId })
const AsRole = OfProfile.extend({ role: SignInRole })
const Name = z.string().min(1).max(1000)

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
    'What an identity can do against what the import needs; reads only',
    AsRole.extend({
      /** E-mail, application id, or the display name of a service principal. Absent: the identity CleverTap will use. */
      principal: Name.optional(),
      policy: Policy,
      startWarehouse: z.boolean(),
    }),
    z.object({ step: z.string() }),
    AuditReport,
  ),

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
} as const

export type Contract = typeof contract
export type OperationName = keyof Contract
export type CallName = { [K in OperationName]: Contract[K]['kind'] extends 'call' ? K : never }[OperationName]
export type RunName = { [K in OperationName]: Contract[K]['kind'] extends 'run' ? K : never }[OperationName]
export type Input<K extends OperationName> = z.infer<Contract[K]['input']>
export type Output<K extends OperationName> = z.infer<Contract[K]['output']>
export type RunEvent<K extends RunName> = Contract[K] extends { event: infer E extends z.ZodType } ? z.infer<E> : never
