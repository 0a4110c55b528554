import type Int64 from 'node-int64'

/** The requests that the sandbox reads, as Thrift decodes them: unset fields are null. */
export interface Handle {
  guid: Buffer
  secret: Buffer
}
export interface SessionRequest {
  sessionHandle: { sessionId: Handle }
}
export interface OperationRequest {
  operationHandle: { operationId: Handle; operationType: number }
}
export interface DirectResults {
  maxRows: Int64
}
export interface OpenSessionRequest {
  client_protocol: number | null
  client_protocol_i64: Int64 | null
  initialNamespace: { catalogName: string | null; schemaName: string | null } | null
  configuration: Record<string, string> | null
}
export interface ExecuteRequest extends SessionRequest {
  statement: string
  runAsync: boolean | null
  getDirectResults: DirectResults | null
  canReadArrowResult: boolean | null
  canDecompressLZ4Result: boolean | null
  useArrowNativeTypes: { timestampAsArrow: boolean | null; decimalAsArrow: boolean | null; complexTypesAsArrow: boolean | null; nullTypeAsArrow: boolean | null } | null
  resultRowLimit: Int64 | null
  parameters: { ordinal: number | null; name: string | null; type: string | null; value: { stringValue: string | null; doubleValue: number | null; booleanValue: boolean | null } | null }[] | null
}
export interface MetadataRequest extends SessionRequest {
  getDirectResults: DirectResults | null
  catalogName?: string | null
  schemaName?: string | null
  tableName?: string | null
  columnName?: string | null
  tableTypes?: string[] | null
}
export interface FetchRequest extends OperationRequest {
  orientation: number | null
  maxRows: Int64
  includeResultSetMetadata?: boolean | null
}
export interface InfoRequest extends SessionRequest {
  infoType: number
}
