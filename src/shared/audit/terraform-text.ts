import type { SecurableRef } from '../unity-catalog/facts'
import { underscored } from '../unity-catalog/privileges'
import { nameOf, typeOf } from './context'
import type { AuditContext } from './context'
import type { Need } from './needs'
import { inComment } from './script-text'

/**
 * A string of HCL: quotes and backslashes escaped as in JSON. A brace after `$` or `%` would open a template, so it is written
 * as its code; doubling the sign instead goes wrong where two of them stand together.
 */
export const hclString = (text: string): string => JSON.stringify(text).replace(/([$%])\{/g, '$1\\u007b')

/**
 * The wanted grants as `databricks_grant` resources, which are authoritative for one principal on one securable: applying
 * removes what that principal has there beside the list, and touches nobody else. (`databricks_grants`, plural, would.)
 */
export function terraformText(context: AuditContext, needs: readonly Need[], held: readonly { ref: SecurableRef; stored: string[]; excess: string[] }[]): string {
  const { principal } = context.facts.access.subject
  const wanted = new Map<string, { ref: SecurableRef; privileges: string[] }>()
  for (const { ref, privilege } of needs) {
    const key = `${ref.level} ${ref.at}`
    const entry = wanted.get(key)
    if (entry) entry.privileges.push(privilege)
    else wanted.set(key, { ref, privileges: [privilege] })
  }
  const heldThere = new Map(held.map((each) => [`${each.ref.level} ${each.ref.at}`, each]))
  const blocks: string[] = []
  const used = new Set<string>()
  for (const [key, { ref, privileges }] of wanted) {
    const type = typeOf(context, ref).toLowerCase()
    const name = nameOf(context, ref)
    let label = `clevertap_${type}_${name.replace(/[^A-Za-z0-9_]/g, '_')}`
    for (let count = 2; used.has(label); count++) label = `${label.replace(/_\d+$/, '')}_${count}`
    used.add(label)
    const there = heldThere.get(key)
    const hasSome = there !== undefined || privileges.some((privilege) => isDirect(context, ref, privilege))
    const removes = there?.excess ?? []
    if (removes.length > 0) blocks.push(`# Applying this removes from ${inComment(principal)} on ${type} ${inComment(name)}: ${inComment(removes.join(', '))}.`)
    if (hasSome) blocks.push(`import {\n  to = databricks_grant.${label}\n  id = ${hclString(`${type}/${name}/${principal}`)}\n}`)
    blocks.push(`resource "databricks_grant" "${label}" {\n  ${type.padEnd(10)} = ${hclString(name)}\n  principal  = ${hclString(principal)}\n  privileges = [${privileges.map((privilege) => hclString(underscored(privilege))).join(', ')}]\n}`)
  }
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`
}

function isDirect({ access, facts }: AuditContext, ref: SecurableRef, privilege: string): boolean {
  const { by } = access.holds(privilege, ref)
  if (by?.kind !== 'grant' || by.on.level !== ref.level || by.on.at !== ref.at) return false
  return facts.access.principals[facts.access.grants.grantee[by.row] ?? -1]?.toLowerCase() === facts.access.subject.principal.toLowerCase()
}
