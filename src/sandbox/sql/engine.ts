import type { Catalog, Column, Grant, Schema, SecurableType, Table } from '../state/model'

/** A failed statement, as Databricks reports it. `message` includes the `[ERROR_CLASS]` prefix and the `SQLSTATE: nnnnn` suffix. */
export interface SqlFailure {
  errorClass: string
  sqlState: string
  message: string
}

export interface ResultColumn {
  name: string
  /** Databricks SQL type text, upper case, as in the statement API's `type_text`: `BIGINT`, `DECIMAL(10,2)`, `STRING`. */
  type: string
  comment?: string
}
/**
 * Values are plain JavaScript: string, number, bigint, boolean, null, Uint8Array, arrays and objects. BIGINT is a bigint;
 * DECIMAL a string with its scale (`'12.50'`); DATE `'2026-11-23'`; TIMESTAMP `'2026-11-23T20:00:00.123Z'`; TIMESTAMP_NTZ
 * the same without `Z`; STRUCT and MAP are objects.
 */
export interface StatementRows {
  columns: ResultColumn[]
  rows: unknown[][]
}
export type StatementOutcome = { ok: true; result: StatementRows } | { ok: false; failure: SqlFailure }

/** What a session remembers beside where it stands: SET parameters, and temporary views, which nobody else sees. */
export interface SessionMemory {
  settings: Map<string, string>
  temporaryViews: Map<string, TemporaryView>
}
export interface TemporaryView {
  name: string
  columns: Column[]
  query: string
  /** Where its query resolves names. */
  catalog: string
  schema: string
}
export const newSessionMemory = (): SessionMemory => ({ settings: new Map(), temporaryViews: new Map() })

/** A parameter that its literal would not give the right type: it is cast, and refused when its text is not of the type. */
export class CastParameter {
  constructor(
    readonly type: string,
    readonly text: string | null,
  ) {}
}

/** Who runs a statement and where: the session's state. `USE` changes `catalog` and `schema` in place. */
export interface StatementContext {
  principal: string
  catalog: string
  schema: string
  /** Named parameters (`:name`): plain values, or texts to cast. */
  parameters?: Record<string, unknown>
  /** The session's; absent: what is set is forgotten after the statement. */
  memory?: SessionMemory
  signal: AbortSignal
}

/** Executes Databricks SQL against the state, enforcing Unity Catalog for the caller. Never throws for bad SQL. */
export interface StatementEngine {
  execute(statement: string, context: StatementContext): Promise<StatementOutcome>
  close(): Promise<void>
}

/** What the wire needs of Unity Catalog beyond SQL; each filters for the caller. Rights: `unity-catalog/` decides. */
export interface CatalogReader {
  /** Catalogs, schemas and tables that this caller may see. `browse`: include what is visible through BROWSE only. */
  catalogs(principal: string, browse: boolean): { catalog: Catalog; browseOnly: boolean }[]
  schemas(principal: string, catalog: string, browse: boolean): { schema: Schema; browseOnly: boolean }[]
  tables(principal: string, catalog: string, schema: string, browse: boolean): { table: Table; browseOnly: boolean }[]
  /** May this caller read the grants on it: owner (or owner of a parent), MANAGE, metastore admin; else only their own rows. */
  directGrants(principal: string, type: SecurableType, securable: string, of?: string): CatalogOutcome<Grant[]>
  effectiveGrants(principal: string, type: SecurableType, securable: string, of?: string): CatalogOutcome<Grant[]>
  /** Grants and revokes as this caller, all or nothing; answers the direct grants after it. Privileges in either spelling. */
  changeGrants(
    principal: string,
    type: SecurableType,
    securable: string,
    changes: readonly { principal: string; add: readonly string[]; remove: readonly string[] }[],
  ): CatalogOutcome<Grant[]>
  /** Whether the caller may list what is in it (USE CATALOG; then USE SCHEMA), with the refusal REST gives otherwise. */
  useCatalog(principal: string, catalog: string): CatalogOutcome<undefined>
  useSchema(principal: string, catalog: string, schema: string): CatalogOutcome<undefined>
  /** One object, as far as the caller may see it; BROWSE is enough. */
  getCatalog(principal: string, catalog: string): CatalogOutcome<{ catalog: Catalog; browseOnly: boolean }>
  getSchema(principal: string, catalog: string, schema: string): CatalogOutcome<{ schema: Schema; browseOnly: boolean }>
  getTable(principal: string, catalog: string, schema: string, table: string): CatalogOutcome<{ table: Table; browseOnly: boolean }>
}
/** Same words as the REST API: `code` is its `error_code`, `status` its HTTP status. */
export type CatalogOutcome<T> = { ok: true; value: T } | { ok: false; status: number; code: string; message: string }
