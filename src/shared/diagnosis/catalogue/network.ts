import { askMessage, type Subject } from '../subject'
import { type Entry, networkAdmin, retry } from './entry'

const host = (s: Subject): string => s.host ?? 'the workspace host'
const port = (s: Subject): number => s.port ?? 443
const openAsk = (s: Subject) => ({
  whom: networkAdmin,
  message: askMessage(s, `this computer must be able to open HTTPS connections to ${host(s)} on port ${port(s)} (directly, or through a proxy that allows it)`),
})

export const NETWORK = {
  dns: {
    title: (s) => (s.host === undefined ? "The workspace's host name can't be found" : `The name ${s.host} can't be found`),
    causes: (s) => [
      `The host name is mistyped, or ${s.host === undefined ? 'the workspace' : `the workspace ${s.host}`} no longer exists.`,
      'This computer has no DNS for that name: it is offline, or a private name needs your company network or VPN.',
    ],
    fixes: (s) => [
      { text: 'Compare the host with the address of your workspace in the browser; enter the host name only, without https:// and without a path.', action: 'edit-host' },
      { text: 'Look the name up by hand.', statement: { language: 'shell', text: `nslookup ${s.shellHost}` } },
      retry('Connect to your company network or VPN, then try again.'),
    ],
  },
  refused: {
    title: (s) => `${host(s)} refuses connections on port ${port(s)}`,
    causes: (s) => [
      port(s) === 443 ? `Nothing answers on port 443 of ${host(s)}: the host is wrong, or a firewall or local proxy refuses the connection.` : `Databricks listens on port 443; port ${port(s)} is closed.`,
      'A proxy is configured on this computer but is not running.',
    ],
    fixes: (s) => [
      { text: 'Set the port to 443.', action: 'edit-port' },
      { text: 'Check the host name.', action: 'edit-host' },
      { text: 'Ask for the connection to be opened.', ask: openAsk(s) },
    ],
  },
  timeout: {
    title: (s) => `${host(s)} did not answer in time`,
    causes: (s) => [
      `A firewall drops connections to ${host(s)} on port ${port(s)} without saying so.`,
      'The connection must go through a proxy that is not configured on this computer.',
      'The workspace can be reached over a private network only (Private Link), and this computer is not in it.',
    ],
    fixes: (s) => [
      { text: 'Check host and port: Databricks listens on port 443.', action: 'edit-host' },
      { text: 'Try the connection by hand.', statement: { language: 'shell', text: `curl -sv --max-time 15 -o /dev/null https://${s.shellHost}:${port(s)}/` } },
      { text: 'If your company uses a proxy, set HTTPS_PROXY before starting the assistant; otherwise ask for the connection to be opened.', ask: openAsk(s) },
      retry('Try again, with a longer deadline if the network is slow.'),
    ],
  },
  reset: {
    title: (s) => `The connection to ${host(s)} was cut`,
    causes: () => [
      'A firewall, proxy or VPN between this computer and Databricks closed the connection.',
      'The port speaks something other than HTTPS.',
      'It was a short fault of the network.',
    ],
    fixes: (s) => [
      retry('Try again: a short fault goes away by itself.'),
      { text: 'If it happens every time, ask what inspects the traffic.', ask: openAsk(s) },
      { text: 'Check host and port: Databricks listens on port 443.', action: 'edit-port' },
    ],
  },
  proxy_auth: {
    title: () => 'The proxy refuses to pass the connection on',
    causes: (s) => ['The proxy between this computer and the internet wants a user name and password (HTTP 407).', `The proxy does not allow connections to ${host(s)}.`],
    fixes: (s) => [
      { text: 'Set the proxy with its credentials, then start the assistant again from that window.', statement: { language: 'shell', text: "export HTTPS_PROXY='http://USER:PASSWORD@PROXY-HOST:PORT'" } },
      { text: `If ${host(s)} can be reached without the proxy, exclude it.`, statement: { language: 'shell', text: `export NO_PROXY='${s.shellHost}'` } },
      { text: 'Ask for access through the proxy.', ask: { whom: networkAdmin, message: askMessage(s, `the proxy must let this computer connect to ${host(s)} on port ${port(s)}`) } },
    ],
  },
  host_malformed: {
    // A host that the message names may be the good part of what was entered.
    title: (s) => (s.host === undefined || s.host === s.shellHost ? 'The value given as host is not a host name' : `"${s.host}" is not usable as a host`),
    causes: () => ['The host must be the bare name, for example adb-1234567890123456.7.azuredatabricks.net: no https://, no path, no port, no spaces.', 'The host is empty.'],
    fixes: () => [{ text: 'Correct the host. You may paste the whole address of the workspace: the assistant takes the right part of it.', action: 'edit-host' }],
  },
  not_databricks_host: {
    title: (s) => `${host(s)} does not answer like a Databricks workspace`,
    causes: (s) => [
      `${host(s)} is another web site, or the account console instead of a workspace.`,
      'A login page, a company block page or a captive portal answered in its place.',
      'The workspace can be reached over Private Link only and redirects everybody else to its login page.',
    ],
    fixes: (s) => [
      { text: 'Check the host: open your workspace in the browser and copy the name from its address.', action: 'edit-host' },
      { text: 'See what answers.', statement: { language: 'shell', text: `curl -si --max-time 15 https://${s.shellHost}/api/2.0/preview/scim/v2/Me | head -20` } },
      retry('If you are in a hotel or guest network, sign in to it first, then try again.'),
    ],
  },
  workspace_not_found: {
    title: (s) => `There is no such workspace${s.host === undefined ? '' : ` at ${s.host}`}`,
    causes: () => ['The workspace was deleted or cancelled, or its id is wrong.', 'The sign-in belongs to another account than the workspace.'],
    fixes: () => [
      { text: 'Check the host (and the number after ?o=, if the address has one) against the address of your workspace in the browser.', action: 'edit-host' },
      { text: 'Use a token that was made in this very workspace.', action: 'edit-token' },
    ],
  },
  service_unavailable: {
    title: () => 'Databricks can\'t answer at the moment',
    causes: () => ['The service has a short fault or is under maintenance.', 'The SQL warehouse is still starting: it answers 503 until it is up.', 'A proxy or gateway in between can\'t reach Databricks.'],
    fixes: () => [
      retry('Wait a minute, then try again.'),
      { text: 'Look at the state of the service.', link: { label: 'Databricks status pages', href: 'https://docs.databricks.com/aws/en/resources/status' } },
      { text: 'Check that the SQL warehouse is running.', action: 'start-warehouse' },
    ],
  },
  rate_limited: {
    title: () => 'Databricks received too many requests and asks to wait',
    causes: () => ['The workspace or account has reached a request limit; other tools count towards it too.'],
    fixes: () => [retry('Wait a minute, then try again.'), { text: 'If it keeps happening, look for a job or tool that calls the workspace very often.' }],
  },
} satisfies Record<string, Entry>
