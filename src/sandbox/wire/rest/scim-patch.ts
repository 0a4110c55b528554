import { objects } from './bodies'

const KNOWN_ENTITLEMENTS = new Set(['databricks-sql-access', 'workspace-access', 'workspace-consume', 'allow-cluster-create', 'allow-instance-pool-create'])

export type Patched = { ok: true } | { ok: false; detail: string }
const no = (detail: string): Patched => ({ ok: false, detail })

/** Entitlement names in `[{ "value": "..." }]`, or in one such object; a detail when one of them is unknown. */
export function readEntitlements(value: unknown): { ok: true; names: string[] } | { ok: false; detail: string } {
  const names = objects(Array.isArray(value) ? value : [value]).map((one) => (typeof one.value === 'string' ? one.value : ''))
  const unknown = names.find((name) => !KNOWN_ENTITLEMENTS.has(name))
  return unknown === undefined ? { ok: true, names: [...new Set(names)] } : { ok: false, detail: `Invalid entitlement: ${unknown}` }
}

/** What a PatchOp can change of a person, service principal or group. */
export interface Patchable {
  displayName: string
  entitlements: string[]
  active: boolean
  externalId?: string
}

/**
 * Applies the operations of a SCIM PatchOp: entitlements, display name, external id, active. All or nothing:
 * the caller hands in a copy.
 */
export function applyPatch(target: Patchable, operations: unknown): Patched {
  const list = objects(operations)
  if (list.length === 0) return no('No operations given.')
  for (const one of list) {
    const op = typeof one.op === 'string' ? one.op.toLowerCase() : ''
    const path = typeof one.path === 'string' ? one.path : undefined
    if (op !== 'add' && op !== 'remove' && op !== 'replace') return no(`Invalid operation: ${op}`)
    const parts: [string, unknown][] =
      path !== undefined ? [[path, one.value]] : typeof one.value === 'object' && one.value !== null ? Object.entries(one.value) : []
    if (parts.length === 0) return no('An operation needs a path, or an object of values.')
    for (const [attribute, value] of parts) {
      const done = patchOne(target, op, attribute, value)
      if (!done.ok) return done
    }
  }
  return { ok: true }
}

function patchOne(identity: Patchable, op: 'add' | 'remove' | 'replace', attribute: string, value: unknown): Patched {
  const single = /^entitlements\[\s*value\s+eq\s+"([^"]+)"\s*\]$/i.exec(attribute)?.[1]
  if (single !== undefined) {
    if (op !== 'remove') return no(`Unsupported path for ${op}: ${attribute}`)
    identity.entitlements = identity.entitlements.filter((name) => name !== single)
    return { ok: true }
  }
  switch (attribute) {
    case 'entitlements': {
      if (op === 'remove' && value === undefined) {
        identity.entitlements = []
        return { ok: true }
      }
      const read = readEntitlements(value)
      if (!read.ok) return read
      if (op === 'remove') identity.entitlements = identity.entitlements.filter((name) => !read.names.includes(name))
      else identity.entitlements = op === 'replace' ? read.names : [...new Set([...identity.entitlements, ...read.names])]
      return { ok: true }
    }
    case 'displayName':
      if (typeof value !== 'string' || value === '') return no('displayName must not be empty.')
      identity.displayName = value
      return { ok: true }
    case 'externalId':
      if (op === 'remove') delete identity.externalId
      else if (typeof value === 'string') identity.externalId = value
      return { ok: true }
    case 'active':
      if (typeof value !== 'boolean') return no('active must be true or false.')
      identity.active = value
      return { ok: true }
    default:
      return no(`Unsupported path: ${attribute}`)
  }
}
