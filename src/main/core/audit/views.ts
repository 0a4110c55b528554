import type { Policy } from '#shared/audit/policy'
import { LONGEST_DEFINITION } from '#shared/sql/audit-queries'
import { type TableName, tablesRead } from '#shared/sql/tables-read'
import { UNKNOWN } from '#shared/unity-catalog/decision'
import { effectiveAccess } from '#shared/unity-catalog/effective-access'
import type { FactsBuilder } from '#shared/unity-catalog/facts-builder'
import { kindOf, readsAsOwner } from '#shared/unity-catalog/names'
import { inParallel } from '../connection-test/in-parallel'
import { type Collection, isUuid, mayBeGroup, sameName } from './collection'
import type { Directory } from './groups'
import { tableKind } from './object-kinds'

const WIDTH = 8
/** Definitions that SQL does not show are asked for by REST, one call each: so many views at most. */
const MOST_ASKED = 20
/** Tables beneath views that are looked up by name in one statement. */
const MOST_BENEATH = 2000
/** Owners whose groups are looked up, one call each. */
const MOST_OWNERS = 10

/** A view of the catalog; without `reads` its definition was not seen, or can't be told. */
export interface SeenView {
  name: TableName
  owner: string
  reads?: readonly TableName[]
}
export interface SeenViews {
  add(schema: string, name: string, owner: string, definition: string | undefined): void
  /** The views of the scope and what they rest on, as far as known. */
  beneath(): { views: SeenView[]; tables: TableName[] }
  /** Asks by REST for the definitions that are missing. */
  complete(collection: Collection): Promise<void>
  /** By REST, where only the scope was listed: asks for tables beneath views elsewhere, and adds them to the facts. */
  addBeneath(collection: Collection, builder: FactsBuilder): Promise<void>
  /** Puts what is known into the facts, whose objects are complete by now. */
  tell(builder: FactsBuilder): void
}

export function createSeenViews({ catalog, schema, tables: chosen }: Policy): SeenViews {
  const all = new Map<string, SeenView>()
  const define = (view: SeenView, definition: string | undefined): void => {
    const [inCatalog, inSchema] = view.name
    // Cut off, it may have named more.
    const reads = definition === undefined || definition.length >= LONGEST_DEFINITION ? undefined : tablesRead(definition, { catalog: inCatalog, schema: inSchema })
    if (reads) view.reads = reads
  }
  const isInScope = ({ name: [, inSchema, name] }: SeenView): boolean => (schema === undefined || sameName(inSchema, schema)) && (!chosen?.length || chosen.some((one) => sameName(one, name)))

  const beneath: SeenViews['beneath'] = () => {
    const views = new Set([...all.values()].filter(isInScope))
    const tables = new Map<string, TableName>()
    // A set grows while it is walked: views beneath views come after them.
    for (const { reads } of views) {
      for (const name of reads ?? []) {
        const key = name.join('.')
        if (tables.size >= MOST_BENEATH && !tables.has(key)) continue
        tables.set(key, name)
        const view = all.get(key)
        if (view) views.add(view)
      }
    }
    return { views: [...views], tables: [...tables.values()] }
  }
  return {
    beneath,
    add(inSchema, name, owner, definition) {
      const view: SeenView = { name: [catalog.toLowerCase(), inSchema.toLowerCase(), name.toLowerCase()], owner }
      define(view, definition)
      all.set(view.name.join('.'), view)
    },
    async complete(collection) {
      const asked = new Set<SeenView>()
      for (;;) {
        const open = beneath().views.filter((view) => !view.reads && !asked.has(view)).slice(0, MOST_ASKED - asked.size)
        if (open.length === 0) return
        for (const view of open) asked.add(view)
        await inParallel(open, WIDTH, async (view) => {
          const answer = await collection.call((workspace, limits) => workspace.table(view.name.join('.'), limits))
          if (answer.ok) define(view, answer.value.definition)
        })
      }
    },
    async addBeneath(collection, builder) {
      const asked = new Set<string>()
      for (;;) {
        const open = beneath().tables.filter((name) => !asked.has(name.join('.')) && name[1] !== 'information_schema' && builder.findObject(...name) === undefined).slice(0, MOST_ASKED - asked.size)
        if (open.length === 0) return
        for (const name of open) asked.add(name.join('.'))
        await inParallel(open, WIDTH, async (name) => {
          const answer = await collection.call((workspace, limits) => workspace.table(name.join('.'), limits))
          if (!answer.ok) return
          const [inCatalog, inSchema, table] = name
          const { type, owner, definition } = answer.value
          builder.object({ catalog: inCatalog, schema: inSchema, name: table, kind: tableKind(type), owner })
          if (definition === undefined) return
          const view: SeenView = { name, owner: owner ?? '' }
          define(view, definition)
          all.set(name.join('.'), view)
        })
      }
    },
    tell(builder) {
      for (const { name, reads } of beneath().views) {
        const object = builder.findObject(...name)
        if (object !== undefined && reads) builder.facts.views.push({ object, reads })
      }
    },
  }
}

/**
 * Looks up the groups of view owners where they decide whether a view can be read. Groups that own views are found in the
 * directory as it was read; a person or service principal takes one call.
 */
export async function learnOwners(collection: Collection, directory: Directory, { facts }: FactsBuilder): Promise<void> {
  const { objects } = facts
  const views = objects.name.flatMap((_name, at) => (readsAsOwner(kindOf(facts, at)) ? [at] : []))
  if (views.length === 0) return
  for (const owner of new Set(views.map((at) => facts.principals[objects.owner[at] ?? -1] ?? ''))) {
    if (owner !== '' && mayBeGroup(owner)) facts.owners.push({ principal: owner, groups: directory.membershipsOf({ group: owner }) })
  }
  // Nobody was found in a group by name: there is nothing that a look-up could add.
  if (directory.groups.every(({ level }) => level === 'unknown')) return
  const asked = new Set<string>()
  for (;;) {
    const access = effectiveAccess(facts)
    const unsure = views.flatMap((at) => {
      const { tri, owner } = access.viewReading(at)
      return tri === UNKNOWN && owner !== undefined && !mayBeGroup(owner) && !asked.has(owner.toLowerCase()) ? [owner] : []
    })
    const next = [...new Set(unsure)].slice(0, MOST_OWNERS - asked.size)
    if (next.length === 0) return
    for (const owner of next) asked.add(owner.toLowerCase())
    await inParallel(next, WIDTH, async (owner) => {
      const found = await collection.call((workspace, limits) => workspace.principal(isUuid(owner) ? 'service-principal' : 'user', owner, limits))
      if (found.ok && found.value) facts.owners.push({ principal: owner, groups: directory.membershipsOf(found.value) })
    })
  }
}
