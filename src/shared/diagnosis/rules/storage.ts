import type { Rule } from './rule'

const STORE = "s3a?:\\/\\/|abfss?:\\/\\/|wasbs?:\\/\\/|gs:\\/\\/|Amazon ?S3|S3Exception|Service: S3|AWS IAM role|AbfsRestOperation|Azure storage|storage account|storage\\.objects|ADLS"

/** Faults of the cloud storage beneath the tables: no cause of the connection, and no privilege in Unity Catalog mends them. */
export const STORAGE_RULES: readonly Rule[] = [
  {
    category: 'other',
    confidence: 'high',
    text: /Azure storage request is not authorized|AuthorizationPermissionMismatch|AbfsRestOperationException|AmazonS3Exception|KeyProviderException|sts:AssumeRole|CLOUD_FILE_SOURCE_FILE_NOT_FOUND/i,
    also: ['table_no_select'],
  },
  {
    category: 'other',
    confidence: 'high',
    text: new RegExp(`(?:${STORE}).{0,300}(?:\\b403\\b|access ?denied|forbidden|not authorized|does not have|authorization)|(?:access ?denied|forbidden|not authorized|\\b403\\b).{0,300}(?:${STORE})`, 'i'),
    also: ['table_no_select'],
    unless: /does not have (?:\w+ ){1,4}on ‹name›|external location/i,
  },
  { category: 'other', confidence: 'high', text: /LOCATION_OVERLAP|read-only external location/, also: ['create_denied'] },
  { category: 'other', confidence: 'high', text: /UC_HIVE_METASTORE_DISABLED|Hive Metastore, which is disabled/i, also: ['catalog_not_found', 'metastore_missing'] },
]
