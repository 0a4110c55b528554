import type { CatalogFacts, Level } from './facts'
import { impliedByAll } from './privileges'

/** Catalogs that Databricks provides, each with rules of its own. */
export const isHiveMetastore = (catalog: CatalogFacts | undefined): boolean => catalog?.name === 'hive_metastore'
export const isSystemCatalog = (catalog: CatalogFacts | undefined): boolean => catalog?.name === 'system'
export const isSamplesCatalog = (catalog: CatalogFacts | undefined): boolean => catalog?.name === 'samples'
/** Grants there can't be given or taken, or mean something else. */
export const isFixedCatalog = (catalog: CatalogFacts | undefined): boolean =>
  isHiveMetastore(catalog) || isSystemCatalog(catalog) || isSamplesCatalog(catalog)

/** The old names of privilege model 0 and what they stand for, by where they were granted. */
const LEGACY: Record<string, Partial<Record<Level, readonly string[]>>> = {
  USAGE: { CATALOG: ['USE CATALOG'], SCHEMA: ['USE SCHEMA'] },
  CREATE: { CATALOG: ['CREATE SCHEMA'], SCHEMA: ['CREATE TABLE', 'CREATE FUNCTION', 'CREATE VOLUME', 'CREATE MATERIALIZED VIEW', 'CREATE MODEL'] },
  'READ METADATA': { CATALOG: ['BROWSE'] },
}

/** Whether a privilege stored on a securable of this level gives the one asked about there, or to what is inside. */
export function gives(stored: string, on: Level, wanted: string): boolean {
  if (stored === wanted) return true
  if (stored === 'ALL PRIVILEGES') return on !== 'METASTORE' && impliedByAll(wanted)
  return LEGACY[stored]?.[on]?.includes(wanted) ?? false
}

/**
 * Whether a privilege on a parent reaches what is inside it. Metastore privileges never do. USE CATALOG stays on its
 * catalog, CREATE SCHEMA too. On `system`, USE SCHEMA on the catalog is accepted without effect.
 */
export function passesDown(privilege: string, from: Level, catalog: CatalogFacts | undefined): boolean {
  if (from !== 'CATALOG' && from !== 'SCHEMA') return false
  if (privilege === 'USE CATALOG' || privilege === 'CREATE SCHEMA') return false
  if (privilege === 'USE SCHEMA') return from === 'CATALOG' && !isSystemCatalog(catalog)
  return true
}

/** An owner can do everything on the object itself but use it from outside Databricks, which is granted apart. */
export const ownerHas = (privilege: string): boolean => privilege !== 'EXTERNAL USE SCHEMA' && privilege !== 'EXTERNAL USE LOCATION'
