import { NO_OWNER, OWNER_NOT_SEEN } from './facts'
import type { AccessFacts, GroupFacts, SecurableRef } from './facts'
import { createCaveats } from './caveats'
import { and, lineage, NO, or, pathOf, toAnswer, UNKNOWN, YES } from './decision'
import type { Decision, Source, Tri } from './decision'
import { indexHeldGrants } from './held-grants'
import type { HeldGrants } from './held-grants'
import { catalogAt, foldPrincipal, isTable, kindOf, readsAsOwner, securableName, securableType } from './names'
import { createViewReader, groupsOfOwner } from './view-owners'
import type { Lack, Reach, ViewReading } from './view-owners'
import { gives, isHiveMetastore, ownerHas, passesDown } from './rules'

/** What one identity may do, from facts alone. Rules and their sources: docs/unity-catalog-rules.md. */
export interface EffectiveAccess {
  readonly held: HeldGrants
  /** The privilege itself: granted, inherited, implied or owned. Not whether the way to the securable is open. */
  holds(privilege: string, ref: SecurableRef): Decision
  /** Whether it can be used: binding, USE CATALOG and USE SCHEMA included. */
  can(privilege: string, ref: SecurableRef): Decision
  /** `can('SELECT')` for every object at once, as 0 no, 1 could not check, 2 yes; volumes, functions and models are 0. */
  readable(): Uint8Array
  owns(ref: SecurableRef): Tri
  /** `holds` without its explanation, for long lists. */
  holdsTri(privilege: string, ref: SecurableRef): Tri
  /** Whether a grant on the schema or catalog gives SELECT on every table of the schema, later ones included. */
  reachesTables(schema: number): Tri
  metastoreAdmin(): Tri
  /** Whether a view still reads what it is made from, with the rights of its owner. */
  viewReading(object: number): ViewReading
  /** SELECT and the way to a table, whatever a view then does in the name of its owner. */
  readonly reach: (ref: SecurableRef) => Reach
}

interface Found {
  tri: Tri
  by?: Source
  why?: string
  lacks?: Lack[]
}
const better = (one: Found, other: Found): Found => (other.tri > one.tri ? other : one)

/** Linear in the facts to make; each question then takes time in the grants on its securable and parents only. */
export function effectiveAccess(facts: AccessFacts, groups: readonly GroupFacts[] = facts.groups): EffectiveAccess {
  const held = indexHeldGrants(facts, groups)
  const { grants } = facts
  const catalogOf = (ref: SecurableRef): number => catalogAt(facts, ref)
  const ownerOf = (ref: SecurableRef): number => {
    switch (ref.level) {
      case 'METASTORE': return facts.metastore.owner
      case 'CATALOG': return facts.catalogs[ref.at]?.owner ?? OWNER_NOT_SEEN
      case 'SCHEMA': return facts.schemas[ref.at]?.owner ?? OWNER_NOT_SEEN
      case 'OBJECT': return facts.objects.owner[ref.at] ?? OWNER_NOT_SEEN
      case 'OTHER': return facts.others[ref.at]?.owner ?? OWNER_NOT_SEEN
    }
  }
  const isInformationSchema = (ref: SecurableRef): boolean =>
    (ref.level === 'SCHEMA' && facts.schemas[ref.at]?.name === 'information_schema') ||
    (ref.level === 'OBJECT' && facts.schemas[facts.objects.schema[ref.at] ?? -1]?.name === 'information_schema')

  const owns = (ref: SecurableRef): Tri => {
    const owner = ownerOf(ref)
    if (owner === OWNER_NOT_SEEN) return isInformationSchema(ref) ? NO : UNKNOWN
    return owner === NO_OWNER ? NO : ((held.standing[owner] ?? UNKNOWN) as Tri)
  }
  const owned = (ref: SecurableRef): Found => {
    const tri = owns(ref)
    const owner = ownerOf(ref)
    if (tri === NO) return { tri }
    const name = `${securableType(facts, ref).toLowerCase()} ${securableName(facts, ref)}`
    if (owner < 0) return { tri, why: `the owner of ${name} was not seen` }
    return { tri, by: { kind: 'owner', of: ref, owner }, ...(tri === UNKNOWN ? { why: `could not check: is it in ${facts.principals[owner] ?? ''}, the owner of ${name}?` } : {}) }
  }
  const granted = (privilege: string, on: SecurableRef): Found => {
    const slot = held.slot(on.level, on.at)
    let best: Found = { tri: NO }
    for (let at = held.from(slot), end = held.to(slot); at < end && best.tri < YES; at++) {
      const row = held.rows[at] ?? 0
      if (!gives(grants.privileges[grants.privilege[row] ?? -1] ?? '', on.level, privilege)) continue
      const grantee = grants.grantee[row] ?? -1
      const tri = (held.standing[grantee] ?? NO) as Tri
      if (tri > best.tri) best = { tri, by: { kind: 'grant', row, on }, ...(tri === UNKNOWN ? { why: `could not check: is it in ${facts.principals[grantee] ?? ''}?` } : {}) }
    }
    if (best.tri > NO) return best
    const unseen = held.hidden(on.level, on.at)
    return unseen ? { tri: UNKNOWN, why: `grants on ${securableType(facts, on).toLowerCase()} ${securableName(facts, on)} were not all visible: ${unseen.why}` } : best
  }
  const admin = (): Found => {
    const found = owned({ level: 'METASTORE', at: 0 })
    return found.by ? { ...found, by: { kind: 'metastore-admin' } } : found
  }

  /** MANAGE by grant, by owning it or a parent, or as metastore admin; none of them is data access. */
  const manages = (ref: SecurableRef): Found => {
    let best = admin()
    for (const each of lineage(facts, ref)) {
      if (best.tri < YES) best = better(best, owned(each))
      if (best.tri < YES) best = better(best, granted('MANAGE', each))
    }
    return best
  }

  const find = (privilege: string, ref: SecurableRef): Found => {
    const catalog = facts.catalogs[catalogOf(ref)]
    if (isHiveMetastore(catalog)) return { tri: UNKNOWN, why: 'hive_metastore is outside Unity Catalog and has grants of its own' }
    if (privilege === 'MANAGE') return manages(ref)
    if (isInformationSchema(ref) && (privilege === 'USE SCHEMA' || privilege === 'SELECT')) {
      return { tri: YES, by: { kind: 'rule', text: 'information_schema needs no grant and shows only what its reader may see' } }
    }
    // Nearest first, so that the deciding grant is the one on the securable itself where several would do.
    const line = lineage(facts, ref).reverse()
    let best: Found = { tri: NO }
    for (const each of line) {
      const itself = each === ref
      if (!itself && !passesDown(privilege, each.level, catalog)) continue
      if (best.tri < YES) best = better(best, granted(privilege, each))
      if (best.tri < YES && itself && ownerHas(privilege)) best = better(best, owned(each))
    }
    return best
  }

  const binding = (at: number): Found => {
    const catalog = facts.catalogs[at]
    if (!catalog || catalog.isolation === 'open') return { tri: YES }
    if (catalog.isolation === 'unknown') {
      // Listing a catalog already proves that this workspace may use it; only an isolated one needs its bindings read.
      return { tri: YES }
    }
    if (catalog.boundTo === undefined || facts.workspaceId === undefined) return { tri: UNKNOWN, why: `the workspaces that catalog ${catalog.name} is bound to were not seen` }
    return catalog.boundTo.includes(facts.workspaceId) ? { tri: YES } : { tri: NO, why: `catalog ${catalog.name} is not bound to this workspace` }
  }

  /** The way to a securable, in the order Databricks checks it: binding, USE CATALOG, USE SCHEMA. */
  const way = (privilege: string, ref: SecurableRef): Found[] => {
    const catalog = catalogOf(ref)
    if (catalog < 0) return []
    const bound = binding(catalog)
    if (privilege === 'BROWSE' || privilege === 'USE CATALOG') return [bound]
    const steps = [bound, missing('USE CATALOG', { level: 'CATALOG', at: catalog })]
    const schema = ref.level === 'OBJECT' ? (facts.objects.schema[ref.at] ?? -1) : -1
    if (schema >= 0) steps.push(missing('USE SCHEMA', { level: 'SCHEMA', at: schema }))
    return steps
  }
  const missing = (privilege: string, ref: SecurableRef): Found => {
    const found = find(privilege, ref)
    if (found.tri === YES || found.why !== undefined) return found
    return { ...found, ...(found.tri === NO ? { lacks: [{ privilege, on: ref }] } : {}), why: `it has no ${privilege} on ${securableType(facts, ref).toLowerCase()} ${securableName(facts, ref)}` }
  }

  const caveats = createCaveats(facts)
  const decide = (privilege: string, ref: SecurableRef, found: Found, parts: readonly Found[]): Decision => {
    const all = [...parts, found]
    let tri: Tri = YES
    for (const part of all) tri = and(tri, part.tri)
    const stopper = all.find((part) => part.tri === tri)
    const what = `${privilege} on ${securableType(facts, ref).toLowerCase()} ${securableName(facts, ref)}`
    const decision: Decision = {
      answer: toAnswer(tri),
      path: found.by && tri > NO ? pathOf(facts, groups, found.by, ref) : [],
      reason: tri === YES ? `It has ${what}.` : tri === NO ? `It can't use ${what}: ${stopper?.why ?? 'nothing gives it'}.` : `Could not check ${what}: ${stopper?.why ?? 'not everything was visible'}.`,
      caveats: tri === NO || privilege !== 'SELECT' ? [] : caveats(ref),
    }
    if (found.by && tri > NO) decision.by = found.by
    return decision
  }

  const can = (privilege: string, ref: SecurableRef): Decision => {
    const found = missing(privilege, ref)
    const byRole = found.by?.kind === 'metastore-admin' || (privilege === 'MANAGE' && found.by?.kind === 'owner')
    const parts = byRole ? [binding(catalogOf(ref))] : way(privilege, ref)
    if (privilege === 'MODIFY' && ref.level === 'OBJECT') {
      parts.push(missing('SELECT', ref))
      if (facts.catalogs[catalogOf(ref)]?.readOnly) parts.push({ tri: NO, why: 'the catalog is bound to this workspace for reading only' })
    }
    if (privilege === 'SELECT' && found.tri !== NO && isOwnersView(ref)) parts.push(viewReading(ref.at))
    return decide(privilege, ref, found, parts)
  }

  const isOwnersView = (ref: SecurableRef): boolean => ref.level === 'OBJECT' && readsAsOwner(kindOf(facts, ref.at)) && !isInformationSchema(ref)
  const reach = (ref: SecurableRef): Reach => {
    // `information_schema` stands for its catalog.
    const parts = ref.level === 'CATALOG' ? [binding(ref.at), missing('USE CATALOG', ref)] : [...way('SELECT', ref), missing('SELECT', ref)]
    const worst = parts.reduce((least, part) => (part.tri < least.tri ? part : least), { tri: YES })
    return worst.lacks ? { ...worst, lacks: parts.flatMap(({ lacks }) => lacks ?? []) } : worst
  }
  let reader: ((view: number) => ViewReading) | undefined
  const viewReading = (view: number): ViewReading => {
    reader ??= createViewReader(facts, (owner) => {
      const isSelf = foldPrincipal(owner) === foldPrincipal(facts.subject.principal)
      const theirs = isSelf ? { reach, owns, metastoreAdmin: () => admin().tri } : effectiveAccess({ ...facts, subject: { principal: owner, kind: 'unknown' } }, groupsOfOwner(facts, owner))
      return { reach: theirs.reach, isAbove: (at) => theirs.owns({ level: 'CATALOG', at: catalogOf({ level: 'OBJECT', at }) }) === YES || theirs.metastoreAdmin() === YES }
    })
    return reader(view)
  }

  const reachesTables = (at: number): Tri => {
    const catalog = facts.schemas[at]?.catalog ?? -1
    if (isHiveMetastore(facts.catalogs[catalog])) return UNKNOWN
    if (isInformationSchema({ level: 'SCHEMA', at })) return YES
    return or(granted('SELECT', { level: 'SCHEMA', at }).tri, granted('SELECT', { level: 'CATALOG', at: catalog }).tri)
  }
  const readable = (): Uint8Array => {
    const open = facts.schemas.map((schema, at): Tri => {
      const ref: SecurableRef = { level: 'SCHEMA', at }
      return and(binding(schema.catalog).tri, and(find('USE CATALOG', { level: 'CATALOG', at: schema.catalog }).tri, find('USE SCHEMA', ref).tri))
    })
    const inherited = facts.schemas.map((_, at) => reachesTables(at))
    const { objects } = facts
    const out = new Uint8Array(objects.name.length)
    const ref: SecurableRef = { level: 'OBJECT', at: 0 }
    for (let at = 0; at < out.length; at++) {
      const schema = objects.schema[at] ?? 0
      const way = open[schema] ?? UNKNOWN
      if (way === NO || !isTable(kindOf(facts, at))) continue
      let tri = inherited[schema] ?? UNKNOWN
      if (tri < way) {
        ref.at = at
        tri = or(tri, or(owns(ref), tri < YES ? granted('SELECT', ref).tri : YES))
      }
      out[at] = and(way, tri)
      if (out[at] !== NO && isOwnersView({ level: 'OBJECT', at })) out[at] = and(out[at] as Tri, viewReading(at).tri)
    }
    return out
  }

  return {
    held, can, readable, owns, reachesTables, viewReading, reach,
    holdsTri: (privilege, ref) => find(privilege, ref).tri,
    holds: (privilege, ref) => decide(privilege, ref, missing(privilege, ref), []),
    metastoreAdmin: () => admin().tri,
  }
}
