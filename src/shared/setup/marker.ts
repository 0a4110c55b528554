import type { Goal } from './goal'

/**
 * A mark that is the same for the same goal: it lands in the objects that a run creates, so that a later run finds them even without a
 * journal. Names nothing and is no secret (FNV-1a over catalog, schema and principal).
 */
export function setupMarker({ catalog, schema, principal }: Goal): string {
  const text = [catalog.name, schema.name, principal.kind, principal.name].join('\0').toLowerCase()
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return `ct-${hash.toString(16).padStart(8, '0')}`
}
