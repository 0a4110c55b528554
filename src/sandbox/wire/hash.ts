import { createHash } from 'node:crypto'

/** SHA-256 in hex: how the state keeps tokens and secrets, and what Databricks calls a token's id. */
export const hashOf = (value: string): string => createHash('sha256').update(value).digest('hex')
