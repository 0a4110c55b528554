import { askMessage, type Subject } from '../subject'
import { type Entry, networkAdmin, retry } from './entry'

const host = (s: Subject): string => s.host ?? 'the workspace host'
const show = (s: Subject) => ({
  text: 'See which certificate is presented, and by whom it was issued.',
  statement: {
    language: 'shell' as const,
    text: `openssl s_client -connect ${s.shellHost}:${s.port ?? 443} -servername ${s.shellHost} </dev/null | openssl x509 -noout -subject -issuer -dates`,
  },
})

export const TLS = {
  tls_untrusted: {
    title: (s) => `The certificate of ${host(s)} is not trusted here`,
    causes: () => [
      'Your company inspects HTTPS traffic, and this computer does not know the company\'s certificate authority.',
      'The host is not the real workspace: it presents a self-signed or private certificate.',
    ],
    fixes: (s) => [
      show(s),
      { text: 'If the issuer is your company, save its root certificate as a PEM file and name it under "CA file" (command line: --ca-file), or start the assistant with it.', statement: { language: 'shell', text: "export NODE_EXTRA_CA_CERTS='/path/to/company-root.pem'" } },
      { text: 'Ask for the certificate.', ask: { whom: networkAdmin, message: askMessage(s, `I need the root certificate (PEM) of the proxy that inspects HTTPS traffic to ${host(s)}, or that host exempted from inspection`) } },
      { text: 'If the issuer is unknown to you, stop: check the host.', action: 'edit-host' },
    ],
  },
  tls_expired: {
    title: (s) => `The certificate of ${host(s)} has expired or is not valid yet`,
    causes: () => ['The clock of this computer is wrong.', 'The certificate of a proxy that inspects the traffic has expired.', 'The host is not a Databricks workspace: Databricks renews its certificates.'],
    fixes: (s) => [{ text: 'Check date and time of this computer.' }, show(s), { text: 'Check the host.', action: 'edit-host' }],
  },
  tls_hostname: {
    title: (s) => `The certificate belongs to another host than ${host(s)}`,
    causes: () => ['The host name is mistyped, or an alias or IP address was entered instead of it.', 'A proxy or captive portal answered in place of Databricks.'],
    fixes: (s) => [{ text: 'Enter the host name exactly as in the address of your workspace.', action: 'edit-host' }, show(s)],
  },
  tls_not_tls: {
    title: (s) => `Port ${s.port ?? 443} of ${host(s)} does not speak TLS as expected`,
    causes: () => ['The port is a plain HTTP port.', 'A proxy in between answers without encryption, or only with an outdated TLS version.'],
    fixes: () => [{ text: 'Set the port to 443.', action: 'edit-port' }, { text: 'Check the host.', action: 'edit-host' }, retry('If a proxy is set in HTTPS_PROXY, check that its address begins with http:// as the proxy expects, then try again.')],
  },
} satisfies Record<string, Entry>
