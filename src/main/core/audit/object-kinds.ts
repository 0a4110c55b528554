import { OBJECT_KINDS, type CatalogFacts, type ObjectKind, type OtherType } from '#shared/unity-catalog/facts'
import type { CatalogRecord } from '../ports/audit-workspace'

/** A table's type as information_schema and REST spell it; older ones say `BASE TABLE`. */
export function tableKind(type: string | undefined): ObjectKind {
  if (type === 'BASE TABLE') return 'MANAGED'
  return OBJECT_KINDS.find((kind) => kind === type) ?? 'UNKNOWN_TABLE'
}

const CATALOG_KINDS: Record<string, CatalogFacts['kind']> = {
  MANAGED_CATALOG: 'managed', FOREIGN_CATALOG: 'foreign', DELTASHARING_CATALOG: 'shared', SYSTEM_CATALOG: 'system', INTERNAL_CATALOG: 'internal',
}
export const catalogKind = (record: Pick<CatalogRecord, 'type'>): CatalogFacts['kind'] => CATALOG_KINDS[record.type ?? ''] ?? 'unknown'
export const isolationOf = (record: Pick<CatalogRecord, 'isolation'>): CatalogFacts['isolation'] =>
  record.isolation === 'ISOLATED' ? 'isolated' : record.isolation === 'OPEN' ? 'open' : 'unknown'

export const otherType = (level: string): OtherType | undefined =>
  level === 'EXTERNAL LOCATION' || level === 'STORAGE CREDENTIAL' || level === 'CONNECTION' ? level : undefined
