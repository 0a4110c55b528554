import { cloudOf } from '#shared/connection/cloud'
import { Cloud } from '#shared/connection/connection'
import { type Result, failed, success } from '#shared/result'
import { explain } from '#shared/diagnosis/explain'
import type { Goal } from '#shared/setup/goal'
import { type WorkspaceFacts, isKnown, notKnown, valueOf } from '#shared/setup/facts'
import { setupMarker } from '#shared/setup/marker'
import type { SetupWorkspace } from '../ports/setup-workspace'
import type { SqlSession } from '../ports/workspace'
import { type Asking, whyNot } from './asking'
import { createReader } from './look-reader'
import { lookAtPrincipal } from './look-principal'
import { lookAtTokens } from './look-tokens'
import { lookAtData } from './look-data'
import { lookAtWarehouses } from './look-warehouses'

export interface LookInput {
  workspace: SetupWorkspace
  asking: Asking
  goal: Goal
  host: string
  /** How the reader signed in: a personal access token that works proves that there are such tokens. */
  byToken: boolean
  /** Opens SQL on a running warehouse; asked only where REST would take many requests. */
  openSql?: (httpPath: string) => Promise<SqlSession | undefined>
  signal: AbortSignal
}

/**
 * Reads what a plan needs. Only a failed sign-in fails the whole: every other refusal becomes "not known", with the reason, and never
 * "no". Nothing is changed and no warehouse is started.
 */
export async function look(input: LookInput): Promise<Result<WorkspaceFacts>> {
  const { workspace, asking, goal, host, byToken } = input
  const [me, store] = await Promise.all([asking.ask('your sign-in', (limits) => workspace.me(limits)), asking.ask('the metastore', (limits) => workspace.metastore(limits))])
  if (!me.ok) return failed(explain(me.failure, { host }))
  const reader = createReader(me.value)
  const cloud = cloudBy(host, store.ok ? store.value.cloud : undefined)
  const marker = setupMarker(goal)

  const settings = settingsOf(input)
  const principal = lookAtPrincipal(input, { cloud, marker })
  const [conf, warehouseFacts, data, who, admins, serverless] = await Promise.all([
    settings,
    lookAtWarehouses(input, reader, marker),
    lookAtData(input, reader, { store, workspaceId: me.value.workspaceId }),
    principal,
    asking.ask('the workspace admins', (limits) => workspace.groupMembers('admins', limits)),
    'name' in goal.warehouse ? asking.ask('whether serverless is offered', (limits) => workspace.serverlessOffered(limits)) : undefined,
  ])
  const tokens = await lookAtTokens(input, reader, { conf, principal: valueOf(who), byToken })
  const tableGrants = await data.tableGrants(valueOf(warehouseFacts))
  if (input.signal.aborted) return failed(explain({ errorCode: 'CANCELLED', message: 'Cancelled.' }))
  return success({
    origin: 'read',
    cloud,
    host,
    workspaceId: me.value.workspaceId,
    me: isKnown({
      principal: me.value.userName,
      kind: me.value.kind === 'user' ? 'user' : 'servicePrincipal',
      groups: me.value.groups,
      workspaceAdmin: isKnown(reader.admin),
      mayCreateCompute: isKnown(reader.admin || me.value.entitlements.includes('allow-cluster-create')),
    }),
    workspaceAdmins: !admins.ok ? notKnown(whyNot(admins.failure)) : admins.value.length > 0 ? isKnown(admins.value) : notKnown('The group admins was not found.'),
    metastore: data.metastore,
    catalog: data.catalog,
    schema: data.schema,
    tables: data.tables,
    tableGrants,
    viewSources: data.viewSources,
    externalLocations: data.externalLocations,
    warehouses: warehouseFacts,
    serverlessOffered:
      serverless === undefined ? notKnown('A warehouse that exists is used.')
      : !serverless.ok ? notKnown(whyNot(serverless.failure))
      : serverless.value === undefined ? notKnown('The workspace does not say.') : isKnown(serverless.value),
    principal: who,
    tokens,
    ipAccessLists: conf.ok ? isKnown({ enabled: conf.value.enableIpAccessLists === 'true' }) : notKnown(conf.why),
  })
}

/** By the host; a host that tells nothing (a private one) leaves it to the metastore. */
export function cloudBy(host: string, said: string | undefined): Cloud {
  const byHost = cloudOf(host)
  return byHost === 'unknown' ? (Cloud.safeParse(said?.toLowerCase()).data ?? 'unknown') : byHost
}

export type Settings = { ok: true; value: Record<string, string> } | { ok: false; why: string }

/** One question for the three settings; a workspace that does not know one of them is asked again without it. */
export async function settingsOf({ workspace, asking }: Pick<LookInput, 'workspace' | 'asking'>): Promise<Settings> {
  const all = ['enableIpAccessLists', 'maxTokenLifetimeDays', 'enableTokensConfig']
  let answer = await asking.ask('the workspace settings', (limits) => workspace.workspaceConf(all, limits))
  if (!answer.ok && answer.failure.status === 400) answer = await asking.ask('the workspace settings', (limits) => workspace.workspaceConf(all.slice(0, 2), limits))
  return answer.ok ? { ok: true, value: answer.value } : { ok: false, why: whyNot(answer.failure) }
}
