import type { Rule } from './rule'

/** Words of Node/OpenSSL, undici, curl, Python ssl, Java, Go, .NET/Schannel, Rust and browsers for TLS failures. */
export const TLS_RULES: readonly Rule[] = [
  {
    category: 'tls_not_tls',
    confidence: 'high',
    codes: ['ERR_SSL_WRONG_VERSION_NUMBER', 'WRONG_VERSION_NUMBER', 'SSL_ERROR_RX_RECORD_TOO_LONG', 'ERR_SSL_PACKET_LENGTH_TOO_LONG'],
    text: /wrong version number|packet length too long|record too long|server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|plaintext connection|unrecognized SSL message|plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|SSL routines:\w*:http(?:s proxy)? request|HTTP_REQUEST\]|InvalidContentType|received corrupt message|not an SSL\/TLS record|cannot determine the frame size|corrupted frame/i,
  },
  {
    category: 'tls_hostname',
    confidence: 'high',
    codes: ['ERR_TLS_CERT_ALTNAME_INVALID', 'SSL_ERROR_BAD_CERT_DOMAIN', 'ERR_CERT_COMMON_NAME_INVALID', 'SEC_E_WRONG_PRINCIPAL', 'HOSTNAME_MISMATCH'],
    text: /certificate'?s? alt(?:ernative )?names|host ?name mismatch|IP address mismatch|(?:certificate|cert) (?:is )?(?:only )?(?:not )?valid for|doesn'?t match (?:either of|‹name›|host|common name|the (?:target )?host)|does not match (?:the )?(?:target |server )?host ?name|certificate .{0,80}does(?:n't| not) match|(?:host ?name|common name|CN) .{0,80}(?:does(?:n't| not)|did not) match|no (?:alternative certificate )?subject (?:alternative )?(?:DNS )?names? |No name matching|doesn'?t contain any (?:IP|DNS) SANs|SSLPeerUnverifiedException|RemoteCertificateNameMismatch|NotValidForName|certificate not valid for name|target principal name is incorrect/i,
  },
  {
    category: 'tls_expired',
    confidence: 'high',
    codes: ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_CERT_DATE_INVALID', 'SEC_E_CERT_EXPIRED', 'SSL_ERROR_EXPIRED_CERT_ALERT', 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED'],
    text: /certificates? (?:has |have )?(?:expired|is expired|is not yet valid)|expired certificate|CertificateExpiredException|CertificateNotYetValidException|certificate .{0,30}expired|NotTimeValid|CertExpired|certificate is not valid yet|current time .{0,60} is (?:after|before) \d{4}|validity (?:check failed|period)|0x80090328/i,
  },
  {
    category: 'tls_untrusted',
    confidence: 'high',
    codes: [
      'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_UNTRUSTED', 'CERT_SIGNATURE_FAILURE', 'CERT_REJECTED', 'CERT_REVOKED', 'INVALID_CA',
      'CERT_CHAIN_TOO_LONG', 'ERR_CERT_AUTHORITY_INVALID', 'SEC_E_UNTRUSTED_ROOT', 'CERT_E_UNTRUSTEDROOT', 'CERTIFICATE_VERIFY_FAILED',
      'SEC_ERROR_UNKNOWN_ISSUER', 'ERR_TLS_CERT_SIGNATURE_ALGORITHM_UNSUPPORTED', 'CRYPT_E_NO_REVOCATION_CHECK', 'CRYPT_E_REVOCATION_OFFLINE',
    ],
    text: /self[- ]?signed certificate|unable to (?:verify the first|get (?:local )?issuer) certificate|certificate signed by unknown authority|PKIX path|certification path to|trustAnchors parameter must be non-empty|certificate signature failure|certificate verify failed|certificate verification fail|server certificate verification failed|UntrustedRoot|PartialChain|could not establish trust relationship|RemoteCertificateChainErrors|remote certificate (?:is invalid|was rejected|is not trusted)|Unknown ?Issuer|invalid peer certificate|certificate chain .{0,60}(?:not trusted|untrusted|terminated)|issued by an authority that is not trusted|not trusted by|\bcurl: \((?:60|77)\)|alert[ _](?:unknown[ _]ca|bad[ _]certificate|certificate[ _]unknown|unsupported[ _]certificate)|unknown ca\b|unable to load (?:CA|trust)|CertPathBuilderException|CertPathValidatorException|certificate is not trusted|x509: (?!certificate is valid for)|failed to verify certificate|peer certificate cannot be authenticated|could not find a suitable TLS CA certificate bundle|SSL peer certificate or SSH remote key was not OK|SSL: no alternative|root certificate (?:is )?not (?:found|trusted)|SSL certificate problem/i,
  },
  {
    category: 'tls_not_tls',
    confidence: 'medium',
    codes: ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'UNSUPPORTED_PROTOCOL', 'TLSV1_ALERT_PROTOCOL_VERSION', 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH'],
    text: /alert protocol version|unsupported protocol(?! scheme)|No appropriate protocol|protocol is disabled|record layer failure/i,
    also: ['tls_untrusted', 'reset'],
  },
  {
    category: 'tls_untrusted',
    confidence: 'medium',
    text: /\(1170\)|Unexpected response received from server\. Please ensure/i,
    also: ['not_databricks_host', 'host_malformed'],
    note: 'The ODBC driver says this for any answer it can\'t read. Most often its file of certificate authorities is outdated or lacks that of the company.',
  },
  {
    category: 'tls_untrusted',
    confidence: 'medium',
    codes: ['EPROTO'],
    text: /SSLHandshakeException|handshake[_ ]failure|SSL connection could not be established|SSL connect error|TLS handshake failed|secure channel|javax\.net\.ssl\.SSLException/i,
    unless: /timed? ?out|timeout|reset by peer|connection reset|terminated the handshake|SSL_ERROR_SYSCALL|closed connection|EOF|socket disconnected/i,
    also: ['tls_not_tls', 'tls_hostname', 'tls_expired'],
  },
]
