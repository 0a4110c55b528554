import type { Cloud } from '#shared/connection/connection'
import { explain } from '#shared/diagnosis/explain'
import { type Result, failed, success } from '#shared/result'
import { type Known, isKnown, notKnown } from '#shared/setup/facts'
import { adminBehind } from '#shared/setup/planning/context'
import type { Preflight, PreflightRow } from '#shared/setup/setup'
import type { SetupWorkspace } from '../ports/setup-workspace'
import type { Me } from '../ports/workspace'
import { type Asking, whyNot } from './asking'
import { cloudBy, settingsOf } from './look'
import { createReader } from './look-reader'
import { tokenSettings } from './look-tokens'

const CLOUD_NAMES: Record<Cloud, string> = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud', unknown: 'not recognised from the host' }
const ACCOUNT_ADMIN = ['an account admin']
const WORKSPACE_ADMIN = ['a workspace admin']

/** The card of the first step. What can't be seen from a workspace is said so, with whom to ask. */
export async function preflight({ workspace, asking, host, byToken }: { workspace: SetupWorkspace; asking: Asking; host: string; byToken: boolean }): Promise<Result<Preflight>> {
  const me = await asking.ask('your sign-in', (limits) => workspace.me(limits))
  if (!me.ok) return failed(explain(me.failure, { host }))
  const [store, conf] = await Promise.all([asking.ask('the metastore', (limits) => workspace.metastore(limits)), settingsOf({ workspace, asking })])
  const storeId = store.ok ? store.value.id : undefined
  const grants = storeId === undefined ? undefined : await asking.ask('your rights on the metastore', (limits) => workspace.effectivePermissions('metastore', storeId, undefined, limits))
  const mine = me.value
  const reader = createReader(mine)
  const cloud = cloudBy(host, store.ok ? store.value.cloud : undefined)
  const tokens = tokenSettings(conf, byToken)
  const ipAccessListsOn: Known<boolean> = conf.ok ? isKnown(conf.value.enableIpAccessLists === 'true') : notKnown(conf.why)

  const storeAdmin = store.ok ? adminBehind(store.value.owner) : undefined
  const holdsCreateCatalog = grants?.ok === true && reader.grants(grants.value, []).rows.some((row) => reader.isMe(row.principal) && (row.privilege === 'CREATE CATALOG' || row.privilege === 'ALL PRIVILEGES'))
  // Without a metastore admin the workspace admins may.
  const mayCreateCatalog = holdsCreateCatalog || (storeAdmin === undefined ? store.ok && reader.admin : reader.isMe(storeAdmin))
  /** Nobody is asked for what you may do yourself. */
  const askAdmin = reader.admin ? [] : WORKSPACE_ADMIN
  const row = (id: PreflightRow['id'], title: string, state: PreflightRow['state'], text: string, more: Partial<Pick<PreflightRow, 'whatToDo' | 'ask'>> = {}): PreflightRow => ({
    id, title, state, text, whatToDo: [], ask: [], ...more,
  })

  function unityCatalog(): PreflightRow {
    const title = 'Unity Catalog'
    if (store.ok) return row('unity-catalog', title, 'ok', `Assigned: metastore ${store.value.name ?? store.value.id}${store.value.owner ? `, owned by ${store.value.owner}` : ''}.`)
    if (store.failure.errorCode !== 'METASTORE_DOES_NOT_EXIST') return row('unity-catalog', title, 'could-not-check', whyNot(store.failure), { ask: WORKSPACE_ADMIN })
    return row('unity-catalog', title, 'failed', 'No metastore is assigned to this workspace. CleverTap reads through Unity Catalog.', {
      whatToDo: ['Let an account admin assign a metastore to the workspace (account console > Catalog).'], ask: ACCOUNT_ADMIN,
    })
  }
  function rights(): PreflightRow {
    const can = rightsOf(mine, { admin: reader.admin, mayCreateCatalog })
    const missing = [...(reader.admin ? [] : ['manage identities, tokens and warehouse permissions (workspace admin)']), ...(mayCreateCatalog ? [] : ['create a catalog (CREATE CATALOG)'])]
    const text = [can.length > 0 ? `You may ${can.join(', ')}.` : '', missing.length > 0 ? `Not seen: the right to ${missing.join('; to ')}. The plan names whom to ask for each step.` : ''].filter(Boolean).join(' ')
    const ask = [...askAdmin, ...(mayCreateCatalog || storeAdmin === undefined ? [] : [`${storeAdmin} (metastore admin)`])]
    return row('rights', 'What you may do', missing.length === 0 ? 'ok' : 'warning', text, { ask })
  }
  function tokensRow(): PreflightRow {
    const { enabled } = tokens
    if (!enabled.known) return row('tokens', 'Personal access tokens', 'could-not-check', enabled.why, { ask: WORKSPACE_ADMIN })
    if (enabled.value) return row('tokens', 'Personal access tokens', 'ok', 'They are switched on.')
    return row('tokens', 'Personal access tokens', 'failed', 'They are switched off for this workspace. CleverTap signs in with one.', {
      whatToDo: [reader.admin ? 'You may switch them on: Settings > Advanced > Personal Access Tokens.' : 'Let a workspace admin switch them on: Settings > Advanced > Personal Access Tokens.'], ask: askAdmin,
    })
  }
  function lifetimeRow(): PreflightRow {
    const { maxLifetimeDays: days } = tokens
    const title = 'Longest lifetime of a token'
    if (!days.known) return row('token-lifetime', title, 'could-not-check', days.why, { ask: WORKSPACE_ADMIN })
    if (days.value === null) return row('token-lifetime', title, 'ok', "The workspace sets no maximum; Databricks' own is two years.")
    if (days.value >= 90) return row('token-lifetime', title, 'ok', `${days.value} days.`)
    return row('token-lifetime', title, 'warning', `${days.value} days. CleverTap's guide asks for 90 or more: the token will have to be replaced that often.`, {
      whatToDo: [reader.admin ? 'Consider to allow 90 days (maxTokenLifetimeDays).' : 'Ask whether the workspace may allow 90 days (maxTokenLifetimeDays).'], ask: askAdmin,
    })
  }
  function ipRow(): PreflightRow {
    const title = 'IP access lists'
    if (!ipAccessListsOn.known) return row('ip-access-lists', title, 'could-not-check', ipAccessListsOn.why, { ask: WORKSPACE_ADMIN })
    if (!ipAccessListsOn.value) return row('ip-access-lists', title, 'ok', 'They are off: the workspace itself turns no address away.')
    return row('ip-access-lists', title, 'warning', "They are on. CleverTap's address ranges must be allowed before it can connect.", {
      whatToDo: ['Ask CleverTap for its address ranges of your region.', reader.admin ? 'Add them to an ALLOW list.' : 'Let a workspace admin add them to an ALLOW list.'], ask: askAdmin,
    })
  }

  const named = mine.kind === 'user' ? mine.userName : `service principal ${mine.displayName ?? mine.userName}`
  return success({
    cloud,
    maxLifetimeDays: tokens.maxLifetimeDays,
    tokensEnabled: tokens.enabled,
    ipAccessListsOn,
    rows: [
      row('cloud', 'Cloud', cloud === 'unknown' ? 'warning' : 'ok', `${CLOUD_NAMES[cloud]}${me.value.workspaceId ? `, workspace ${me.value.workspaceId}` : ''}.`),
      row('identity', 'Signed in as', 'ok', `${named}.`),
      unityCatalog(),
      rights(),
      tokensRow(),
      lifetimeRow(),
      ipRow(),
      row('account-ingress', 'Network policies of the account', 'could-not-check', 'Ingress policies of the account are not visible from a workspace.', {
        whatToDo: ["Ask whether a policy restricts who may reach this workspace; if so, CleverTap's ranges belong into it."], ask: ACCOUNT_ADMIN,
      }),
      row('private-link', 'Private Link', 'could-not-check', 'From here it can not be seen whether the workspace also answers outside of your private network. CleverTap comes over the internet.', {
        whatToDo: ['Ask whether public access to the workspace is allowed.'], ask: ACCOUNT_ADMIN,
      }),
    ],
  })
}

function rightsOf({ entitlements }: Me, { admin, mayCreateCatalog }: { admin: boolean; mayCreateCatalog: boolean }): string[] {
  return [
    ...(admin ? ['do what a workspace admin may: warehouses, identities, tokens'] : []),
    ...(mayCreateCatalog ? ['create catalogs'] : []),
    ...(!admin && entitlements.includes('allow-cluster-create') ? ['create warehouses'] : []),
    ...(entitlements.includes('databricks-sql-access') ? ['use SQL warehouses'] : []),
  ]
}
