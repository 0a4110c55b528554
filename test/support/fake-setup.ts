import type { CallName, Input, Output } from '../../src/shared/contract/contract'
import { failed, success, type Result } from '../../src/shared/result'
import { isKnown, notKnown, type WorkspaceFacts } from '../../src/shared/setup/facts'
import type { Goal } from '../../src/shared/setup/goal'
import { SetupAnswers, type ApplyReport, type Preflight, type SetupSignIn, type SetupToken, type SetupView } from '../../src/shared/setup/setup'
import { emptyWorkspaceFacts } from '../../src/shared/setup/workspace-facts'

export type FakeWorkspace = 'empty' | 'locked-down' | 'large' | 'no-root-storage'
type SetupCall = Extract<CallName, `setup${string}`>
export type SetupAnswersOfBridge = { [K in SetupCall]: (input: Input<K>) => Result<Output<K>> }

export const ADMIN: SetupSignIn = { state: 'signed-in', method: 'pat', host: 'adb-4242424242424242.2.azuredatabricks.net', principal: 'ada.lovelace@example.com', kind: 'user', workspaceId: '4242424242424242', keeping: 'run' }

export const fakeSetup = (id: string, answers: Partial<SetupAnswers>, more: { signIn?: SetupSignIn; token?: SetupToken; unfinished?: boolean; profileId?: string; updatedAt?: number } = {}): SetupView => ({
  setup: { id, answers: SetupAnswers.parse(answers), ...(more.profileId === undefined ? {} : { profileId: more.profileId }), createdAt: 0, updatedAt: more.updatedAt ?? 0 },
  signIn: more.signIn ?? { state: 'signed-out' },
  token: more.token ?? 'none',
  unfinished: more.unfinished ?? false,
})

export const fakeTables = (count: number) => Array.from({ length: count }, (_one, index) => ({ name: `table_${String(index).padStart(5, '0')}`, type: index % 9 === 0 ? 'VIEW' : 'MANAGED', owner: 'data-platform', browseOnly: false }))

/** What `setup.look` reads in a sample workspace: `empty` holds nothing and its reader is admin; in `locked-down` he may do little. */
export function fakeFacts(workspace: FakeWorkspace, goal: Goal): WorkspaceFacts {
  const isAdmin = workspace !== 'locked-down'
  const none = { rows: [], whole: true }
  const base: WorkspaceFacts = {
    ...emptyWorkspaceFacts('azure'),
    origin: 'read',
    host: 'adb-4242424242424242.2.azuredatabricks.net',
    workspaceId: '4242424242424242',
    me: isKnown({ principal: 'ada.lovelace@example.com', kind: 'user', groups: isAdmin ? ['admins'] : ['users'], workspaceAdmin: isKnown(isAdmin), mayCreateCompute: isKnown(isAdmin) }),
    workspaceAdmins: isAdmin ? isKnown(['ada.lovelace@example.com']) : isKnown(['grace.hopper@example.com']),
    metastore: isKnown({ assigned: true, id: 'm1', name: 'metastore_azure_westeurope', owner: isAdmin ? 'ada.lovelace@example.com' : 'platform-admins', storageRoot: isKnown(workspace === 'no-root-storage' ? null : 'abfss://root@lake.dfs.core.windows.net/'), grants: isKnown(none) }),
    externalLocations: isKnown([{ name: 'lake_landing', url: 'abfss://landing@lake.dfs.core.windows.net/', owner: 'platform-admins', grants: isKnown(none) }]),
    serverlessOffered: isKnown(true),
    tokens: { enabled: isKnown(isAdmin), maxLifetimeDays: isKnown(365), permissions: isKnown([]), existing: isKnown([]) },
    ipAccessLists: isKnown({ enabled: true }),
    viewSources: isKnown((goal.views ?? []).map(() => ({ exists: isKnown(true), owner: 'data-platform', youCanSelect: isKnown(isAdmin) }))),
  }
  if (workspace !== 'large' && workspace !== 'locked-down') return base
  return {
    ...base,
    catalog: isKnown({ exists: true, owner: 'platform-admins', isolated: isKnown(false), boundHere: isKnown(true), grants: isKnown(none) }),
    schema: isKnown({ exists: true, owner: 'data-platform', grants: isKnown(none) }),
    tables: isKnown({ count: workspace === 'large' ? 100_000 : 12, complete: false }),
    warehouses: isKnown([{ id: '0123456789abcdef', name: 'Shared BI', state: 'STOPPED', serverless: false, size: 'Medium', myLevel: isKnown('CAN_USE'), permissions: notKnown('CAN MANAGE is needed to read who may use it.') }]),
  }
}

const preflight = (workspace: FakeWorkspace): Preflight => {
  const isAdmin = workspace !== 'locked-down'
  return {
    cloud: 'azure',
    rows: [
      { id: 'cloud', title: 'Cloud', state: 'ok', text: 'Azure, workspace 4242424242424242', whatToDo: [], ask: [] },
      { id: 'unity-catalog', title: 'Unity Catalog', state: 'ok', text: 'Metastore metastore_azure_westeurope is assigned', whatToDo: [], ask: [] },
      { id: 'rights', title: 'What you may do', state: isAdmin ? 'ok' : 'warning', text: isAdmin ? 'You are workspace admin and own the metastore' : 'You are no workspace admin: identities, tokens and warehouses need one', whatToDo: [], ask: isAdmin ? [] : ['grace.hopper@example.com'] },
      { id: 'tokens', title: 'Personal access tokens', state: isAdmin ? 'ok' : 'failed', text: isAdmin ? 'Switched on, at most 365 days' : 'Switched off in this workspace', whatToDo: isAdmin ? [] : ['A workspace admin switches them on under Settings > Advanced.'], ask: isAdmin ? [] : ['grace.hopper@example.com'] },
      { id: 'ip-access-lists', title: 'IP access lists', state: 'warning', text: 'On: CleverTap’s addresses have to be allowed', whatToDo: ['Ask CleverTap for the address ranges of your region and add them.'], ask: [] },
      { id: 'account-ingress', title: 'Ingress policies of the account', state: 'could-not-check', text: 'Only account admins see them', whatToDo: [], ask: ['your account admin'] },
      { id: 'private-link', title: 'Private Link', state: 'could-not-check', text: 'Can’t be told from here', whatToDo: [], ask: ['your network team'] },
    ],
    tokensEnabled: isKnown(isAdmin),
    maxLifetimeDays: isKnown(365),
    ipAccessListsOn: isKnown(true),
  }
}

/** A run that did every action in order and saw it; with `failAt` it stops there. */
export function fakeApplyReport(actionIds: readonly string[], now: number, failAt?: number): ApplyReport {
  const isFailing = failAt !== undefined && failAt < actionIds.length
  return {
    runId: 'run', state: isFailing ? 'stopped' : 'finished', line: isFailing ? 'Stopped: the warehouse was refused' : 'Everything is as wanted',
    actions: actionIds.map((actionId, index) => ({
      actionId, how: 'rest', at: now, durationMs: 340 + index * 17,
      state: failAt === undefined || index < failAt ? 'done' : index === failAt ? 'failed' : 'not-run',
      ...(failAt !== undefined && index > failAt ? {} : { requestId: `5f3a8e1c-0b7${index}` }),
      ...(index === failAt ? { diagnosis: { category: 'other', confidence: 'high', title: 'The quota for SQL warehouses is used up', causes: ['The workspace allows 10 warehouses, and there are 10.'], fixes: [{ text: 'Delete one that nobody uses, or choose one that is there at step 3.' }] } } : {}),
    })),
    requests: 41, startedAt: now - 48_000, finishedAt: now, token: isFailing ? 'none' : 'ready', rollbackScript: '/home/ada/.config/databricks-setup-assistant/rollback.sql',
  }
}

/** The setup part of the fake application: setups are kept, the sign-in is there or not, lists are canned. */
export function fakeSetupAnswers(setups: Map<string, SetupView>, workspace: FakeWorkspace, made: (catalog: string, schema: string) => Output<'setup.connect'>): SetupAnswersOfBridge {
  let nextId = 1
  const view = (id: string): Result<SetupView> => {
    const found = setups.get(id)
    return found ? success(found) : failed({ category: 'invalid_input', confidence: 'high', title: 'This setup is no longer there', causes: ['It was deleted, perhaps in another window.'], fixes: [{ text: 'Begin a new one.' }] })
  }
  const put = (changed: SetupView): Result<SetupView> => {
    setups.set(changed.setup.id, changed)
    return success(changed)
  }
  const change = (id: string, how: (before: SetupView) => SetupView): Result<SetupView> => {
    const before = view(id)
    return before.ok ? put(how(before.value)) : before
  }
  return {
    'setups.list': () => success([...setups.values()]),
    'setups.create': ({ answers }) => put(fakeSetup(`setup-${nextId++}`, answers ?? {})),
    'setups.get': ({ setupId }) => view(setupId),
    'setups.save': ({ setupId, answers }) => change(setupId, (before) => ({ ...before, setup: { ...before.setup, answers } })),
    'setups.delete': ({ setupId }) => {
      setups.delete(setupId)
      return success({})
    },
    'setup.sign-out': ({ setupId }) => change(setupId, (before) => ({ ...before, signIn: { state: 'signed-out' } })),
    'setup.preflight': () => success(preflight(workspace)),
    'setup.catalogs': () => success([{ name: 'retail', owner: 'platform-admins', browseOnly: false, comment: 'Shop data' }, { name: 'finance', owner: 'finance-admins', isolationMode: 'ISOLATED', browseOnly: false }]),
    'setup.schemas': () => success([{ name: 'sales', owner: 'data-platform', browseOnly: false, tables: 12 }, { name: 'customers', owner: 'data-platform', browseOnly: false, tables: 3 }]),
    'setup.tables': () => success(fakeTables(workspace === 'large' ? 100_000 : 12)),
    'setup.principals': () => success([{ kind: 'user', name: 'ada.lovelace@example.com', displayName: 'Ada Lovelace', active: true }]),
    'setup.journal': () => success({ entries: [], values: {}, finished: false }),
    'setup.rollback-script': () => success({ text: '-- Takes back the setup for CleverTap, last step first.\nDROP SCHEMA `clevertap_catalog`.`clevertap_schema` RESTRICT;\n' }),
    'setup.token': ({ setupId }) => {
      change(setupId, (before) => ({ ...before, token: 'shown' }))
      return success({ token: 'made-for-the-gallery' })
    },
    'setup.delete-token': ({ setupId }) => change(setupId, (before) => ({ ...before, token: 'none' })),
    'setup.connect': ({ goal }) => success(made(goal.catalog.name, goal.schema.name)),
  }
}
