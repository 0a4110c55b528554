import type { Rule } from './rule'

const MISSING = '(?:does not have|do not have|doesn\'t have|not have|lacks?|lacking|missing|requires?|needs?|without|no|not granted|must have|denied:?)'
/** "... does not have <privilege> on <object>", in all the orders in which it is said. */
const lacks = (privilege: string): RegExp =>
  new RegExp(
    `${MISSING} (?:the |any |required |necessary )*(?:permissions? |privileges? |grant )?(?:of |for |to |:)?\\s*['"]?(?:${privilege})\\b|\\b(?:${privilege})['"]?(?: permissions?| privileges?)?(?: on .{0,100}?)? (?:is |was |are )?(?:denied|missing|required|not granted|needed)`,
    'i',
  )

/** Privileges that no stage of the connection needs: a request of another kind was refused. */
const OTHER_PRIVILEGES = 'MODIFY|EXECUTE|REFRESH|READ VOLUME|WRITE VOLUME|READ FILES|WRITE FILES|READ METADATA|USE CONNECTION|USE SHARE|USE PROVIDER|USE RECIPIENT|APPLY TAG|EXTERNAL USE SCHEMA|EXTERNAL USE LOCATION'

export const UNITY_CATALOG_RULES: readonly Rule[] = [
  {
    category: 'metastore_no_storage',
    confidence: 'high',
    text: /storage root(?: URL)? .{0,30}(?:does not exist|not (?:set|found|configured|defined)|is (?:missing|empty))|default storage is enabled|please provide a storage location|root storage credential|(?:metastore|catalog)\b.{0,80}(?:no|without|missing|does not have|has no|lacks).{0,30}(?:root )?(?:storage|managed location)|(?:managed|storage) location .{0,40}(?:must be|is required|needs to be)|MANAGED LOCATION .{0,40}(?:required|must)/i,
  },
  {
    category: 'uc_quota',
    confidence: 'high',
    codes: ['UC_RESOURCE_QUOTA_EXCEEDED', 'RESOURCE_QUOTA_EXCEEDED', 'METASTORE_QUOTA_EXCEEDED'],
    text: /cannot create \d+ .{0,120}limit|estimated count|(?:quota|limit|maximum number|max(?:imum)?) .{0,60}(?:schemas|tables|catalogs|volumes|functions|objects).{0,60}(?:metastore|catalog|schema|exceed|reach)|(?:metastore|catalog|schema).{0,80}(?:exceed|reach).{0,60}(?:quota|limit|maximum)|(?:exceed|reach)\w* .{0,60}(?:number of|quota|limit).{0,60}(?:schemas|tables|catalogs)/i,
    unless: /requests? (?:per|rate|limit)|rate limit/i,
  },
  {
    category: 'metastore_missing',
    confidence: 'high',
    codes: ['NO_SUCH_METASTORE_EXCEPTION', 'METASTORE_DOES_NOT_EXIST', 'METASTORE_NOT_FOUND', 'OPERATION_REQUIRES_UNITY_CATALOG', 'UC_NOT_ENABLED', 'UNITY_CATALOG_NOT_ENABLED'],
    sqlStates: ['0AKUD'],
    text: /no metastore (?:is |has been )?(?:assigned|attached|found|configured|linked)|metastore (?:\S+ )?(?:was not found|does not exist|not found|is not assigned|not assigned|has not been assigned|cannot be found)|(?:assign|attach|(?:assigned|attached|linked) to) (?:a|any) metastore|unity catalog (?:is |has )?(?:not |n't )(?:been )?(?:enabled|available|configured|supported|set up|activated)|(?:requires?|not enabled for|without|does not (?:have|support|use)) unity catalog|unity catalog (?:isn't|is disabled|disabled)|(?:no|without an?) unity catalog metastore|enable unity catalog/i,
    unless: /storage root/i,
  },
  {
    category: 'catalog_not_bound',
    confidence: 'high',
    codes: ['CATALOG_NOT_ACCESSIBLE', 'UC_CATALOG_NOT_ACCESSIBLE', 'WORKSPACE_BINDING_NOT_FOUND', 'CATALOG_NOT_BOUND'],
    text: /not accessible (?:in|from|to|by|within) (?:the )?(?:current|this|your) workspace|no binding to (?:this|the)|catalog .{0,80}(?:not bound|bound to (?:an)?other workspaces?|is not (?:available|assigned|accessible|enabled) (?:in|to|for|from).{0,20}workspace|isolat)|workspace[- ]binding|(?:workspace|current workspace) .{0,40}not bound/i,
  },
  {
    category: 'principal_not_found',
    confidence: 'high',
    codes: ['PRINCIPAL_DOES_NOT_EXIST', 'PRINCIPAL_NOT_FOUND', 'INVALID_PRINCIPAL', 'USER_NOT_FOUND', 'GROUP_NOT_FOUND'],
    text: /(?:could not|couldn't|cannot|can't|unable to) (?:find|resolve|locate) (?:the )?(?:principal|user|group|service ?principal)|(?:principal|ServicePrincipalName|UserName|GroupName|grantee)s?\b.{0,100}(?:does not exist|do not exist|not found|doesn't exist|cannot be found|could not be found|is not (?:a )?valid|is unknown)|(?:user|(?<!resource )group|service principal)(?: with \S+)?(?: ‹name›| \S+)?(?: \S+)? (?:does not exist|not found|doesn't exist|cannot be found|could not be found)|no such (?:principal|user|group|service principal)|(?:unknown|invalid) (?:principal|grantee)/i,
    // Of the caller itself: that is a matter of signing in.
    unless: /not found in (?:this |the )?workspace/i,
  },
  {
    category: 'grant_denied',
    confidence: 'high',
    text: /(?:not have|lacks?|missing|requires?|needs?|without) (?:the |any )?(?:permissions? |privileges? )?(?:MANAGE|OWNERSHIP|OWN|MANAGE GRANTS?)\b(?! (?:STORAGE|ALLOWLIST))|not (?:an? |the )?(?:\w+ )?(?:account admin|metastore admin|workspace admin|owner)|(?:must be|should be|be|only|requires?) (?:an? |the |by |by the )?(?:\w+ )?(?:owners?\b|metastore admin|account admin|admins? (?:can|may))|(?:cannot|can't|not (?:allowed|authorized|permitted) to|unable to|permission to|failed to) (?:grant|revoke|change (?:the )?(?:grants|permissions|privileges|owner)|manage (?:grants|permissions|privileges)|update permissions)|(?:grant|revoke) .{0,40}(?:denied|not (?:permitted|authorized))|does not own|is not the owner|privileges? to (?:grant|revoke)|users can only manage/i,
    unless: /metastore storage|not have CREATE/i,
  },
  { category: 'create_denied', confidence: 'high', text: lacks('CREATE[ _](?:\\w+[ _])?\\w+|CREATE') },
  {
    category: 'create_denied',
    confidence: 'high',
    text: /(?:not (?:authorized|allowed|permitted)|permissions?|privileges?|rights?) to create (?:a |an |new |the |any )*(?:\w+ )?(?:catalogs?|schemas?|databases?|tables?|views?|volumes?|functions?|clusters?|warehouses?|endpoints?)|cannot create (?:catalog|schema|database|table|view).{0,80}(?:permission|privilege|denied|not authorized)|CREATE (?:CATALOG|SCHEMA|TABLE|VIEW|DATABASE).{0,40}(?:denied|not permitted)/i,
  },
  { category: 'catalog_no_use', confidence: 'high', text: lacks('USE[ _]CATALOG') },
  { category: 'schema_no_use', confidence: 'high', text: lacks('USE[ _](?:SCHEMA|DATABASE)') },
  { category: 'catalog_no_use', confidence: 'high', text: /(?:USAGE|BROWSE|USE|ACCESS|any permissions?|permissions?|privileges?|access)\b (?:on|to|for) (?:the )?catalog\b/i, unless: /\bSELECT\b|CREATE|\bon (?:schema|database|table|view)\b/i },
  { category: 'schema_no_use', confidence: 'high', text: /(?:USAGE|BROWSE|USE|ACCESS|any permissions?|permissions?|privileges?|access)\b (?:on|to|for) (?:the )?(?:schema|database)\b/i, unless: /\bSELECT\b|CREATE|\bon (?:table|view)\b/i },
  {
    category: 'other',
    confidence: 'high',
    text: lacks(`(?:${OTHER_PRIVILEGES.replaceAll(' ', '[ _]')})`),
    also: ['table_no_select', 'create_denied'],
  },
  { category: 'table_no_select', confidence: 'high', text: lacks('SELECT|READ') },
  {
    category: 'table_no_select',
    confidence: 'high',
    text: /(?:permissions?|privileges?|access|SELECT)\b(?: denied)? (?:on|to|for|to read|to access|to query|to select from) (?:the )?(?:table|view|materialized view|relation|streaming table)\b|(?:permission|access) denied (?:for|on|to) (?:table|view|relation)|not authorized to (?:read|select|query|access) .{0,30}(?:table|view)|SELECT .{0,40}denied/i,
    unless: /CREATE|MODIFY|does not exist|not found/i,
  },
  {
    category: 'catalog_not_found',
    confidence: 'high',
    codes: ['NO_SUCH_CATALOG_EXCEPTION', 'CATALOG_NOT_FOUND', 'CATALOG_DOES_NOT_EXIST', 'NO_SUCH_CATALOG'],
    sqlStates: ['3D000'],
    text: /catalog (?:\S+ )?(?:was not|cannot be|could not be|is not|not|can't be) found|catalog (?:\S+ )?(?:does not exist|doesn't exist)|(?:no such|unknown|invalid|nonexistent) catalog|NoSuchCatalog|CatalogNotFound|catalog (?:plugin )?.{0,20}not found/i,
  },
  {
    category: 'schema_not_found',
    confidence: 'high',
    codes: ['SCHEMA_NOT_FOUND', 'SCHEMA_DOES_NOT_EXIST', 'NO_SUCH_SCHEMA_EXCEPTION', 'DATABASE_NOT_FOUND', 'NO_SUCH_DATABASE_EXCEPTION', 'NAMESPACE_NOT_FOUND', 'NO_SUCH_SCHEMA', 'MISSING_SCHEMA'],
    sqlStates: ['3F000'],
    text: /(?:schema|database|namespace) (?:\S+ )?(?:was not|cannot be|could not be|is not|not|can't be) found|(?:schema|database|namespace) (?:\S+ )?(?:does not exist|doesn't exist)|(?:no such|unknown|nonexistent) (?:schema|database|namespace)|NoSuch(?:Database|Namespace|Schema)|(?:Database|Schema)NotFound/i,
  },
  {
    category: 'table_not_found',
    confidence: 'high',
    codes: [
      'TABLE_OR_VIEW_NOT_FOUND', 'TABLE_NOT_FOUND', 'TABLE_DOES_NOT_EXIST', 'VIEW_NOT_FOUND', 'UNRESOLVED_RELATION', 'DELTA_TABLE_NOT_FOUND', 'DELTA_MISSING_DELTA_TABLE', 'NO_SUCH_TABLE_EXCEPTION',
      'DELTA_PATH_DOES_NOT_EXIST', 'RELATION_NOT_FOUND', 'VIEW_DOES_NOT_EXIST',
    ],
    sqlStates: ['42P01', '42S02'],
    text: /(?:table|view|relation)(?: or view)? (?:\S+ )?(?:was not|cannot be|could not be|is not|not|can't be) found|(?:table|view|relation)(?: or view)? (?:\S+ )?(?:does not exist|doesn't exist)|(?:no such|unknown|nonexistent) (?:table|view|relation)|NoSuchTable|TableNotFound|UnresolvedRelation|is not a delta table/i,
  },
]

/** Where only the class or SQLSTATE of a refusal is left, the stage is the best hint there is. */
export const UNITY_CATALOG_FALLBACKS: readonly Rule[] = [
  {
    category: 'catalog_no_use',
    confidence: 'low',
    text: /\b(?:catalog|schema)s?\b(?: \S+)? (?:(?:is|are|was) )?(?:not (?:accessible|reachable)|inaccessible)|(?:cannot|can't|could not|unable to) access (?:the )?(?:catalog|schema)/i,
    also: ['catalog_not_found', 'schema_no_use', 'schema_not_found'],
  },
  ...(['catalog', 'schema', 'table'] as const).map((level): Rule => ({
    category: level === 'catalog' ? 'catalog_no_use' : level === 'schema' ? 'schema_no_use' : 'table_no_select',
    confidence: 'low',
    codes: ['INSUFFICIENT_PERMISSIONS', 'PERMISSION_DENIED', 'UNAUTHORIZED_ACCESS'],
    sqlStates: ['42501'],
    stage: level === 'table' ? /table|read/ : new RegExp(level),
    also: ['catalog_no_use', 'schema_no_use', 'table_no_select'],
  })),
  { category: 'create_denied', confidence: 'low', codes: ['INSUFFICIENT_PERMISSIONS', 'UNAUTHORIZED_ACCESS'], sqlStates: ['42501'], only: /\bcreate\b/i, also: ['grant_denied', 'other'] },
  { category: 'table_no_select', confidence: 'low', codes: ['INSUFFICIENT_PERMISSIONS', 'UNAUTHORIZED_ACCESS'], sqlStates: ['42501'], also: ['schema_no_use', 'catalog_no_use', 'create_denied'] },
  { category: 'uc_quota', confidence: 'low', codes: ['QUOTA_EXCEEDED'], also: ['serverless_quota', 'other'] },
  { category: 'table_not_found', confidence: 'low', sqlStates: ['42704'], stage: /table|read/, also: ['schema_not_found', 'catalog_not_found'] },
  { category: 'schema_not_found', confidence: 'low', sqlStates: ['42704'], stage: /schema/, also: ['catalog_not_found'] },
  { category: 'catalog_not_found', confidence: 'low', sqlStates: ['42704'], also: ['schema_not_found', 'principal_not_found', 'metastore_missing'] },
]
