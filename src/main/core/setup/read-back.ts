import type { Outcome } from '#shared/result'
import type { Expectation, Value } from '#shared/setup/plan'
import type { Goal } from '#shared/setup/goal'
import type { Values } from '#shared/setup/template'
import type { SetupWorkspace } from '../ports/setup-workspace'
import { type Asking, saysAbsent, whyNot } from './asking'
import { rowsOf, sameText } from './look-reader'

/** What reading back showed. `unreadable`: it may well be so, but whoever signed in may not see it. */
export type Seen = { state: 'met' | 'not-met' | 'unreadable'; text: string }

export interface ReadBackDependencies {
  workspace: SetupWorkspace
  asking: Asking
  /** Whom the plan is about. */
  identity: Pick<Goal['principal'], 'kind' | 'name'>
  /** Who is signed in. */
  me: string
  workspaceId: string | undefined
}

/** Reads whether an expectation is met now. Changes nothing. */
export type ReadBack = (expected: Expectation, values: Values) => Promise<Seen>

const met = (text: string): Seen => ({ state: 'met', text })
const notMet = (text: string): Seen => ({ state: 'not-met', text })

export function createReadBack({ workspace, asking, identity, me, workspaceId }: ReadBackDependencies): ReadBack {
  /** `look` on what was read; not there is an answer, a refusal is none. */
  function judged<T>(answer: Outcome<T>, what: string, look: (value: T) => Seen): Seen {
    if (answer.ok) return look(answer.value)
    return saysAbsent(answer.failure) ? notMet(`${what} is not there yet.`) : { state: 'unreadable', text: `It could not be read back: ${whyNot(answer.failure)}` }
  }
  const yesNo = (isMet: boolean, yes: string, no: string): Seen => (isMet ? met(yes) : notMet(no))

  async function tokenSeen(principal: string, comment: string): Promise<Seen> {
    const find = (all: readonly { comment?: string }[]) => yesNo(all.some((token) => token.comment === comment), `A token with the comment "${comment}" is listed.`, 'The token is not listed yet.')
    if (sameText(principal, me)) return judged(await asking.ask('your tokens', (limits) => workspace.listTokens(limits)), 'The list of tokens', find)
    return judged(await asking.ask('tokens', (limits) => workspace.managedTokens(limits)), 'The list of tokens', find)
  }

  return async (expected, values) => {
    const value = (one: Value): string => (typeof one === 'string' ? one : (values[one.variable] ?? ''))
    switch (expected.check) {
      case 'catalog':
        return judged(await asking.ask(`catalog ${expected.name}`, (limits) => workspace.catalog(expected.name, limits)), `Catalog ${expected.name}`, ({ owner }) => met(`Catalog ${expected.name} is there${owner ? `, owned by ${owner}` : ''}.`))
      case 'catalog-bound': {
        const wanted = expected.workspaceId ?? workspaceId
        return judged(await asking.ask(`workspaces of catalog ${expected.name}`, (limits) => workspace.bindings(expected.name, limits)), `Catalog ${expected.name}`, (all) =>
          yesNo(wanted !== undefined && all.includes(wanted), 'The catalog is bound to this workspace.', 'The catalog is not bound to this workspace yet.'),
        )
      }
      case 'schema': {
        const name = `${expected.catalog}.${expected.name}`
        return judged(await asking.ask(`schema ${name}`, (limits) => workspace.getSchema(expected.catalog, expected.name, limits)), `Schema ${name}`, ({ owner }) => met(`Schema ${name} is there${owner ? `, owned by ${owner}` : ''}.`))
      }
      case 'view':
        return judged(await asking.ask(`view ${expected.name}`, (limits) => workspace.table(expected.catalog, expected.schema, expected.name, limits)), `View ${expected.name}`, ({ type }) =>
          yesNo(type === undefined || type.includes('VIEW'), `View ${expected.name} is there.`, `${expected.name} is there, but it is no view (${type ?? ''}).`),
        )
      case 'warehouse':
        return judged(await asking.ask(`warehouse ${expected.name}`, (limits) => workspace.warehouse(value(expected.id), limits)), `SQL warehouse ${expected.name}`, ({ state }) =>
          yesNo(!/^DELET/.test(state), `SQL warehouse ${expected.name} is there, ${state.toLowerCase()}.`, 'The warehouse is deleted.'),
        )
      case 'warehouse-running':
        return judged(await asking.ask('the warehouse', (limits) => workspace.warehouse(value(expected.id), limits)), 'The warehouse', ({ name, state }) =>
          yesNo(state === 'RUNNING', `SQL warehouse ${name} runs.`, `SQL warehouse ${name} is ${state.toLowerCase()}.`),
        )
      case 'warehouse-permission':
        return judged(await asking.ask('who may use the warehouse', (limits) => workspace.acl(`warehouses/${value(expected.id)}`, limits)), 'The access list', (all) => {
          const entry = all.find(({ principal, level }) => sameText(principal, value(expected.principal)) && level !== 'CAN_VIEW')
          return entry ? met(`The access list shows ${entry.level.replace('_', ' ')} for ${entry.principal}.`) : notMet('The access list does not show it yet.')
        })
      case 'service-principal':
        return judged(await asking.ask(`service principal ${expected.displayName}`, (limits) => workspace.principal('servicePrincipal', value(expected.id), limits)), `Service principal ${expected.displayName}`, ({ name, active }) =>
          yesNo(active, `Service principal ${expected.displayName} is there, application id ${name}.`, 'The service principal is not active.'),
        )
      case 'assigned':
        return judged(await asking.ask('the identity in this workspace', (limits) => workspace.principal(identity.kind, value(expected.id), limits)), `${identity.name} in this workspace`, () => met('The workspace lists it.'))
      case 'entitlement':
        return judged(await asking.ask('entitlements', (limits) => workspace.principal(expected.kind, value(expected.id), limits)), 'The identity', ({ entitlements }) =>
          yesNo(entitlements.includes(expected.entitlement), `It has the entitlement ${expected.entitlement}.`, 'It does not show the entitlement yet.'),
        )
      case 'token-permission':
        return judged(await asking.ask('who may use tokens', (limits) => workspace.acl('authorization/tokens', limits)), 'The access list', (all) =>
          yesNo(all.some(({ principal }) => sameText(principal, value(expected.principal))), 'The access list of tokens shows it.', 'The access list of tokens does not show it yet.'),
        )
      case 'secret':
        return judged(await asking.ask('OAuth secrets', (limits) => workspace.secrets(value(expected.id), limits)), 'The secret', (all) => yesNo(all.some(({ id }) => id === value(expected.secretId)), 'The secret is listed.', 'The secret is not listed yet.'))
      case 'secret-gone':
        return judged(await asking.ask('OAuth secrets', (limits) => workspace.secrets(value(expected.id), limits)), 'The list of secrets', (all) => yesNo(!all.some(({ id }) => id === value(expected.secretId)), 'The secret is gone.', 'The secret is still listed.'))
      case 'token':
        return tokenSeen(value(expected.principal), expected.comment)
      case 'privilege': {
        const [type, name, principal] = [expected.securable.toLowerCase(), expected.path.join('.'), value(expected.principal)]
        return judged(await asking.ask(`grants on ${name}`, (limits) => workspace.effectivePermissions(type, name, principal, limits)), name, (all) => {
          const has = rowsOf(all).some((row) => sameText(row.principal, principal) && (row.privilege === expected.privilege || row.privilege === 'ALL PRIVILEGES'))
          return yesNo(has, `${expected.privilege} on ${type} ${name} is listed for ${principal}.`, `${expected.privilege} on ${type} ${name} is not listed yet.`)
        })
      }
      case 'privileges':
      case 'privileges-gone': {
        const { securable, name, privileges } = expected
        const [what, principal, wanted] = [`${securable.replaceAll('_', ' ')} ${name}`, value(expected.principal), expected.check === 'privileges']
        return judged(await asking.ask(`grants on ${name}`, (limits) => workspace.effectivePermissions(securable, name, principal, limits)), what, (all) => {
          const direct = rowsOf(all).filter((row) => row.inheritedFrom === undefined && sameText(row.principal, principal)).map(({ privilege }) => privilege)
          const [here, absent] = [privileges.filter((one) => direct.includes(one)), privileges.filter((one) => !direct.includes(one))]
          if (wanted) return yesNo(absent.length === 0, `${here.join(', ')} on ${what} is listed for ${principal}.`, `${absent.join(', ')} on ${what} is not listed yet.`)
          return yesNo(here.length === 0, `${absent.join(', ')} on ${what} is no longer listed for ${principal}.`, `${here.join(', ')} on ${what} is still listed.`)
        })
      }
      case 'confirmed':
        return { state: 'unreadable', text: 'You said that it is done; it can not be read back.' }
    }
  }
}
