import { known } from '#shared/audit/facts'
import type { AuditFacts } from '#shared/audit/facts'
import { Policy } from '#shared/audit/policy'
import type { Level, ObjectKind } from '#shared/unity-catalog/facts'
import { createFactsBuilder } from '#shared/unity-catalog/facts-builder'
import type { FactsBuilder } from '#shared/unity-catalog/facts-builder'

export const IMPORTER = '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001'
export const NOW = Date.UTC(2026, 10, 23)
const DAY = 86_400_000

export const importerPolicy = (more: Partial<Policy> = {}): Policy => Policy.parse({ catalog: 'shop', schema: 'sales', warehouse: 'w1', sourceRanges: ['203.0.113.0/24'], ...more })

export interface AuditWorld {
  facts: AuditFacts
  builder: FactsBuilder
  /** 'SELECT shop.sales' or 'SELECT shop.sales analysts'; 'CREATE CATALOG metastore'. */
  give(...lines: string[]): AuditWorld
  table(name: string, kind?: ObjectKind, owner?: string): AuditWorld
  own(name: string, owner?: string): AuditWorld
}

/** A shop with an importer that has nothing yet; everything around it is as it should be. */
export function auditWorld(): AuditWorld {
  const builder = createFactsBuilder({ principal: IMPORTER, name: 'CleverTap importer', kind: 'service-principal', id: '77' })
  const { facts: access } = builder
  access.workspaceId = '1'
  access.groups.push({ name: 'analysts', level: 'account', member: 'yes', members: [IMPORTER, 'maria@shop.example'] }, { name: 'platform', level: 'account', member: 'no', members: ['ada@shop.example'] })
  access.metastore = { name: 'metastore', id: 'm-1', owner: builder.principal('ada@shop.example'), privilegeModel: '1.0' }
  for (const name of ['shop', 'finance', 'system', 'samples']) builder.catalog({ name, kind: 'managed', isolation: 'open', owner: 'platform' })
  for (const [catalog, name] of [['shop', 'sales'], ['shop', 'hr'], ['finance', 'books']] as const) builder.schema({ catalog, name, owner: 'platform' })
  const world: AuditWorld = {
    builder,
    facts: {
      at: NOW, workspace: { host: 'dbc-1.cloud.databricks.com', id: '1', cloud: 'aws' }, caller: { principal: 'ada@shop.example', as: 'admin' }, access, asked: { by: 'sql', warehouse: 'Import' },
      identity: known({ active: true, entitlements: [{ name: 'databricks-sql-access' }], workspaceAdmin: false }),
      warehouses: known([
        { id: 'w1', name: 'Import', size: '2X-Small', serverless: true, autoStopMinutes: 10, permissions: known([{ principal: IMPORTER, kind: 'service-principal', level: 'CAN_USE', inherited: false }, { principal: 'admins', kind: 'group', level: 'CAN_MANAGE', inherited: true }]) },
        { id: 'w2', name: 'Finance', size: 'Large', serverless: true, autoStopMinutes: 10, permissions: known([]) },
      ]),
      tokens: known([{ id: 'a'.repeat(64), comment: 'CleverTap', createdAt: NOW - 10 * DAY, expiresAt: NOW + 170 * DAY, scopes: ['sql'], lastUsedAt: NOW - DAY }]),
      maxTokenLifetimeDays: known(0), oauthSecrets: known([]),
      ipAccess: known({ enabled: true, lists: [{ label: 'CleverTap', type: 'ALLOW', enabled: true, addresses: ['203.0.113.0/24'] }] }),
      profileToken: { id: 'a'.repeat(64) }, requests: 7, leftOut: [],
    },
    give: (...lines) => {
      for (const line of lines) {
        const [, privilege = '', name = '', grantee = IMPORTER] = /^([A-Z_ ]+?) ([a-z_.0-9]+)(?: (.+))?$/.exec(line) ?? []
        const [level, at] = place(builder, name)
        builder.grant(level, at, grantee, privilege)
      }
      return world
    },
    own: (name, owner = IMPORTER) => {
      const [level, at] = place(builder, name)
      const who = builder.principal(owner)
      if (level === 'OBJECT') access.objects.owner[at] = who
      else Object.assign((level === 'CATALOG' ? access.catalogs : access.schemas)[at] ?? {}, { owner: who })
      return world
    },
    table: (name, kind = 'MANAGED', owner = 'platform') => {
      const [catalog = '', schema = '', object = ''] = name.split('.')
      builder.object({ catalog, schema, name: object, kind, owner })
      return world
    },
  }
  return world.table('shop.sales.orders').table('shop.sales.customers').table('shop.hr.people').table('finance.books.ledger')
}

export function place(builder: FactsBuilder, name: string): [Level, number] {
  const [catalog = '', schema, object] = name.split('.')
  if (name === 'metastore') return ['METASTORE', 0]
  if (schema === undefined) return ['CATALOG', builder.findCatalog(catalog) ?? -1]
  if (object === undefined) return ['SCHEMA', builder.findSchema(catalog, schema) ?? -1]
  return ['OBJECT', builder.findObject(catalog, schema, object) ?? builder.findObject(catalog, schema, object, 'VOLUME') ?? -1]
}

/** The least that reads shop.sales. */
export const LEAST = ['USE CATALOG shop', 'USE SCHEMA shop.sales', 'SELECT shop.sales'] as const
