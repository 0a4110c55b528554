import { is, type Rule } from './rule'

export const SIGN_IN_RULES: readonly Rule[] = [
  {
    category: 'ip_blocked',
    confidence: 'high',
    codes: ['PRIVATE_LINK_VALIDATION_ERROR', 'IP_ACCESS_DENIED', 'IP_ACL_BLOCKED'],
    text: /\bIP[ _-]?ACLs?\b|(?:is )?blocked by Databricks|IP access list|unauthorized network access|public (?:network )?access (?:to .{0,40})?(?:is )?(?:not allowed|disabled|denied|restricted)|private[- ]?link|source IP(?: address)?\b|(?:your|client|caller'?s?|this|the) IP(?: address)? .{0,60}(?:not (?:allowed|authorized|permitted|whitelisted)|blocked|denied)|IP address .{0,60}(?:not (?:allowed|authorized|permitted|in the allow)|is blocked|was blocked)|(?:denied|blocked|refused|rejected) by (?:the )?(?:\w+ )?(?:network|ingress|IP) (?:policy|polic|access)|ingress policy|only (?:allows?|accepts?) (?:connections|requests|access|traffic) (?:from|through)|network (?:policy|access) .{0,60}(?:denied|den(?:ies|y)|block|refus|not allow|prevent)|unexpected token .{0,30}Unauthoriz|unexpected token ‹name›, "?Unauthoriz/i,
  },
  {
    category: 'ip_blocked',
    confidence: 'medium',
    text: /unauthorized access to (?:Org|workspace)/i,
    also: ['identity_disabled'],
    note: 'Databricks uses these words both for an address that an IP access list refuses and for an identity that is not assigned to the workspace.',
  },
  {
    category: 'token_scope',
    confidence: 'high',
    codes: ['INSUFFICIENT_SCOPE', 'INVALID_SCOPE', 'MISSING_SCOPE'],
    text: /required scopes?|requires? (?:one of )?(?:the )?following scopes?|invalid[ _]scope|insufficient[ _]scopes?|scopes? (?:is |are )?(?:missing|required|insufficient|not (?:granted|allowed))|(?:missing|lacks?|without|not have|needs?|requires?) (?:the |a |any )?(?:required |necessary |OAuth |API |‹name› |\S+ )?scopes?\b|not (?:authorized|permitted|allowed) (?:for|by) (?:the |this |its )?(?:token )?scopes?/i,
  },
  {
    category: 'token_expired',
    confidence: 'high',
    codes: ['TOKEN_EXPIRED', 'EXPIRED_TOKEN', 'INVALID_GRANT', 'EXPIRED_JWT', 'ERR_JWT_EXPIRED', 'EXPIREDTOKEN'],
    text: /token (?:\S+ )?(?:is |has |was |had |already )?(?:already )?(?:been )?expired|expired (?:access |refresh |OAuth |bearer |security |PAT |personal access |session |JWT )*token|JWT (?:is |has )?expired|ExpiredJwt|TokenExpired|token is expiring|(?:access |refresh |JWT |security )token .{0,60}expir(?:ed|ing|y)|refresh token (?:is invalid|has been revoked|not found|was revoked)|invalid_grant|AADSTS(?:70043|700082|700084|50173|70008|50089|700081|7000222|50132|50078)|client secret .{0,80}expired|secret .{0,60}(?:is|has) expired|credentials? (?:have |has |is |are )expired|lifetime validation failed|IDX10223|(?:PAT|personal access token) .{0,40}expired|token.{0,20}past its expir|expiration time.{0,40}(?:past|before)|reauthenticat|oauth2: token expired/i,
  },
  {
    category: 'token_missing',
    confidence: 'high',
    text: /cannot configure default credentials|\bno (?:\w+ ){0,3}(?:token|credentials?) (?:is |was |were )?(?:configured|provided|given|supplied|found|set|specified)|can(?:no|')t (?:configure|find) (?:default )?credentials|(?:empty|missing|no|without an?|blank) (?:\w+ )?(?:access )?(?:token|credentials?|PAT|bearer)(?: (?:was|were|is|are))?(?: (?:provided|supplied|given|found|configured|set|specified|sent|present|available))?(?:$|[.:,;)<(]| (?:for|in|and|or|to|from|at)\b)|(?:token|credentials?|PAT|PWD|password)['"]? (?:is |was |are |were )?(?:missing|empty|blank|required|not (?:set|provided|configured|specified|supplied|found|present|given|available)|must (?:not be empty|be (?:set|provided|specified))|cannot be (?:empty|blank|null|none))|credentials? (?:is |are )?not (?:set|configured|provided)|authentication is not configured|Authorization header (?:is |was )?(?:missing|required|not (?:present|found|set|provided))|missing (?:the )?(?:required )?(?:authorization|authentication)|no (?:valid )?(?:authentication|auth) (?:method|provider|credentials?|header|token|information)|(?:DATABRICKS_TOKEN|access_token|PWD).{0,40}(?:not set|required|missing|must be|is empty)|required .{0,40}\b(?:PWD|access_token)\b|(?:must|need to|please) (?:provide|specify|set|supply|enter|configure) .{0,40}(?:token|credentials?|password|PWD)|run .{0,30}(?:auth login|configure)|not logged in|failed to (?:detect|find|load) .{0,30}credentials|must be (?:specified|provided|set|given) for .{0,30}authentication|default auth: (?:cannot configure|no )|(?:KeyError|env(?:ironment)? var(?:iable)?)\b.{0,60}(?:TOKEN|PASSWORD|PWD)\b|validate: no .{0,20}auth/i,
    unless: /invalid access token|token (?:has |is )?expired|refresh token is not set|credential was not sent/i,
  },
  {
    category: 'identity_disabled',
    confidence: 'high',
    codes: ['USER_INACTIVE', 'USER_DISABLED', 'PRINCIPAL_INACTIVE', 'USER_NOT_ACTIVE', 'IDENTITY_DISABLED'],
    text: /(?:service principal|user|principal|identity|account|caller)\b.{0,100}?(?:not (?:been )?(?:assigned|added) to (?:(?:this|the|any|your) )?workspace|not a member of (?:(?:this|the|your) )?workspace|not (?:authorized|allowed|permitted) to access (?:this|the) workspace|(?:is|was|has been|been|are) (?:currently )?(?:inactive|disabled|deactivated|suspended|blocked|locked|removed from (?:this|the) workspace)|is not active|does not (?:belong to|exist in|have access to) (?:this|the) workspace|no(?:t| longer) (?:found |exists? )?(?:in|part of) (?:this |the )?workspace)|(?:inactive|disabled|deactivated|deleted) (?:user|service principal|principal|identity|account)|does not have access to (?:this|the) workspace|not a member of (?:(?:this|the|your) )?(?:workspace|org)\b|AADSTS(?:50057|7000112|50034|700016|50105)|user not authorized\b|not assigned to (?:this|the) workspace|active ?(?:=|:|is) ?"?false/i,
    unless: /catalog|warehouse|endpoint|could not find principal/i,
  },
  {
    category: 'entitlement_missing',
    confidence: 'high',
    codes: ['MISSING_ENTITLEMENT', 'ENTITLEMENT_MISSING'],
    text: /entitle|databricks-sql-access|databricks sql access|(?:access|authorized|permission|allowed|enabled) (?:to|for|to use|to access) Databricks SQL(?! (?:warehouse|endpoint))|Databricks SQL (?:is|isn't) (?:not )?(?:available|enabled) for (?:this|the|your) user|workspace[- ]access (?:is )?(?:required|missing)/i,
  },
  {
    category: 'token_invalid',
    confidence: 'high',
    codes: ['INVALID_TOKEN', 'INVALID_ACCESS_TOKEN', 'INVALID_CLIENT', 'INVALID_CREDENTIALS', 'TOKEN_INVALID', 'FAILURE_OAUTH_REQUEST'],
    text: /invalid (?:\w+ ){0,4}token\b|token (?:\S+ )?(?:is |was )?(?:not valid|invalid|malformed|unknown|unrecognized|not recognized|incorrect|wrong)|token .{0,20}(?:has been |was |is )revoked|revoked token|(?:bad|malformed|unknown|wrong|incorrect) (?:access |bearer )?token|check the token|invalid[ _](?:user ?name|credentials?|authentication credentials|client secret)|invalid_client|client authentication failed|credential was not sent|unsupported type for this API|user ?name or password|MalformedJwt|JWT strings must|jwt (?:malformed|signature|is malformed|invalid)|invalid (?:jwt|signature)|signature (?:verification|is invalid|mismatch)|invalid (?:authorization )?header|header value|header content|illegal header|AADSTS(?:7000215|50126|90002|700027)|token (?:does not|doesn'?t) (?:exist|match)|token not found|no such token|authentication (?:has )?failed|failed to authenticate|unable to authenticate|login failed|authentication failure|could not authenticate|error validating (?:access )?token|token validation failed|HTTP Response code: 401|issuer .{0,60}not (?:trusted|valid)|token_endpoint/i,
    unless: /metastore|could not find principal|\$\^/i,
    also: ['token_expired'],
  },
  {
    category: 'token_invalid',
    confidence: 'medium',
    codes: ['UNAUTHENTICATED', 'CUSTOMER_UNAUTHORIZED'],
    text: /\bUNAUTHENTICATED\b|unauthenticated|\b401\b|unauthorized(?! access to (?:org|workspace))/i,
    status: is(200, 401),
    also: ['token_missing', 'token_expired'],
  },
  { category: 'token_invalid', confidence: 'medium', status: is(401), also: ['token_missing', 'token_expired'] },
  {
    category: 'token_invalid',
    confidence: 'medium',
    codes: ['UNAUTHENTICATED'],
    text: /(?:error|fail(?:ed|ure)|unable)(?: to| while| in)? (?:fetch|retriev|obtain|get|refresh|exchang)\w* .{0,30}(?:tokens?|credentials)\b|\b(?:401 )?unauthorized\b(?! access)|check your credentials/i,
    also: ['token_missing', 'token_expired', 'ip_blocked'],
  },
]
