/** Document names become file names, so that only this alphabet is allowed: a caller that breaks it has a bug. */
export function assertDocumentName(name: string): void {
  if (!/^[a-z0-9][a-z0-9._-]{0,150}$/i.test(name) || name.includes('..')) throw new Error(`not a document name: ${JSON.stringify(name)}`)
}
