import { askMessage } from '../subject'
import { networkAdmin, retry } from './entry'
import { NETWORK } from './network'
import type { Special } from './special'

/** Results of queries lie in the workspace's cloud storage: hosts of their own. */
const RESULT_STORE = /CloudFetch|cloud fetch|failed to download (?:link|file|result)|external[_ ]links?\b|blob\.core\.windows\.net|\.storage\.cloud\.databricks\.com|\.s3[.-][\w.-]*amazonaws\.com|storage\.googleapis\.com/i
const STORE_HOST = /(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:blob\.core\.windows\.net|storage\.cloud\.databricks\.com|amazonaws\.com)|(?<![\w.-])storage\.googleapis\.com/i

export const SPECIAL_NETWORK: readonly Special[] = [
  {
    of: ['host_malformed'],
    when: /(?:missing|no) (?:server |databricks |workspace )*(?:host ?name|host|URL)\b|must not be empty|empty host|host (?:name )?(?:is|was) (?:missing|empty|required|not set|blank)|DATABRICKS_HOST|\bhost= (?:port|$)/i,
    title: () => 'The host is missing',
    causes: () => ['No host was given. It is the name in the address of the workspace, for example adb-1234567890123456.7.azuredatabricks.net.'],
  },
  {
    of: ['dns', 'refused', 'timeout', 'reset', 'proxy_auth', 'tls_untrusted', 'tls_hostname', 'service_unavailable', 'other', 'token_invalid'],
    when: RESULT_STORE,
    title: () => 'The results of the query can\'t be fetched from cloud storage',
    causes: () => [
      'Databricks hands over larger results as files in the cloud storage of the workspace, on another host than the workspace. A firewall or proxy on this side stops them; small results still arrive.',
      'The storage account of the workspace accepts only certain networks.',
    ],
    fixes: (s) => {
      const store = STORE_HOST.exec(s.said)?.[0] ?? 'the storage host that the message names'
      return [
        { text: `Have connections to ${store} allowed on port 443.`, ask: { whom: networkAdmin, message: askMessage(s, `this computer must be able to open HTTPS connections to ${store}, where Databricks puts the results of queries`) } },
        { text: 'Or switch Cloud Fetch off in the client: EnableQueryResultDownload=0 (JDBC, ODBC), use_cloud_fetch=False (Python), useCloudFetch: false (Node).' },
        retry('Then try again.'),
      ]
    },
  },
  {
    of: ['timeout'],
    when: /STATEMENT_TIMEOUT|(?:statement|query|command) .{0,60}(?:time(?:d)? ?-?out|cancel)|(?:cancel|time(?:d)? ?-?out).{0,40}(?:statement|query)/i,
    title: () => 'The query took longer than it may',
    causes: () => ['The connection stands; the query ran into a time limit of the SQL warehouse (STATEMENT_TIMEOUT) or of the client.'],
    fixes: () => [
      { text: 'Read less at once, or use a larger SQL warehouse.', action: 'choose-warehouse' },
      { text: 'Or have the limit raised: STATEMENT_TIMEOUT of the session or of the SQL warehouses of the workspace, or the time limit of the client.' },
    ],
  },
  {
    of: ['timeout'],
    // The bare words of a tool: nothing in them says that it was the network.
    unless: /ETIMEDOUT|CONNECT_TIMEOUT|connect(?:Timeout| timed| timeout=)|\b10060\b|dial tcp|i\/o timeout|handshake|curl|unreachable|no route|DEADLINE|port\b/i,
    causes: (s) => [...NETWORK.timeout.causes(s), 'Or it was not the network: the SQL warehouse was stopped and took longer to start than the tool waits.'],
    fixes: (s) => [...NETWORK.timeout.fixes(s), { text: 'Start the SQL warehouse beforehand, then try again.', action: 'start-warehouse' }],
  },
  {
    of: ['refused'],
    unless: /refused|ECONNREFUSED|\b10061\b|(?:errno|os error)\D{0,4}(?:111|61)\b|curl: \(7\)|connect\(\)/i,
    title: (s) => `${s.host ?? 'The workspace'} can't be reached`,
    causes: () => ['The text does not say why: the name may not be found, a firewall or proxy may stop the connection, or the port may be wrong.'],
    fixes: (s) => [
      { text: 'Look the name up.', statement: { language: 'shell', text: `nslookup ${s.shellHost}` } },
      { text: 'Try the connection by hand: its answer names the cause.', statement: { language: 'shell', text: `curl -sv --max-time 15 -o /dev/null https://${s.shellHost}:${s.port ?? 443}/` } },
      { text: 'Check host and port: Databricks listens on port 443.', action: 'edit-host' },
    ],
  },
  {
    of: ['rate_limited'],
    when: /quer|statement/i,
    unless: /\b429\b|requests?[- ]per|rate/i,
    title: () => 'The SQL warehouse has too many queries at once',
    causes: () => ['Its queue is full: more queries run and wait than it takes.'],
    fixes: () => [retry('Wait until others have finished, then try again.'), { text: 'Let the warehouse scale: SQL Warehouses > the warehouse > Edit > Scaling; or use one of its own for CleverTap.', action: 'choose-warehouse' }],
  },
]
