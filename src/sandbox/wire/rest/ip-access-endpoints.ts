import { randomUUID } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { addressAllowed } from '../ip-access'
import type { IpAccessList, WorkspaceState } from '../../state/model'
import { invalidParameter, texts, withBody } from './bodies'

const PATH = '/api/2.0/ip-access-lists'
const SCOPES = ['networking', 'settings'] as const
/** Values over all lists. */
const MOST_ADDRESSES = 1000

const shape = (state: WorkspaceState, list: IpAccessList): Record<string, unknown> => {
  const by = Number(state.identities.find((one) => one.principal === list.createdBy)?.id ?? state.identities.find((one) => one.workspaceAdmin)?.id ?? 0)
  return {
    list_id: list.id, label: list.label, ip_addresses: list.addresses, address_count: list.addresses.length, list_type: list.type,
    created_at: list.createdAt ?? 0, created_by: by, updated_at: list.updatedAt ?? list.createdAt ?? 0, updated_by: by, enabled: list.enabled ?? true,
  }
}

const forAdmins = (answer: (call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer =>
  call.caller.admin ? answer(call, context) : refusal(403, 'PERMISSION_DENIED', 'Only workspace admins can access this resource.')

const withList = (answer: (list: IpAccessList, call: Call, context: SandboxContext) => Answer): Endpoint['handle'] =>
  forAdmins((call, context) => {
    const list = context.state.ipAccess?.lists.find(({ id }) => id === call.params.id)
    return list ? answer(list, call, context) : refusal(404, 'RESOURCE_DOES_NOT_EXIST', `IP access list with id ${call.params.id ?? ''} does not exist.`)
  })

const isAddress = (text: string): boolean => {
  const [address = '', prefix, ...more] = text.split('/')
  return more.length === 0 && isIPv4(address) && (prefix === undefined || (/^\d{1,2}$/.test(prefix) && Number(prefix) <= 32))
}

type Draft = Pick<IpAccessList, 'label' | 'type' | 'addresses'> & { enabled?: boolean }

/** The fields of a body over what was there before; for a whole list `before` is empty. */
function drafted(body: Record<string, unknown>, before: Partial<Draft>): { ok: true; draft: Draft } | { ok: false; answer: Answer } {
  const no = (message: string): { ok: false; answer: Answer } => ({ ok: false, answer: invalidParameter(message) })
  const { label = before.label, list_type: type = before.type, ip_addresses: given, enabled = before.enabled } = body
  if (typeof label !== 'string' || label === '') return no('Label cannot be empty.')
  if (type !== 'ALLOW' && type !== 'BLOCK') return no(`Invalid list_type: ${typeof type === 'string' ? type : ''}. It must be ALLOW or BLOCK.`)
  const addresses = given === undefined ? (before.addresses ?? []) : texts(given)
  const wrong = addresses.find((one) => !isAddress(one))
  if (wrong !== undefined) return no(`Invalid IP address or CIDR range: ${wrong}.`)
  if (enabled !== undefined && typeof enabled !== 'boolean') return no("Field 'enabled' must be a boolean.")
  return { ok: true, draft: { label, type, addresses, ...(enabled === undefined ? {} : { enabled }) } }
}

/** Puts a list in place of `former`, unless that would shut the caller out or be too much. */
function store(call: Call, context: SandboxContext, former: IpAccessList | undefined, list: IpAccessList): Answer {
  const { state } = context
  const access = state.ipAccess ?? { enabled: false, lists: [] }
  const lists = former ? access.lists.map((one) => (one === former ? list : one)) : [...access.lists, list]
  if (lists.reduce((count, { addresses }) => count + addresses.length, 0) > MOST_ADDRESSES) return refusal(400, 'QUOTA_EXCEEDED', `The number of IP addresses and CIDR ranges over all lists is limited to ${String(MOST_ADDRESSES)}.`)
  if (access.enabled && !addressAllowed({ ...state, ipAccess: { ...access, lists } }, call.address)) {
    return refusal(400, 'INVALID_STATE', `This list would block access from your current IP address ${call.address}. Add it to an allow list first.`)
  }
  state.ipAccess = { ...access, lists }
  context.changed()
  return json({ ip_access_list: shape(state, list) })
}

const change = (whole: boolean): Endpoint['handle'] =>
  withList((list, call, context) =>
    withBody(call, (body) => {
      const read = drafted(body, whole ? {} : list)
      return read.ok ? store(call, context, list, { ...list, enabled: true, ...read.draft, updatedAt: context.now() }) : read.answer
    }),
  )

/** IP access lists; they count as long as `enableIpAccessLists` is on. */
export const ipAccessEndpoints: Endpoint[] = [
  { method: 'GET', path: PATH, scopes: SCOPES, handle: forAdmins((_call, { state }) => json({ ip_access_lists: (state.ipAccess?.lists ?? []).map((list) => shape(state, list)) })) },
  {
    method: 'POST', path: PATH, scopes: SCOPES,
    handle: forAdmins((call, context) =>
      withBody(call, (body) => {
        const read = drafted(body, {})
        if (!read.ok) return read.answer
        return store(call, context, undefined, { id: randomUUID(), ...read.draft, enabled: true, createdAt: context.now(), createdBy: call.caller.principal })
      }),
    ),
  },
  { method: 'GET', path: `${PATH}/:id`, scopes: SCOPES, handle: withList((list, _call, { state }) => json({ ip_access_list: shape(state, list) })) },
  { method: 'PATCH', path: `${PATH}/:id`, scopes: SCOPES, handle: change(false) },
  { method: 'PUT', path: `${PATH}/:id`, scopes: SCOPES, handle: change(true) },
  {
    method: 'DELETE', path: `${PATH}/:id`, scopes: SCOPES,
    handle: withList((list, _call, context) => {
      const access = context.state.ipAccess
      if (access) context.state.ipAccess = { ...access, lists: access.lists.filter((one) => one !== list) }
      context.changed()
      return json({})
    }),
  },
]
