import ipaddr from 'ipaddr.js'

/** An IPv4 range as [first, last]; undefined when the text is no IPv4 address or CIDR range. */
export function parseRange(text: string): [number, number] | undefined {
  const trimmed = text.trim()
  const cidr = trimmed.includes('/') ? trimmed : `${trimmed}/32`
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) return undefined
  const toNumber = (address: ipaddr.IPv4): number => address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0)
  return [toNumber(ipaddr.IPv4.networkAddressFromCIDR(cidr)), toNumber(ipaddr.IPv4.broadcastAddressFromCIDR(cidr))]
}

/**
 * Whether every address of a range is let in. Block lists win; with an allow list, what it does not name is refused; without
 * one, everything is let in. Several allowed ranges may cover it together.
 */
export function coverage(range: string, allow: readonly string[], block: readonly string[]): { blocked: boolean; allowed: boolean } {
  const wanted = parseRange(range)
  if (!wanted) return { blocked: false, allowed: false }
  const [first, last] = wanted
  const blocked = block.some((text) => {
    const [from, to] = parseRange(text) ?? [1, 0]
    return from <= last && to >= first
  })
  if (allow.length === 0) return { blocked, allowed: true }
  let next = first
  const ranges = allow.flatMap((text) => {
    const parsed = parseRange(text)
    return parsed ? [parsed] : []
  })
  for (const [from, to] of ranges.sort(([one], [other]) => one - other)) if (from <= next && to >= next) next = to + 1
  return { blocked, allowed: next > last }
}
