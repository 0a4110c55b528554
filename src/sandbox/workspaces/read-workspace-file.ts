import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { parseType } from '../sql/types'
import type { WorkspaceState } from '../state/model'
import { newTokenValue, tokenId, type CreatedWorkspace } from './samples'

/** Catalog, schema and table names: Databricks forbids these characters even in back-ticks, and stores lower case. */
const name = z.string().min(1).max(255).regex(/^[^ ./\u0000-\u001f\u007f]+$/u, 'a name holds no space, dot, slash or control character').transform((text) => text.toLowerCase())
const time = z.number().int().nonnegative().default(0)
const person = z.string().min(1)

const Column = z.object({
  name: z.string().min(1),
  type: z.string().refine((text) => parseType(text) !== undefined, 'not a type that the sandbox knows'),
  nullable: z.boolean().default(true),
  comment: z.string().optional(),
})
const Made = { owner: person, comment: z.string().optional(), createdAt: time, createdBy: person.default('System user') }

const WorkspaceFile = z.object({
  name: z.string().min(1),
  title: z.string().min(1),
  workspaceId: z.string().regex(/^\d{1,20}$/),
  cloud: z.enum(['aws', 'azure', 'gcp']).default('aws'),
  metastore: z.object({ id: z.string(), name: z.string(), owner: person, region: z.string(), privilegeModelVersion: z.string().default('1.0'), storageRoot: z.string().optional() }).optional(),
  identities: z.array(z.object({
    key: z.string().min(1), kind: z.enum(['user', 'service-principal']), id: z.string().regex(/^\d+$/), principal: person, displayName: z.string(),
    active: z.boolean().default(true), assigned: z.boolean().optional(), externalId: z.string().optional(), entitlements: z.array(z.string()).default(['databricks-sql-access']), workspaceAdmin: z.boolean().default(false),
  })).min(1),
  groups: z.array(z.object({ id: z.string(), name: z.string(), level: z.enum(['account', 'workspace']), visibleInWorkspace: z.boolean().default(true), members: z.array(z.string()).default([]), entitlements: z.array(z.string()).optional() })).default([]),
  /** Tokens to make at start. Without any, every identity gets one under its key. Values are never in the file. */
  tokens: z.array(z.object({
    name: z.string().min(1), identity: z.string(), comment: z.string().default(''), expiresInDays: z.number().default(90), scopes: z.array(z.string()).optional(),
  })).optional(),
  warehouses: z.array(z.object({
    id: z.string().regex(/^[0-9a-f]{16}$/, '16 lower-case hex digits'), name: z.string().min(1).max(100), life: z.enum(['STARTING', 'RUNNING', 'STOPPING', 'STOPPED', 'DELETED']).default('RUNNING'),
    size: z.string().default('2X-Small'), type: z.enum(['PRO', 'CLASSIC']).default('PRO'), serverless: z.boolean().default(true), autoStopMinutes: z.number().int().nonnegative().default(10),
    minClusters: z.number().int().positive().default(1), maxClusters: z.number().int().positive().default(1), creator: person, startMs: z.number().int().nonnegative().default(4000),
    tags: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
    permissions: z.array(z.object({ principal: person, kind: z.enum(['user', 'service-principal', 'group']), level: z.enum(['CAN_VIEW', 'CAN_USE', 'CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER']) })).default([]),
  })).default([]),
  catalogs: z.array(z.object({
    name, type: z.enum(['MANAGED_CATALOG', 'SYSTEM_CATALOG', 'DELTASHARING_CATALOG', 'FOREIGN_CATALOG', 'INTERNAL_CATALOG']).default('MANAGED_CATALOG'),
    isolation: z.enum(['OPEN', 'ISOLATED']).default('OPEN'), boundTo: z.array(z.string()).default([]), storageRoot: z.string().optional(), ...Made,
  })).default([]),
  schemas: z.array(z.object({ catalog: name, name, ...Made })).default([]),
  tables: z.array(z.object({
    catalog: name, schema: name, name, kind: z.enum(['MANAGED', 'EXTERNAL', 'VIEW', 'MATERIALIZED_VIEW', 'STREAMING_TABLE', 'FOREIGN']).default('MANAGED'),
    format: z.enum(['DELTA', 'UNITY_CATALOG', 'PARQUET', 'CSV', 'UNKNOWN']).default('DELTA'), columns: z.array(Column).min(1), viewText: z.string().optional(),
    rows: z.array(z.array(z.json())).optional(), rowCount: z.number().int().nonnegative().max(1_000_000).optional(), ...Made,
  })).default([]),
  grants: z.array(z.object({ principal: person, privilege: z.string().transform((text) => text.replaceAll('_', ' ').toUpperCase()), type: z.enum(['METASTORE', 'CATALOG', 'SCHEMA', 'TABLE', 'EXTERNAL_LOCATION']), securable: z.string().transform((text) => text.toLowerCase()), grantor: person.default('System user') })).default([]),
  ipAccess: z.object({ enabled: z.boolean(), lists: z.array(z.object({ id: z.string(), label: z.string(), type: z.enum(['ALLOW', 'BLOCK']), addresses: z.array(z.string()) })) }).optional(),
  externalLocations: z.array(z.object({ name, url: z.string().min(1), owner: person, credential: z.string().default('storage'), readOnly: z.boolean().optional(), comment: z.string().optional(), createdAt: time, createdBy: person.default('System user') })).optional(),
  settings: z.object({
    tokensEnabled: z.boolean().optional(), maxTokenLifetimeDays: z.number().int().nonnegative().optional(), serverless: z.boolean().optional(),
    maxWarehouses: z.number().int().nonnegative().optional(), warehouseStartMs: z.number().int().nonnegative().optional(), principalDelayMs: z.number().int().nonnegative().optional(),
  }).optional(),
  suggested: z.object({ catalog: name, schema: name }),
})

export type WorkspaceFileOutcome = { ok: true; workspace: CreatedWorkspace } | { ok: false; problems: string[] }

/** Reads a workspace from a JSON file that the user names. Every problem is named with its place in the file. */
export async function readWorkspaceFile(path: string, now: number): Promise<WorkspaceFileOutcome> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (problem) {
    return { ok: false, problems: [`The file ${path} can't be read: ${problem instanceof Error ? problem.message : String(problem)}`] }
  }
  return parseWorkspaceFile(text, now)
}

/** The same from its text. */
export function parseWorkspaceFile(text: string, now: number): WorkspaceFileOutcome {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (problem) {
    return { ok: false, problems: [`Not JSON: ${problem instanceof Error ? problem.message : String(problem)}`] }
  }
  const parsed = WorkspaceFile.safeParse(json)
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.map(String).join('.') || 'the file'}: ${issue.message}`) }
  const { tokens, ...rest } = parsed.data
  const state: WorkspaceState = { ...rest, tokens: [] }
  const problems = dangling(state)
  const plans = tokens ?? state.identities.map((identity) => ({ name: identity.key, identity: identity.key, comment: identity.displayName, expiresInDays: 90, scopes: ['all-apis'] }))
  const tokenValues: Record<string, string> = {}
  for (const plan of plans) {
    const identity = state.identities.find((one) => one.key === plan.identity)
    if (!identity) {
      problems.push(`tokens: the token ${plan.name} names the identity ${plan.identity}, which is not in the file`)
      continue
    }
    const value = newTokenValue()
    tokenValues[plan.name] = value
    const expiresAt = plan.expiresInDays < 0 ? now - 1000 : now + plan.expiresInDays * 86_400_000
    state.tokens.push({ id: tokenId(value), principal: identity.principal, comment: plan.comment, createdAt: now, expiresAt, scopes: plan.scopes })
  }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, workspace: { state, tokenValues, identitiesInfo: plans.map((plan) => ({ name: plan.name, title: plan.comment || plan.name, expect: '' })) } }
}

/** Objects whose parents are missing. */
function dangling(state: WorkspaceState): string[] {
  const catalogs = new Set(state.catalogs.map((catalog) => catalog.name))
  const schemas = new Set(state.schemas.map((schema) => `${schema.catalog}.${schema.name}`))
  return [
    ...state.schemas.filter((schema) => !catalogs.has(schema.catalog)).map((schema) => `schemas: ${schema.catalog}.${schema.name} is in a catalog that is not in the file`),
    ...state.tables.filter((table) => !schemas.has(`${table.catalog}.${table.schema}`)).map((table) => `tables: ${table.catalog}.${table.schema}.${table.name} is in a schema that is not in the file`),
  ]
}
