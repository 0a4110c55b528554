import { hclString, requiredProvider } from '../setup/render/hcl'
import { underscored } from '../unity-catalog/privileges'
import { groupBy } from '../group-by'
import { nameOf, typeOf } from './context'
import type { Need } from './needs'
import { type FixProposal, keyOf } from './remediate'
import type { Remediation } from './remediation'
import { inComment } from '../sql/statements'
import type { WarehouseGrant } from './warehouse-grant'

/**
 * The wanted grants as `databricks_grant` resources, which are authoritative for one principal on one securable: applying
 * removes what that principal has there beside the list, and touches nobody else. (`databricks_grants`, plural, would.) What is not to
 * be removed is therefore listed too.
 */
export function terraformText({ context, needs, own }: FixProposal, { warehouse, revokes }: Pick<Remediation, 'warehouse' | 'revokes'>): string {
  const { principal } = context.facts.access.subject
  const chosen = new Set(revokes.map(({ ref }) => keyOf(context, ref)))
  const wanted = groupBy(needs, ({ ref }) => keyOf(context, ref))
  const blocks: string[] = warehouse ? [warehouseBlock(warehouse)] : []
  const used = new Set<string>()
  for (const [key, there] of wanted) {
    const [{ ref }] = there as [Need, ...Need[]]
    const privileges = there.map(({ privilege }) => privilege)
    const type = typeOf(context, ref).toLowerCase()
    const name = nameOf(context, ref)
    let label = `clevertap_${type}_${name.replace(/[^A-Za-z0-9_]/g, '_')}`
    for (let count = 2; used.has(label); count++) label = `${label.replace(/_\d+$/, '')}_${count}`
    used.add(label)
    const held = own.get(key)
    const removes = chosen.delete(key) ? (held?.excess ?? []) : []
    const keeps = (held?.stored ?? []).filter((privilege) => !privileges.includes(privilege) && !removes.includes(privilege))
    if (removes.length > 0) blocks.push(`# Applying this removes from ${inComment(principal)} on ${type} ${inComment(name)}: ${inComment(removes.join(', '))}.`)
    if (keeps.length > 0) blocks.push(`# Listed so that it stays, though the import does not need it: ${inComment(keeps.join(', '))}.`)
    if (held) blocks.push(`import {\n  to = databricks_grant.${label}\n  id = ${hclString(`${type}/${name}/${principal}`)}\n}`)
    blocks.push(`resource "databricks_grant" "${label}" {\n  ${type.padEnd(10)} = ${hclString(name)}\n  principal  = ${hclString(principal)}\n  privileges = [${[...privileges, ...keeps].map((privilege) => hclString(underscored(privilege))).join(', ')}]\n}`)
  }
  if (chosen.size > 0) blocks.push(`# ${chosen.size.toLocaleString('en')} more to revoke, where nothing is needed: a resource can only list what stays, so take them away with the SQL or the CLI script.`)
  return blocks.length === 0 ? '' : `${[requiredProvider().join('\n'), ...blocks].join('\n\n')}\n`
}

/** One entry of the warehouse's list: `databricks_permission`, singular, leaves the others as they are. */
const warehouseBlock = ({ id, who, principal }: WarehouseGrant): string =>
  `resource "databricks_permission" "clevertap_warehouse" {\n  sql_endpoint_id = ${hclString(id)}\n  ${who.padEnd(15)} = ${hclString(principal)}\n  permission_level = "CAN_USE"\n}`
