export interface Certificates {
  /** PEM of the authority that clients are told to trust. */
  ca: string
  cert: string
  key: string
}

const DAY = 86_400_000

/**
 * A certificate authority made for this run and a server certificate for `localhost` and 127.0.0.1. Elliptic curves, for
 * speed; a path length of 0 and the usages that Python's and Java's stricter checks ask for. The authority's key is
 * dropped at once: nothing else can ever be signed with it.
 */
export async function createCertificates(now: number): Promise<Certificates> {
  const { generate } = await import('selfsigned')
  // A clock a little behind ours must not refuse it.
  const validity = { notBeforeDate: new Date(now - DAY), notAfterDate: new Date(now + 365 * DAY), keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const
  const authority = await generate([{ name: 'commonName', value: 'Databricks sandbox workspace CA' }, { name: 'organizationName', value: 'Sandbox, not Databricks' }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }, { name: 'organizationName', value: 'Sandbox, not Databricks' }], {
    ...validity,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, { type: 7, ip: '127.0.0.1' }] },
    ],
  })
  return { ca: authority.cert, cert: leaf.cert, key: leaf.private }
}
