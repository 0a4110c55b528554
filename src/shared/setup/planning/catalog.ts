import { createCatalog, dropCatalog, dropSchema, showCatalogsLike } from '../../sql/setup-statements'
import { valueOf } from '../facts'
import type { RestChange, WhoMay } from '../plan'
import { addAction, allOf, anyOf, askOrRole, holdersOf, isMine, metastoreAdmin, type Planning, workspaceAdmin, youHold } from './context'

export const CATALOG_ID = 'catalog.create'
export const BIND_ID = 'catalog.bind'
const UNITY = '/api/2.1/unity-catalog'

/** Step 2: the catalog, where it lies, and whether this workspace may use it. */
export function planCatalog(planning: Planning): void {
  const { goal, facts } = planning
  const { catalog } = goal
  const metastore = valueOf(facts.metastore)
  if (metastore?.assigned === false) {
    planning.obstacles.push({
      id: 'no-metastore',
      step: 'workspace',
      title: 'This workspace has no Unity Catalog',
      detail: 'No metastore is assigned to the workspace. CleverTap reads through Unity Catalog.',
      whatToDo: ['Let an account admin assign a metastore to the workspace (account console > Catalog).'],
      ask: ['an account admin'],
    })
  }
  const there = valueOf(facts.catalog)
  if (there?.exists === false && catalog.create === 'never') {
    planning.obstacles.push({
      id: 'catalog-absent',
      step: 'catalog',
      title: `There is no catalog ${catalog.name}`,
      detail: 'The goal says not to create it, and it is not there.',
      whatToDo: ['Choose a catalog that exists, or let the assistant create this one.'],
      ask: createCatalogRight(planning).ask,
    })
    return
  }
  if (!facts.catalog.known && catalog.create === 'never') return
  const isDoubtful = !facts.catalog.known && catalog.create !== 'always'
  if (there?.exists !== true) managedLocationObstacle(planning, facts.catalog.known)
  addAction(planning, {
    id: CATALOG_ID,
    step: 'catalog',
    title: `Create catalog ${catalog.name}`,
    why: "A catalog of CleverTap's own keeps what it may see apart from everything else.",
    ...unityCatalogForms(planning, createCatalog(catalog.name, catalog), {
      kind: 'rest',
      method: 'POST',
      path: [`${UNITY}/catalogs`],
      body: {
        name: catalog.name,
        ...(catalog.comment === undefined ? {} : { comment: catalog.comment }),
        ...(catalog.managedLocation === undefined ? {} : { storage_root: catalog.managedLocation }),
      },
      as: 'you',
    }),
    state: isDoubtful ? 'unknown' : there?.exists === true ? 'satisfied' : 'needed',
    skipIf: !isDoubtful ? undefined : { text: `Skip this if SHOW CATALOGS lists ${catalog.name}.`, statement: showCatalogsLike(catalog.name) },
    mayBeRefused: isDoubtful,
    current: !facts.catalog.known ? `not known: ${facts.catalog.why}` : there?.exists === true ? `there${there.owner === undefined ? '' : `, owned by ${there.owner}`}` : 'not there',
    wanted: 'there',
    who: createCatalogRight(planning),
    expected: { check: 'catalog', name: catalog.name },
    undo: { kind: 'sql', first: [[dropSchema(catalog.name, 'default')]], statement: [dropCatalog(catalog.name)] },
    needs: [sqlNeeds(planning)],
    notes: [
      ...(catalog.managedLocation === undefined && metastore?.assigned === true && !metastore.storageRoot.known
        ? [`Whether the metastore has root storage is not known (${metastore.storageRoot.why}). Where it has none, Databricks refuses a catalog without a managed location; create it in Catalog Explorer then.`]
        : []),
    ],
  })
  planBinding(planning)
}

/** Statement and REST form of a Unity Catalog change, the one that runs first. */
export function unityCatalogForms(planning: Planning, statement: string, rest: RestChange) {
  const sql = { kind: 'sql' as const, statement: [statement] }
  return planning.unityCatalogBy === 'sql' ? { change: sql, restForm: rest, compute: 'warehouse' as const } : { change: rest, sqlForm: sql, compute: 'none' as const }
}

/** The action that has a warehouse ready; nothing for the REST form. */
export const sqlNeeds = ({ unityCatalogBy }: Planning): string | undefined => (unityCatalogBy === 'sql' ? 'warehouse.start' : undefined)

export function createCatalogRight(planning: Planning): WhoMay {
  const { facts, goal } = planning
  const metastore = valueOf(facts.metastore)
  const admin = metastoreAdmin(planning)
  const grants = metastore?.assigned === true ? metastore.grants : undefined
  // Without a metastore admin (automatic enablement) the workspace admins hold it (databricks.md section 12).
  const byAdmins = metastore?.assigned === true && admin === undefined
  const holders = holdersOf(grants, 'CREATE CATALOG', 'ALL PRIVILEGES').filter((name) => !name.startsWith('_workspace_admins'))
  const youCan = anyOf(
    metastore === undefined ? 'unknown' : admin === undefined ? 'no' : isMine(planning, admin),
    youHold(planning, grants, 'CREATE CATALOG', 'ALL PRIVILEGES'),
    ...(byAdmins ? [workspaceAdmin(planning).youCan] : []),
  )
  const right = 'CREATE CATALOG on the metastore'
  const ask = byAdmins ? askOrRole([...holders, ...workspaceAdmin(planning).ask], 'a workspace admin') : askOrRole([admin, ...holders], 'your metastore admin')
  const { managedLocation } = goal.catalog
  if (managedLocation === undefined) return { youCan, right, ask }
  const location = externalLocationOf(planning, managedLocation)
  const mayStore = location ? anyOf(isMine(planning, location.owner), youHold(planning, location.grants, 'CREATE MANAGED STORAGE', 'ALL PRIVILEGES')) : 'unknown'
  return { youCan: allOf(youCan, mayStore), right: `${right}, and CREATE MANAGED STORAGE on the external location of ${managedLocation}`, ask: askOrRole([...ask, location?.owner], 'your metastore admin') }
}

const withSlash = (url: string) => (url.endsWith('/') ? url : `${url}/`)
const externalLocationOf = ({ facts }: Planning, url: string) =>
  valueOf(facts.externalLocations)?.find((location) => withSlash(url).startsWith(withSlash(location.url)))

function managedLocationObstacle(planning: Planning, isKnownAbsent: boolean): void {
  const { goal, facts } = planning
  const metastore = valueOf(facts.metastore)
  const locations = valueOf(facts.externalLocations)
  const { managedLocation, name } = goal.catalog
  if (managedLocation !== undefined) {
    if (locations === undefined || externalLocationOf(planning, managedLocation)) return
    planning.obstacles.push({
      id: 'managed-location-outside',
      step: 'catalog',
      title: 'The managed location is in no external location',
      detail: `${managedLocation} lies under none of the external locations that you can see.`,
      whatToDo: [...locations.slice(0, 10).map((location) => `Use a path under ${location.url} (external location ${location.name}).`), 'Or let an external location be created for it.'],
      ask: askOrRole([metastoreAdmin(planning)], 'your metastore admin'),
    })
    return
  }
  if (!isKnownAbsent || metastore?.assigned !== true || !metastore.storageRoot.known || metastore.storageRoot.value !== null) return
  planning.obstacles.push({
    id: 'managed-location',
    step: 'catalog',
    title: `Catalog ${name} needs a managed location`,
    detail: 'The metastore has no root storage, so Databricks refuses a new catalog without a storage location of its own.',
    whatToDo: [
      ...(locations ?? []).slice(0, 10).map((location) => `Choose a path under ${location.url} (external location ${location.name}).`),
      `Or create the catalog in Catalog Explorer (Catalog > Create catalog), which may offer Databricks' default storage, and choose it here as existing.`,
    ],
    ask: askOrRole([metastoreAdmin(planning), ...(locations ?? []).map(({ owner }) => owner)], 'your metastore admin'),
  })
}

/** An isolated catalog can be used only from workspaces bound to it, whatever the grants. */
function planBinding(planning: Planning): void {
  const { goal, facts } = planning
  const there = valueOf(facts.catalog)
  if (there?.exists !== true || valueOf(there.isolated) !== true) return
  const bound = valueOf(there.boundHere)
  const { workspaceId } = facts
  // A read-only binding would do for reading, but nothing could be created in the catalog.
  const writes = valueOf(facts.schema)?.exists !== true || (goal.views ?? []).length > 0
  const type = writes ? 'BINDING_TYPE_READ_WRITE' : 'BINDING_TYPE_READ_ONLY'
  const { name } = goal.catalog
  const rest = (change: 'add' | 'remove'): RestChange => ({
    kind: 'rest',
    method: 'PATCH',
    path: [`${UNITY}/bindings/catalog/${encodeURIComponent(name)}`],
    body: { [change]: [{ workspace_id: Number(workspaceId), binding_type: type }] },
    as: 'you',
  })
  const byHand = { kind: 'by-hand' as const, steps: [`Open catalog ${name} in Catalog Explorer, tab "Workspaces".`, 'Assign this workspace to it.'], link: '/explore/data' }
  addAction(planning, {
    id: BIND_ID,
    step: 'catalog',
    title: `Bind catalog ${name} to this workspace`,
    why: `The catalog is isolated: from a workspace that is not bound to it nobody can use it, whatever is granted.`,
    change: workspaceId === undefined ? byHand : rest('add'),
    state: bound === true ? 'satisfied' : bound === false ? 'needed' : 'unknown',
    current: bound === true ? 'isolated, bound to this workspace' : bound === false ? 'isolated, not bound to this workspace' : 'isolated; whether bound is not known',
    wanted: 'bound to this workspace',
    who: {
      youCan: anyOf(isMine(planning, there.owner), metastoreAdmin(planning) === undefined ? 'no' : isMine(planning, metastoreAdmin(planning))),
      right: `owner of catalog ${name}, or metastore admin`,
      ask: askOrRole([there.owner, metastoreAdmin(planning)], `the owner of catalog ${name}`),
    },
    expected: { check: 'catalog-bound', name, workspaceId },
    undo: workspaceId === undefined ? { kind: 'by-hand', steps: [`Open catalog ${name} in Catalog Explorer, tab "Workspaces", and take this workspace out.`] } : rest('remove'),
    needs: [CATALOG_ID],
  })
}
