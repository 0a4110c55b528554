import { z } from 'zod'
import { Cloud } from '../connection/connection'

/** A fact, or why it is not known. "Not known" is never read as "no". */
export const known = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('known', [z.object({ known: z.literal(true), value }), z.object({ known: z.literal(false), why: z.string() })])
export type Known<T> = { known: true; value: T } | { known: false; why: string }

export const isKnown = <T>(value: T): { known: true; value: T } => ({ known: true, value })
export const notKnown = (why: string): { known: false; why: string } => ({ known: false, why })
export const valueOf = <T>(fact: Known<T>): T | undefined => (fact.known ? fact.value : undefined)

/** One grant as SHOW GRANTS lists it. Privileges with spaces, upper case. */
export const GrantRow = z.object({
  /** E-mail, application id, or account group. */
  principal: z.string(),
  privilege: z.string(),
  /** Absent: granted on the object itself. */
  inheritedFrom: z.object({ type: z.string(), name: z.string() }).optional(),
})
export type GrantRow = z.infer<typeof GrantRow>

/** Grants on one securable, direct and inherited. `whole`: other principals' rows would be listed too; else only the reader's own. */
export const GrantList = z.object({ rows: z.array(GrantRow), whole: z.boolean() })
export type GrantList = z.infer<typeof GrantList>

const Absent = z.object({ exists: z.literal(false) })

export const CatalogFacts = z.discriminatedUnion('exists', [
  Absent,
  z.object({
    exists: z.literal(true),
    owner: z.string().optional(),
    isolated: known(z.boolean()),
    /** Whether an isolated catalog is bound to this workspace; `true` for an open one. */
    boundHere: known(z.boolean()),
    storageRoot: z.string().optional(),
    grants: known(GrantList),
  }),
])
export type CatalogFacts = z.infer<typeof CatalogFacts>

export const SchemaFacts = z.discriminatedUnion('exists', [
  Absent,
  z.object({ exists: z.literal(true), owner: z.string().optional(), grants: known(GrantList) }),
])
export type SchemaFacts = z.infer<typeof SchemaFacts>

export const TableFact = z.object({
  name: z.string(),
  /** `VIEW`, `MANAGED`, ... as REST or information_schema spells it. */
  type: z.string().optional(),
  owner: z.string().optional(),
  /** Of a view. */
  definition: z.string().optional(),
})
export type TableFact = z.infer<typeof TableFact>

/** Tables and views of the goal's schema. `items` absent: only counted. `complete`: no table can be hidden from the reader. */
export const TableFacts = z.object({ count: z.number(), items: z.array(TableFact).optional(), complete: z.boolean() })
export type TableFacts = z.infer<typeof TableFacts>

export const PERMISSION_LEVELS = ['CAN_VIEW', 'CAN_USE', 'CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER'] as const
/** One entry of an access control list (warehouse, tokens). `principal` as in a grant. */
export const AclEntry = z.object({ principal: z.string(), level: z.enum(PERMISSION_LEVELS) })
export type AclEntry = z.infer<typeof AclEntry>

export const WarehouseFact = z.object({
  /** Empty where it is not known (script mode). */
  id: z.string(),
  name: z.string(),
  /** `RUNNING`, `STOPPED`, ... as REST spells it. */
  state: z.string(),
  serverless: z.boolean().optional(),
  size: z.string().optional(),
  autoStopMinutes: z.number().optional(),
  creator: z.string().optional(),
  /** Custom tags; the marker of this setup is one. */
  tags: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
  /** The reader's own level; `NONE`: may see it, not use it. */
  myLevel: known(z.enum(['NONE', ...PERMISSION_LEVELS])),
  permissions: known(z.array(AclEntry)),
})
export type WarehouseFact = z.infer<typeof WarehouseFact>

export const PrincipalFacts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('absent') }),
  /** Several service principals have this display name: one must be chosen by application id. */
  z.object({ state: z.literal('ambiguous'), candidates: z.array(z.object({ applicationId: z.string(), displayName: z.string() })) }),
  z.object({
    state: z.literal('present'),
    /** SCIM id (a numeric string); empty where it is not known (script mode). */
    id: z.string(),
    /** Of a service principal. */
    applicationId: z.string().optional(),
    /** E-mail or group name as stored. */
    name: z.string(),
    displayName: z.string().optional(),
    active: z.boolean(),
    entitlements: known(z.array(z.string())),
    /** Assigned to this workspace. */
    assigned: known(z.boolean()),
    groups: known(z.array(z.string())),
    /** Azure: who manages the service principal. */
    managedBy: known(z.enum(['databricks', 'entra'])),
    /** Of a service principal; the marker of this setup lands here. */
    externalId: z.string().optional(),
    /** OAuth secrets there are now, by id; their values can't be read. */
    secrets: known(z.array(z.object({ id: z.string(), createdAt: z.number().optional() }))),
  }),
])
export type PrincipalFacts = z.infer<typeof PrincipalFacts>

export const TokenFact = z.object({
  tokenId: z.string(),
  comment: z.string().optional(),
  /** Epoch ms, -1 = never. */
  expiresAt: z.number().optional(),
  /** E-mail or application id. */
  owner: z.string().optional(),
})
export type TokenFact = z.infer<typeof TokenFact>

/**
 * What was read from a workspace before planning. Everything is a plain value: made by the reader in the main process, by
 * `emptyWorkspaceFacts` (offline) or by `scriptFacts` (answers of a person, no sign-in).
 */
export const WorkspaceFacts = z.object({
  /** `read`: from a workspace. `assumed`: an empty workspace. `answered`: script mode. */
  origin: z.enum(['read', 'assumed', 'answered']),
  cloud: Cloud,
  host: z.string().optional(),
  workspaceId: z.string().optional(),
  me: known(
    z.object({
      /** E-mail or application id. */
      principal: z.string(),
      kind: z.enum(['user', 'servicePrincipal']),
      /** By display name; account groups may be missing. */
      groups: z.array(z.string()),
      workspaceAdmin: known(z.boolean()),
      /** Has the entitlement `allow-cluster-create`, which also lets one create warehouses. */
      mayCreateCompute: known(z.boolean()),
    }),
  ),
  /** Members of the workspace's `admins` group, to be named as whom to ask. */
  workspaceAdmins: known(z.array(z.string())),
  metastore: known(
    z.discriminatedUnion('assigned', [
      z.object({ assigned: z.literal(false) }),
      z.object({
        assigned: z.literal(true),
        id: z.string(),
        name: z.string().optional(),
        /** The metastore admin: a person or a group. Absent or `System user`: there is none (automatic enablement). */
        owner: z.string().optional(),
        /** `null`: it has none, so that a catalog needs a managed location. */
        storageRoot: known(z.string().nullable()),
        /** CREATE CATALOG among them. */
        grants: known(GrantList),
      }),
    ]),
  ),
  catalog: known(CatalogFacts),
  schema: known(SchemaFacts),
  tables: known(TableFacts),
  /** Grants on the chosen tables, direct ones only, by lower-case table name; a missing key = none seen. */
  tableGrants: known(z.record(z.string(), z.array(GrantRow))),
  /** The tables beneath the curated views, in the goal's order. */
  viewSources: known(z.array(z.object({ exists: known(z.boolean()), owner: z.string().optional(), youCanSelect: known(z.boolean()) }))),
  externalLocations: known(z.array(z.object({ name: z.string(), url: z.string(), owner: z.string().optional(), grants: known(GrantList) }))),
  warehouses: known(z.array(WarehouseFact)),
  serverlessOffered: known(z.boolean()),
  principal: known(PrincipalFacts),
  tokens: z.object({
    /** Personal access tokens are switched on in the workspace. */
    enabled: known(z.boolean()),
    /** `null`: no maximum. */
    maxLifetimeDays: known(z.number().nullable()),
    /** Who may use tokens: groups and principals. */
    permissions: known(z.array(AclEntry)),
    /** Tokens of the goal's principal (all of the workspace's where the reader is admin). */
    existing: known(z.array(TokenFact)),
  }),
  ipAccessLists: known(z.object({ enabled: z.boolean() })),
})
export type WorkspaceFacts = z.infer<typeof WorkspaceFacts>
