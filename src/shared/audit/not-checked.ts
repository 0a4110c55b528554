import { NO, UNKNOWN, YES } from '../unity-catalog/decision'
import { foldPrincipal, kindOf, readsAsOwner } from '../unity-catalog/names'
import type { NotChecked } from './facts'
import { nameOf, plural, typeOf } from './context'
import type { AuditContext } from './context'
import { holdings } from './holdings'

/** What could not be seen, beside what single checks say: facts that are missing, and groups nobody could look into. */
export function notChecked(context: AuditContext): NotChecked[] {
  const { facts, access } = context
  const rows: NotChecked[] = [...facts.leftOut]
  if (facts.caller.as === 'self') {
    rows.push({
      what: 'What an administrator sees besides',
      why: 'the identity was asked about itself with its own token: what counts as readable is certain that way, but for the owners of views; it is shown little beyond its own grants, not who may use a warehouse, and of its tokens not when they were last used; so something may be hidden, too much or needed',
      right: 'An audit with the sign-in of an administrator, who in turn may not see every group',
    })
  }
  const part = (what: string, known: { known: true } | { known: false; why: string; right?: string }): void => {
    if (!known.known) rows.push({ what, why: known.why, ...(known.right === undefined ? {} : { right: known.right }) })
  }
  part('the identity: active, entitlements, workspace admin', facts.identity)
  part('its tokens', facts.tokens)
  part('its OAuth secrets', facts.oauthSecrets)
  part('IP access lists', facts.ipAccess)
  part('rights on warehouses', facts.warehouses)
  part("the workspace's maximum for token lifetimes", facts.maxTokenLifetimeDays)
  const closed = facts.warehouses.known ? facts.warehouses.value.filter(({ id, permissions }) => !permissions.known && id !== context.policy.warehouse) : []
  if (closed.length > 0) rows.push({ what: `rights on ${plural(closed.length, 'other warehouse')}`, why: 'their permissions were not visible', right: 'workspace admin' })

  const seen = new Set<string>()
  for (const { what, level, at, why, right } of facts.access.hidden) {
    const where = at === undefined ? `every ${level.toLowerCase()}` : `${level.toLowerCase()} ${nameOf(context, { level, at })}`
    const key = `${what} ${where}`
    if (seen.has(key)) continue
    seen.add(key)
    rows.push({ what: `${what} of ${where}`, why, ...(right === undefined ? {} : { right }) })
  }

  const groups = new Map<string, { name: string; count: number; example: string }>()
  for (const holding of holdings(context)) {
    if (!holding.unsure) continue
    const key = foldPrincipal(holding.principal)
    const group = groups.get(key)
    if (group) group.count++
    else groups.set(key, { name: holding.principal, count: 1, example: `${holding.privilege} on ${typeOf(context, holding.ref).toLowerCase()} ${nameOf(context, holding.ref)}` })
  }
  const owners = [...facts.access.catalogs, ...facts.access.schemas].map(({ owner }) => owner)
  for (const owner of [facts.access.metastore.owner, ...owners, ...new Set(facts.access.objects.owner)]) {
    const name = facts.access.principals[owner]
    if (name === undefined || access.held.standing[owner] !== UNKNOWN || groups.has(foldPrincipal(name))) continue
    groups.set(foldPrincipal(name), { name, count: 0, example: 'it owns something' })
  }
  for (const { name, count, example } of groups.values()) {
    rows.push({ what: `is the identity in ${name}?`, why: count === 0 ? `membership was not visible; ${example}` : `membership was not visible; it holds ${plural(count, 'grant')}, such as ${example}`, right: "the identity's own token, or somebody who may read account groups" })
  }
  const unowned = access.held.standing.some((standing) => standing !== NO) ? facts.access.catalogs.filter(({ owner }) => owner === -1).map(({ name }) => name) : []
  if (unowned.length > 0) rows.push({ what: `the owner of ${plural(unowned.length, 'catalog')}: ${unowned.slice(0, 5).join(', ')}`, why: 'it was not visible', right: 'BROWSE on the catalog' })
  rows.push(...viewOwners(context))
  rows.push({ what: 'ABAC policies', why: 'attribute-based policies (Beta) can refuse access in spite of grants and show in no list of grants: SHOW EFFECTIVE POLICIES names them' })
  return rows
}

/** Views whose text was not shown: they count as readable because of who owns them. */
function viewOwners({ facts, access, tables, readable }: AuditContext): NotChecked[] {
  const views = tables.filter((at) => readable[at] === YES && readsAsOwner(kindOf(facts.access, at)) && access.viewReading(at).trusted)
  if (views.length === 0) return []
  const owners = [...new Set(views.map((at) => facts.access.principals[facts.access.objects.owner[at] ?? -1]))].filter((name) => name !== undefined)
  const named = owners.length === 0 ? '' : ` (${owners.slice(0, 5).join(', ')}${owners.length > 5 ? ` and ${owners.length - 5} more` : ''})`
  return [{
    what: `whether the ${owners.length === 1 ? 'owner' : 'owners'} of ${plural(views.length, 'view')} may still read what the ${views.length === 1 ? 'view reads' : 'views read'}`,
    why: `a view reads with the rights of its owner${named}, and its text was not shown; the owner owns the catalog or is metastore admin, so it counts as readable: a test of the connection, which reads it, tells`,
    right: 'Owner of the view',
  }]
}
