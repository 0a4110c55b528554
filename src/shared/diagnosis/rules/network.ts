import { is, type Rule } from './rule'

/** Proxies, addresses and other things that decide before a connection is even tried. */
export const ADDRESS_RULES: readonly Rule[] = [
  {
    category: 'not_databricks_host',
    confidence: 'high',
    text: /OAuth is not supported for|\bis (?:the|an) accounts? console\b/i,
    also: ['host_malformed'],
  },
  {
    category: 'not_databricks_host',
    confidence: 'high',
    text: /\b(?:web ?site|site|web ?page|page|URL|domain)\b.{0,60}\b(?:has been |was |is )(?:blocked|denied|restricted|filtered)|(?:web ?page|site|URL|domain|access) blocked\b|Zscaler|FortiGuard|Netskope|Blue ?Coat|Forcepoint|Cisco Umbrella|Web Gateway/i,
    only: /<html|<h\d|<title|<!doctype|text\/html/i,
    also: ['ip_blocked', 'proxy_auth'],
    note: 'A filter of the network on this side answered with its block page; the request never reached Databricks.',
  },
  {
    category: 'proxy_auth',
    confidence: 'high',
    codes: ['ERR_PROXY_AUTH_REQUESTED', 'ERR_PROXY_AUTH_UNSUPPORTED'],
    text: /\b407\b|proxy authentication (?:is )?required|Proxy-Authenticate|proxy .{0,40}(?:credentials|authenticat)/i,
  },
  { category: 'proxy_auth', confidence: 'high', status: is(407) },
  {
    category: 'proxy_auth',
    confidence: 'medium',
    codes: ['ERR_TUNNEL_CONNECTION_FAILED', 'ERR_PROXY_CONNECTION_FAILED'],
    text: /tunnel connection failed: 40[13]|HTTP code 403 from proxy|proxy (?:refused|denied|rejected|blocked)|Proxy response \(40[13]\)|CONNECT tunnel failed, response 40[13]/i,
    also: ['refused', 'timeout'],
    note: 'The proxy was reached but refused to open a connection to the workspace.',
  },
  {
    category: 'host_malformed',
    confidence: 'high',
    codes: ['ERR_INVALID_URL', 'ERR_INVALID_PROTOCOL', 'ERR_UNESCAPED_CHARACTERS'],
    text: /invalid (?:\w+ )?URL|Failed to parse URL|invalid URI|malformed ?URL|MalformedURLException|URISyntaxException|must (?:start|begin) with (?:‹name›|["']?https?:|a scheme)|No (?:URL )?scheme supplied|MissingSchema|InvalidSchema|unsupported protocol scheme|missing protocol scheme|UnsupportedProtocol|No connection adapters|no Host in request URL|\bhost= (?:port|$)|dial tcp :\d+|https?:\/\/:\d+|relative URL without a base|illegal format|\bcurl: \((?:1|3)\)|unknown url type|nonnumeric port|InvalidURL|first path segment in URL|invalid control character in URL|URL can'?t contain control|invalid URL escape|LocationParseError|Failed to parse: |label (?:empty|is empty|too long|empty or too long)|invalid (?:\w+ )?(?:host ?name|host|port)\b(?! header)|invalid character .{0,6} in host name|too many colons in address|missing port in address|empty host|(?:missing|no) (?:server |databricks |workspace )*(?:host ?name|host|URL)\b(?: (?:provided|configured|given|set|specified)|$|[.;,])|incorrect host\b|DATABRICKS_HOST.{0,40}(?:not set|required|missing|is empty)|host (?:name )?(?:is|was) (?:missing|empty|required|not set|blank)|(?:host|server_hostname)(?: \S+)? (?:must not|should not|cannot|can't|may not) (?:contain|include|start|be empty|have)|Illegal character in (?:authority|host|scheme)|bad port|port (?:is )?out of range|Only absolute URLs|absolute URI|hostname can'?t be null/i,
  },
  {
    category: 'host_malformed',
    confidence: 'high',
    text: /(?:ENOTFOUND|EAI_AGAIN) https?(?![\w.-])|lookup https?(?: on \S+)?: |resolve (?:host|‹name›):? ?\(?[‘'"]?https?[‘'":)]?(?:$|[ ;)])|host=‘?'?https?'?,|UnknownHostException: https?(?![\w.-])|https?:\/\/https?(?:[:/]|%3A)/i,
    note: 'The value given as host still has `https://` in front, so the computer looked for a machine called "https".',
  },
  {
    category: 'workspace_not_found',
    confidence: 'high',
    codes: ['WORKSPACE_NOT_FOUND', 'WORKSPACE_DOES_NOT_EXIST', 'WORKSPACE_DELETED', 'WORKSPACE_CANCELLED'],
    text: /workspace with (?:resource )?id .{0,300}(?:could not be found|not found|does not exist)|account does not exist|does not belong to this account|workspace (?:‹name› |\d+ |id \d+ |for \S+ )?(?:(?:was |is |could )?not found|not found|does not exist|doesn't exist|cannot be found|could not be found|has been (?:deleted|cancelled|canceled|suspended|deactivated)|is (?:deleted|cancelled|canceled|suspended|deactivated|not active|being deleted))|no (?:such )?workspace (?:found|with|exists)|(?:unable|failed) to (?:find|locate|resolve) (?:the )?workspace|unknown (?:workspace|deployment|org(?:anization)?)|(?:invalid|unknown|no) (?:org|workspace) ?id|deleted workspace|ResourceNotFound.{0,80}Microsoft\.Databricks\/workspaces|Microsoft\.Databricks\/workspaces.{0,200}not found|(?:azure )?resource .{0,80}workspaces.{0,80}not found/i,
  },
]

export const NETWORK_RULES: readonly Rule[] = [
  {
    category: 'dns',
    confidence: 'high',
    codes: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME', 'EAI_NODATA', 'EAI_FAIL', 'ENODATA', 'ERR_NAME_NOT_RESOLVED', 'DNS_PROBE_FINISHED_NXDOMAIN', 'WSAHOST_NOT_FOUND'],
    text: /getaddrinfo|no such host|name or service not known|nodename nor servname|name resolution|NameResolutionError|failed to resolve|(?:could not|couldn't|cannot|can't|unable to) (?:be )?resolved? |could not be resolved|no address associated with host ?name|name does not resolve|server misbehaving|failed to lookup address|dns error|NXDOMAIN|\bcurl: \((?:5|6)\)|UnknownHostException|UnresolvedAddressException|unknown host|host not found|no such host is known|lookup \S+(?: on \S+)?: .{0,60}timeout|\b11001\b|\bErrno -[235]\]/i,
    // What SQL and command line tools can't resolve is no host.
    unless: /resolve (?:the )?(?:routine|columns?|function|variable|reference|principal|table|view|relation|catalog|schema|warehouse|model|‹name› given)\b|failed to resolve: |UNRESOLVED_/i,
  },
  {
    category: 'timeout',
    confidence: 'high',
    codes: [
      'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'WSAETIMEDOUT', 'ERR_CONNECTION_TIMED_OUT',
      'ERR_TIMED_OUT', 'DEADLINE', 'ERR_SOCKET_CONNECTION_TIMEOUT', 'TIMEOUTERROR',
    ],
    text: /\b10060\b|\bcurl: \(28\)|SocketTimeoutException|ConnectTimeout|ReadTimeout|connect(?:ion)?(?:\(\))? timed? ?out|read timed out|i\/o timeout|context deadline exceeded|Client\.Timeout|TLS handshake timeout|did not properly respond after a period|canceled due to the configured .{0,20}Timeout|aborted due to timeout|deadline has elapsed|(?:connect|body|headers|socket|network|request|operation|handshake|login|read|write) time(?:d )?-?out|timeout (?:of \d+|expired|exceeded|was reached|error)|timed out (?:after|while|trying)|\bos error 110\b|Errno 110\]|TimeoutError|TimeoutException|The request timed out/i,
    unless: /(?:waiting for|start).{0,40}(?:warehouse|cluster|endpoint)|(?:warehouse|cluster|endpoint).{0,40}to (?:start|be running)|\b50[0-9] |gateway time-?out|session (?:has |was )?timed/i,
  },
  {
    category: 'refused',
    confidence: 'high',
    codes: ['ECONNREFUSED', 'WSAECONNREFUSED', 'ERR_CONNECTION_REFUSED'],
    text: /connection (?:was )?refused|actively refused|no connection could be made|\bcurl: \(7\)|\b10061\b|os error (?:111|61)\b|Errno (?:111|61)\]|couldn'?t connect to (?:server|host)|connect\(\) failed/i,
    unless: /timed? ?out|timeout|no route to host|unreachable/i,
  },
  {
    category: 'reset',
    confidence: 'high',
    codes: [
      'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ECONNABORTED', 'WSAECONNRESET', 'WSAECONNABORTED', 'ERR_CONNECTION_RESET', 'ERR_CONNECTION_CLOSED', 'ERR_EMPTY_RESPONSE',
      'SSL_ERROR_SYSCALL', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_HTTP2_STREAM_ERROR',
    ],
    text: /connection (?:was )?(?:forcibly )?(?:reset|aborted|closed)|connection closed|socket hang up|other side closed|forcibly closed|broken pipe|unexpected EOF|unexpected eof|: EOF\b|EOF occurred|EOFException|Remote end closed|RemoteDisconnected|remote host (?:closed|terminated)|premature(?:ly)? (?:close|end)|closed prematurely|\bcurl: \((?:18|52|55|56|92|16)\)|Empty reply|NoHttpResponse|failed to respond|ChunkedEncodingError|IncompleteRead|IncompleteMessage|closed before message completed|socket disconnected|connection abort|GOAWAY|stream (?:was )?(?:reset|closed)|\b1005[34]\b|os error (?:104|32)\b|Errno (?:104|32|54)\]|response ended prematurely|server disconnected|unexpectedly closed|terminated the handshake|transport connection:|transport is closing|socket closed/i,
    also: ['tls_not_tls'],
  },
  {
    category: 'timeout',
    confidence: 'medium',
    codes: ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'WSAENETUNREACH', 'WSAEHOSTUNREACH', 'ERR_ADDRESS_UNREACHABLE', 'ERR_INTERNET_DISCONNECTED', 'EADDRNOTAVAIL', 'EACCES'],
    text: /no route to host|(?:network|host) (?:is )?unreachable|unreachable (?:host|network)|NoRouteToHostException|network is down|\b1006[25]\b|\b10051\b|Errno (?:101|113)\]/i,
    also: ['refused', 'dns'],
    note: 'There is no network path from this computer to that address.',
  },
  {
    category: 'timeout',
    confidence: 'medium',
    text: /\btimed? ?out\b|\btime-out\b|\btimeout\b|deadline exceeded/i,
    unless: /waiting for .{0,40}(?:warehouse|cluster|endpoint)|session|gateway time-?out|wait_timeout|\b50[0-9]\b/i,
    also: ['service_unavailable', 'warehouse_starting'],
  },
  {
    category: 'refused',
    confidence: 'medium',
    text: /ConnectException|failed to (?:connect|establish a (?:new )?connection)|unable to connect to (?:the )?(?:remote )?server|cannot connect to proxy|tcp connect error|Could not connect/i,
    also: ['timeout', 'dns'],
  },
]

/** Answers of a gateway or of something that is not a workspace. */
export const GATEWAY_RULES: readonly Rule[] = [
  {
    category: 'rate_limited',
    confidence: 'high',
    codes: ['REQUEST_LIMIT_EXCEEDED', 'RATE_LIMIT_EXCEEDED', 'TOO_MANY_REQUESTS'],
    text: /too many (?:requests|429\b)|rate[- ]limit|request (?:rate|limit)|requests?[- ]per[- ](?:second|minute)|throttl|exceeded .{0,30}(?:QPS|requests)|too many (?:concurrent|queued|running) (?:quer|statement|request|session)|(?:maximum|max) number of (?:queued|concurrent|running) (?:quer|statement|request|session)|quer(?:y|ies) queue .{0,40}full/i,
  },
  { category: 'rate_limited', confidence: 'high', status: is(429) },
  {
    category: 'not_databricks_host',
    confidence: 'medium',
    text: /is not a (?:valid )?Databricks|not a Databricks (?:host|workspace)|unexpected token ‹name›|Unexpected token '?"?<|invalid character '<'|Expecting value: line 1 column 1|unexpected character .{0,30}<|not an API answer|not valid JSON|JSONDecodeError|Unexpected end of JSON|<!doctype html|<html|Content-Type:? text\/html|unable to load OAuth config|Failed to (?:get|fetch|load) OIDC|oidc.{0,60}(?:404|not found)|Method Not Allowed|text\/html|(?:answer|response|reply|body|received|returned|got) (?:\w+ ){0,2}HTML|unable to parse response|DOCTYPE/i,
    also: ['host_malformed', 'ip_blocked', 'service_unavailable'],
  },
  { category: 'not_databricks_host', confidence: 'medium', status: is(301, 302, 303, 307, 308, 405), also: ['host_malformed', 'ip_blocked', 'http_path_wrong'] },
  {
    category: 'service_unavailable',
    confidence: 'high',
    codes: ['TEMPORARILY_UNAVAILABLE', 'WORKSPACE_TEMPORARILY_UNAVAILABLE', 'SERVICE_UNDER_MAINTENANCE'],
    text: /service (?:is )?(?:temporarily )?unavailable|temporarily unavailable|No webapps are available|bad gateway|capacity constraints|upstream connect error|no healthy upstream|under maintenance|gateway time-?out|upstream request timeout|server is (?:overloaded|busy)|please try again later|HTTP Response code: 50[234]|UNAVAILABLE: /i,
    also: ['warehouse_starting'],
  },
  { category: 'service_unavailable', confidence: 'high', status: is(502, 503, 504), also: ['warehouse_starting'] },
  { category: 'service_unavailable', confidence: 'medium', codes: ['INTERNAL_ERROR'], text: /internal (?:server )?error/i, status: (s) => s >= 500, also: ['other'] },
  { category: 'service_unavailable', confidence: 'low', status: (s) => s >= 500 && s !== 501, also: ['other'] },
]
