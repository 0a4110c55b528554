import { z } from 'zod'
import { Cloud } from '../connection/connection'
import { Diagnosis } from '../diagnosis/diagnosis'
import { known } from './facts'
import { GoalView, PRINCIPAL_KINDS, WAREHOUSE_SIZES } from './goal'
import { GUIDE_STEPS, GuideStep, VariableName } from './plan'

/** Text fields of the new-setup screens, kept exactly as typed. */
export const SETUP_FIELDS = [
  'host', 'port', 'caFile',
  'catalogName', 'catalogComment', 'managedLocation',
  'schemaName',
  'warehouseId', 'warehouseName', 'autoStopMinutes',
  // One name per kind of identity, so that changing one's mind and back loses nothing. `principalName`: of the one to create.
  'principalName', 'applicationId', 'userName', 'groupName',
  // The administrator's own sign-in by OAuth (M2M).
  'clientId',
  'lifetimeDays', 'tokenComment',
  'sourceCatalog', 'sourceSchema',
] as const
export const SetupField = z.enum(SETUP_FIELDS)
export type SetupField = z.infer<typeof SetupField>

/** What a person says about an object in script mode. */
export const ScriptAnswer = z.enum(['exists', 'create', 'unknown'])
export type ScriptAnswer = z.infer<typeof ScriptAnswer>
export const SCRIPT_OBJECTS = ['catalog', 'schema', 'warehouse', 'principal'] as const

/** Everything that was entered in a setup, half-finished or wrong as it may be. No secrets. */
export const SetupAnswers = z.object({
  name: z.string().max(300).default(''),
  mode: z.enum(['signed-in', 'script']).default('signed-in'),
  step: GuideStep.default(GUIDE_STEPS[0]),
  fields: z.partialRecord(SetupField, z.string().max(4000)).default({}),
  /** Script mode without a host: which cloud the scripts are for. */
  cloud: Cloud.optional(),
  warehouse: z.enum(['existing', 'new']).optional(),
  warehouseSize: z.enum(WAREHOUSE_SIZES).optional(),
  /** Absent: where the workspace offers it. */
  serverless: z.boolean().optional(),
  principalKind: z.enum(PRINCIPAL_KINDS).optional(),
  /** Azure: who manages an existing service principal. Absent: the person does not know. */
  managedBy: z.enum(['databricks', 'entra']).optional(),
  /** Absent: an existing one where the name is found. */
  principal: z.enum(['existing', 'new']).optional(),
  token: z.enum(['make', 'none']).optional(),
  /** What the import reads: tables where they are, curated views in the goal's schema, or nothing yet. */
  data: z.enum(['existing-schema', 'views', 'later']).optional(),
  /** Absent: all, also those that come later. */
  tables: z.array(z.string().max(1000)).max(100_000).optional(),
  views: z.array(GoalView).max(10_000).optional(),
  script: z.partialRecord(z.enum(SCRIPT_OBJECTS), ScriptAnswer).default({}),
  /** Open items that were ticked off, by id. */
  done: z.array(z.string().max(200)).max(1000).default([]),
})
export type SetupAnswers = z.infer<typeof SetupAnswers>

/** One setup, as stored. */
export const Setup = z.object({
  id: z.string(),
  answers: SetupAnswers,
  /** The connection that `setup.connect` made. */
  profileId: z.string().optional(),
  /** Set when the setup was signed in to the sandbox workspace. */
  sandboxIdentity: z.string().optional(),
  /** Under which a host without a window finds it again. */
  key: z.string().max(200).optional(),
  /** A sign-in that the operating system keeps the token of. */
  kept: z
    .object({ host: z.string(), port: z.number(), caFile: z.string().optional(), principal: z.string(), kind: z.enum(['user', 'service-principal']), workspaceId: z.string().optional() })
    .optional(),
  createdAt: z.number(),
  updatedAt: z.number(),
})
export type Setup = z.infer<typeof Setup>

export const SIGN_IN_METHODS = ['pat', 'm2m', 'u2m', 'profile', 'sandbox'] as const
export const SignInMethod = z.enum(SIGN_IN_METHODS)
export type SignInMethod = z.infer<typeof SignInMethod>

/** The administrator's own sign-in; tokens and secrets never come back out. */
export const SetupSignIn = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed-out') }),
  z.object({
    state: z.literal('signed-in'),
    method: SignInMethod,
    host: z.string(),
    /** E-mail or application id. */
    principal: z.string(),
    kind: z.enum(['user', 'service-principal']),
    workspaceId: z.string().optional(),
    keeping: z.enum(['run', 'os']),
  }),
])
export type SetupSignIn = z.infer<typeof SetupSignIn>

/** State of the token that the setup made. `ready`: its value waits in memory to be shown once. `lost`: made, but its value is gone. */
export const SetupToken = z.enum(['none', 'ready', 'shown', 'lost'])
export type SetupToken = z.infer<typeof SetupToken>

export const SetupView = z.object({
  setup: Setup,
  signIn: SetupSignIn,
  token: SetupToken,
  /** A run of it was begun and has not come to its end. */
  unfinished: z.boolean(),
})
export type SetupView = z.infer<typeof SetupView>

/** How the administrator signs in. `keep`: `run` in memory, `os` encrypted by the operating system (`pat` only). */
export const SetupSignInInput = z.discriminatedUnion('method', [
  z.object({ method: z.literal('pat'), token: z.string().min(1).max(10_000), keep: z.enum(['run', 'os']).default('run') }),
  z.object({ method: z.literal('m2m'), clientId: z.string().min(1).max(200), clientSecret: z.string().min(1).max(10_000) }),
  z.object({ method: z.literal('u2m') }),
  /** One of `credentials.list`; its host is used. */
  z.object({ method: z.literal('profile'), sourceId: z.string().max(500) }),
  /** As one of the sandbox workspace's identities; starts it where needed. */
  z.object({ method: z.literal('sandbox'), workspace: z.string().max(100).optional(), identity: z.string().max(200).optional() }),
])
export type SetupSignInInput = z.infer<typeof SetupSignInInput>

/** `url`: where the browser is to go, in case it didn't open by itself. */
export const SignInEvent = z.object({ step: z.enum(['asking', 'waiting-for-browser', 'checking']), url: z.string().optional() })
export type SignInEvent = z.infer<typeof SignInEvent>

/** One line of the card of the first step. */
export const PreflightRow = z.object({
  id: z.enum(['cloud', 'identity', 'unity-catalog', 'rights', 'tokens', 'token-lifetime', 'ip-access-lists', 'account-ingress', 'private-link']),
  title: z.string(),
  state: z.enum(['ok', 'warning', 'failed', 'could-not-check']),
  text: z.string(),
  whatToDo: z.array(z.string()),
  /** Whom to ask where it could not be checked or is not right. */
  ask: z.array(z.string()),
})
export type PreflightRow = z.infer<typeof PreflightRow>
export const Preflight = z.object({
  cloud: Cloud,
  rows: z.array(PreflightRow),
  tokensEnabled: known(z.boolean()),
  /** `null`: no maximum. */
  maxLifetimeDays: known(z.number().nullable()),
  ipAccessListsOn: known(z.boolean()),
})
export type Preflight = z.infer<typeof Preflight>

/** One question answered while looking; `of` grows when an answer leads to more. */
export const LookEvent = z.object({ what: z.string(), done: z.number(), of: z.number() })
export type LookEvent = z.infer<typeof LookEvent>

/**
 * How it went with one action. `already`: found as wanted, nothing was done. `not-seen-yet`: done, but reading it back did not show
 * it within its bound. `refused`: refused, and the run went on as the plan allows. `needs-you`: by hand or a question; the run waits
 * for a confirmation. `not-run`: the run ended before it.
 */
export const ACTION_STATES = ['running', 'checking', 'done', 'already', 'refused', 'failed', 'not-seen-yet', 'needs-you', 'not-run'] as const
export const ActionRun = z.object({
  actionId: z.string(),
  state: z.enum(ACTION_STATES),
  how: z.enum(['sql', 'rest', 'by-hand']),
  at: z.number(),
  durationMs: z.number().optional(),
  requestId: z.string().optional(),
  /** What was seen afterwards, in words. */
  readBack: z.string().optional(),
  /** For `needs-you`: the question to agree to. */
  question: z.string().optional(),
  diagnosis: Diagnosis.optional(),
})
export type ActionRun = z.infer<typeof ActionRun>

export const ApplyEvent = z.discriminatedUnion('kind', [
  /** Looking at the workspace again before anything runs. */
  z.object({ kind: z.literal('look'), look: LookEvent }),
  /** The plan that runs, by ids in run order, as made from what is there now. */
  z.object({ kind: z.literal('plan'), actionIds: z.array(z.string()) }),
  z.object({ kind: z.literal('action'), action: ActionRun }),
])
export type ApplyEvent = z.infer<typeof ApplyEvent>

/**
 * `finished`: everything is as wanted. `nothing-to-do`: it was so before. `stopped`: at the first failure. `needs-you`: waits for
 * confirmations. `changed`: the workspace differs from what was reviewed; nothing was run. `obstacle`: something stands in the way.
 */
export const ApplyReport = z.object({
  runId: z.string(),
  state: z.enum(['finished', 'nothing-to-do', 'stopped', 'needs-you', 'cancelled', 'changed', 'obstacle']),
  /** The closing line. */
  line: z.string(),
  actions: z.array(ActionRun),
  /** Calls made to the workspace, looking included. */
  requests: z.number(),
  startedAt: z.number(),
  finishedAt: z.number(),
  token: SetupToken,
  /** Where the rollback script was written, or `undefined` when nothing was to be done. */
  rollbackScript: z.string().optional(),
})
export type ApplyReport = z.infer<typeof ApplyReport>

/** What the journal knows of one action: intent is written before the call. No secrets. */
export const JournalEntry = z.object({
  actionId: z.string(),
  title: z.string(),
  state: z.enum(['intended', 'done', 'failed']),
  at: z.number(),
  marker: z.string().optional(),
  requestId: z.string().optional(),
})
export type JournalEntry = z.infer<typeof JournalEntry>
export const Journal = z.object({
  entries: z.array(JournalEntry),
  /** Ids born on the way; never a secret. */
  values: z.partialRecord(VariableName, z.string()),
  finished: z.boolean(),
})
export type Journal = z.infer<typeof Journal>

/** A user, service principal or group to choose from. */
export const PrincipalChoice = z.object({ kind: z.enum(PRINCIPAL_KINDS), name: z.string(), displayName: z.string().optional(), active: z.boolean() })
export type PrincipalChoice = z.infer<typeof PrincipalChoice>
