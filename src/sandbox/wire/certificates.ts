export interface Certificates {
  /** PEM of the authority that clients are told to trust. */
  ca: string
  cert: string
  key: string
}

const DAY = 86_400_000

/**
 * One certificate for `localhost` and 127.0.0.1, made for this run, that is its own authority. A chain of two would look more like a real
 * workspace, but Databricks' JDBC driver asks for revocation lists of every certificate beneath a trust anchor, and a private authority has
 * none: a certificate that is the anchor itself passes its defaults. Elliptic curves, for speed; the usages that Python's and Java's stricter
 * checks ask for.
 */
export async function createCertificates(now: number): Promise<Certificates> {
  const { generate } = await import('selfsigned')
  const made = await generate([{ name: 'commonName', value: 'localhost' }, { name: 'organizationName', value: 'Databricks sandbox workspace' }], {
    // A clock a little behind ours must not refuse it.
    notBeforeDate: new Date(now - DAY),
    notAfterDate: new Date(now + 365 * DAY),
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, cRLSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, { type: 7, ip: '127.0.0.1' }] },
    ],
  })
  return { ca: made.cert, cert: made.cert, key: made.private }
}
