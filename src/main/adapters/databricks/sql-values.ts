/** A value of the driver as a JSON-friendly primitive: nothing is lost that a user could read. */
export function jsonValue(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return value.toString('base64')
  if (Array.isArray(value)) return value.map(jsonValue)
  if (typeof value === 'object') {
    const plain = Object.getPrototypeOf(value) as unknown
    if (plain !== Object.prototype && plain !== null) return (value as { toString(): string }).toString()
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, jsonValue(member)]))
  }
  return value
}
