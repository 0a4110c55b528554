import { createSchema, createView, dropSchema, dropView, showSchemasLike, showViews, viewDefinition } from '../../sql/setup-statements'
import { type SchemaFacts, valueOf } from '../facts'
import type { GoalView } from '../goal'
import type { WhoMay } from '../plan'
import { BIND_ID, CATALOG_ID, createCatalogRight, sqlNeeds, unityCatalogForms } from './catalog'
import { addAction, allOf, anyOf, askOrRole, holdersOf, isMine, type Planning, youHold } from './context'

export const SCHEMA_ID = 'schema.create'
export const viewId = (name: string): string => `view.create:${name.toLowerCase()}`

const catalogIsAbsent = ({ facts }: Planning) => valueOf(facts.catalog)?.exists === false
/** A catalog that is not there has no schema. */
export const schemaNow = (planning: Planning): SchemaFacts | undefined => (catalogIsAbsent(planning) ? { exists: false } : valueOf(planning.facts.schema))

/** Step 5: the schema. */
export function planSchema(planning: Planning): void {
  const { goal, facts } = planning
  const { name, create } = goal.schema
  const there = schemaNow(planning)
  if (there?.exists === false && create === 'never') {
    planning.obstacles.push({
      id: 'schema-absent',
      step: 'schema',
      title: `There is no schema ${name} in catalog ${goal.catalog.name}`,
      detail: 'The goal says not to create it, and it is not there.',
      whatToDo: ['Choose a schema that exists, or let the assistant create this one.'],
      ask: createSchemaRight(planning).ask,
    })
    return
  }
  if (there === undefined && create === 'never') return
  const why = facts.schema.known ? '' : facts.schema.why
  const isDoubtful = there === undefined && create !== 'always'
  addAction(planning, {
    id: SCHEMA_ID,
    step: 'schema',
    title: `Create schema ${goal.catalog.name}.${name}`,
    why: 'The import reads the tables and views of one schema.',
    ...unityCatalogForms(planning, createSchema(goal.catalog.name, name), {
      kind: 'rest',
      method: 'POST',
      path: ['/api/2.1/unity-catalog/schemas'],
      body: { name, catalog_name: goal.catalog.name },
      as: 'you',
    }),
    state: isDoubtful ? 'unknown' : there?.exists === true ? 'satisfied' : 'needed',
    skipIf: isDoubtful ? { text: `Skip this if SHOW SCHEMAS IN ${goal.catalog.name} lists ${name}.`, statement: showSchemasLike(goal.catalog.name, name) } : undefined,
    mayBeRefused: isDoubtful,
    current: there === undefined ? `not known: ${why}` : there.exists ? `there${there.owner === undefined ? '' : `, owned by ${there.owner}`}` : 'not there',
    wanted: 'there',
    who: createSchemaRight(planning),
    expected: { check: 'schema', catalog: goal.catalog.name, name },
    undo: { kind: 'sql', statement: [dropSchema(goal.catalog.name, name)] },
    needs: [sqlNeeds(planning), CATALOG_ID, BIND_ID],
  })
}

/** Whoever creates the catalog owns it and may do this too. */
function createSchemaRight(planning: Planning): WhoMay {
  const { facts, goal } = planning
  const catalog = valueOf(facts.catalog)
  if (catalog?.exists !== true) return { ...createCatalogRight(planning), right: `owner of catalog ${goal.catalog.name} (whoever creates it)` }
  return {
    youCan: anyOf(isMine(planning, catalog.owner), youHold(planning, catalog.grants, 'CREATE SCHEMA', 'ALL PRIVILEGES')),
    right: `CREATE SCHEMA on catalog ${goal.catalog.name}`,
    ask: askOrRole([catalog.owner, ...holdersOf(catalog.grants, 'MANAGE')], `the owner of catalog ${goal.catalog.name}`),
  }
}

/** Step 6: curated views over chosen tables. Only SQL can make them. */
export function planViews(planning: Planning): void {
  ;(planning.goal.views ?? []).forEach((view, at) => planView(planning, view, at))
}

function planView(planning: Planning, view: GoalView, at: number): void {
  const { goal, facts } = planning
  const place = { catalog: goal.catalog.name, schema: goal.schema.name, table: view.name }
  const source = valueOf(facts.viewSources)?.[at]
  const from = `${view.from.catalog}.${view.from.schema}.${view.from.table}`
  const id = viewId(view.name)
  const isNew = schemaNow(planning)?.exists === false
  const tables = valueOf(facts.tables)
  const item = isNew ? undefined : tables?.items?.find(({ name }) => name.toLowerCase() === view.name.toLowerCase())
  if (item?.type !== undefined && item.type.toUpperCase() !== 'VIEW') {
    planning.obstacles.push({
      id: `view-name-taken:${view.name.toLowerCase()}`,
      step: 'data',
      title: `${view.name} is a table already`,
      detail: `Schema ${goal.schema.name} has a table of this name, so there can be no view ${view.name}.`,
      whatToDo: ['Give the view another name.'],
      ask: askOrRole([item.owner], `the owner of ${view.name}`),
    })
    return
  }
  const wantedQuery = viewDefinition(view.from, view.columns)
  if (item?.definition !== undefined && plain(item.definition) !== plain(wantedQuery)) {
    planning.openItems.push({
      id: `view-differs:${view.name.toLowerCase()}`,
      step: 'data',
      title: `View ${view.name} is there with another definition`,
      detail: `It reads: ${item.definition}. The plan leaves it as it is: changing it could break others.`,
      steps: ['Give the new view another name, or let the owner change this one.'],
      ask: askOrRole([item.owner], `the owner of view ${view.name}`),
    })
  }
  if (source?.exists.known && !source.exists.value && !item) {
    planning.obstacles.push({
      id: `view-source-absent:${view.name.toLowerCase()}`,
      step: 'data',
      title: `There is no table ${from}`,
      detail: `View ${view.name} would read it.`,
      whatToDo: ['Choose a table that exists.'],
      ask: askOrRole([source.owner], `the owner of catalog ${view.from.catalog}`),
    })
  }
  const isKnownThere = item !== undefined
  const isUnknown = !isKnownThere && !isNew && tables?.items === undefined
  const right = createViewRight(planning)
  const canRead = source?.youCanSelect
  addAction(planning, {
    id,
    step: 'data',
    title: `Create view ${goal.schema.name}.${view.name}`,
    why: `Shows CleverTap ${view.columns ? (view.columns.length === 1 ? 'one chosen column' : `${view.columns.length} chosen columns`) : 'the columns'} of ${from}; the identity needs nothing on the table beneath.`,
    change: { kind: 'sql', statement: [createView(place, view.from, view.columns)] },
    compute: 'warehouse',
    state: isKnownThere ? 'satisfied' : isUnknown ? 'unknown' : 'needed',
    skipIf: isUnknown ? { text: `Skip this if SHOW VIEWS IN ${goal.catalog.name}.${goal.schema.name} lists ${view.name}.`, statement: showViews(goal.catalog.name, goal.schema.name) } : undefined,
    mayBeRefused: false,
    current: isKnownThere ? 'there' : isUnknown ? 'not known' : 'not there',
    wanted: `there, reading ${from}`,
    who: {
      youCan: allOf(right.youCan, canRead?.known ? (canRead.value ? 'yes' : 'no') : 'unknown'),
      right: `CREATE TABLE on schema ${goal.schema.name}, and SELECT on ${from}`,
      ask: askOrRole([...(canRead?.known && !canRead.value ? [source?.owner] : []), ...right.ask], `the owner of schema ${goal.schema.name}`),
    },
    expected: { check: 'view', catalog: place.catalog, schema: place.schema, name: view.name },
    undo: { kind: 'sql', statement: [dropView(place)] },
    needs: ['warehouse.start', SCHEMA_ID, BIND_ID],
    notes: [
      'Reads through the view use the rights of its owner, who is whoever runs this: those rights must stay.',
      ...(view.columns ? [] : ['Columns added to the table later are not in the view.']),
      ...(planning.unityCatalogBy === 'rest' ? ['Only SQL can create a view: this one action needs a SQL warehouse.'] : []),
    ],
  })
}

function createViewRight(planning: Planning): WhoMay {
  const { facts, goal } = planning
  const schema = schemaNow(planning)
  if (schema?.exists !== true) return createSchemaRight(planning)
  return {
    youCan: anyOf(isMine(planning, schema.owner), youHold(planning, schema.grants, 'CREATE TABLE', 'ALL PRIVILEGES')),
    right: `CREATE TABLE on schema ${goal.schema.name}`,
    ask: askOrRole([schema.owner, ...holdersOf(schema.grants, 'MANAGE'), catalogOwner(facts)], `the owner of schema ${goal.schema.name}`),
  }
}

export function catalogOwner(facts: Planning['facts']): string | undefined {
  const catalog = valueOf(facts.catalog)
  return catalog?.exists === true ? catalog.owner : undefined
}

/** A definition as far as spelling doesn't matter; a stored one may come without backticks. */
const plain = (definition: string) => definition.replaceAll('`', '').replace(/\s+/g, ' ').replace(/;$/, '').trim().toLowerCase()
