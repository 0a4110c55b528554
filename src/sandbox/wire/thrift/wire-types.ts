import type * as T from '@databricks/sql/thrift/TCLIService_types.js'

/** What the driver's own Thrift module defines, as far as the sandbox answers with it. Numbers of the IDL's enums. */
export type Status = Partial<T.TStatus> & { statusCode: number }
export const SUCCESS = 0
export const ERROR_STATUS = 3
export const OPERATION_STATE = { INITIALIZED: 0, RUNNING: 1, FINISHED: 2, CANCELED: 3, CLOSED: 4, ERROR: 5, PENDING: 7 } as const
export const OPERATION_TYPE = { EXECUTE_STATEMENT: 0, GET_TYPE_INFO: 1, GET_CATALOGS: 2, GET_SCHEMAS: 3, GET_TABLES: 4, GET_TABLE_TYPES: 5, GET_COLUMNS: 6, GET_FUNCTIONS: 7, UNKNOWN: 8 } as const
export const ROW_SET = { ARROW: 0, COLUMNS: 1 } as const
export const PROTOCOL = { oldest: 42241, newest: 42248 } as const

/** `TTypeId` of each type, as recorded: VARIANT and TIMESTAMP_NTZ have none of their own. */
export const TYPE_ID: Record<string, number> = {
  BOOLEAN: 0, TINYINT: 1, SMALLINT: 2, INT: 3, BIGINT: 4, FLOAT: 5, DOUBLE: 6, STRING: 7, TIMESTAMP: 8, TIMESTAMP_NTZ: 8, BINARY: 9,
  ARRAY: 10, MAP: 11, STRUCT: 12, DECIMAL: 15, VOID: 16, DATE: 17,
}

export const ok: Status = { statusCode: SUCCESS }
