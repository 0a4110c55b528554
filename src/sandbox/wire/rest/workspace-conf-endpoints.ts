import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import type { WorkspaceState } from '../../state/model'
import { withBody } from './bodies'

const PATH = '/api/2.0/workspace-conf'
const SCOPES = ['settings'] as const

/** The settings that the sandbox has: how each is told, and set from a text. Values are texts on the wire. */
const SETTINGS: Record<string, { read(state: WorkspaceState): string; write(state: WorkspaceState, value: string): boolean }> = {
  enableIpAccessLists: {
    read: (state) => String(state.ipAccess?.enabled ?? false),
    write: (state, value) => {
      if (value !== 'true' && value !== 'false') return false
      state.ipAccess = { lists: [], ...state.ipAccess, enabled: value === 'true' }
      return true
    },
  },
  enableTokensConfig: {
    read: (state) => String(state.settings?.tokensEnabled ?? true),
    write: (state, value) => {
      if (value !== 'true' && value !== 'false') return false
      state.settings = { ...state.settings, tokensEnabled: value === 'true' }
      return true
    },
  },
  maxTokenLifetimeDays: {
    read: (state) => String(state.settings?.maxTokenLifetimeDays ?? 0),
    write: (state, value) => {
      if (!/^\d{1,4}$/.test(value)) return false
      state.settings = { ...state.settings, maxTokenLifetimeDays: Number(value) }
      return true
    },
  },
}

const forAdmins = (answer: (call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer =>
  call.caller.admin ? answer(call, context) : refusal(403, 'PERMISSION_DENIED', 'Only workspace admins can access this resource.')
const invalidKeys = (key: string): Answer => refusal(400, 'BAD_REQUEST', `Invalid keys: ["${key}"]`)

export const workspaceConfEndpoints: Endpoint[] = [
  {
    method: 'GET', path: PATH, scopes: SCOPES,
    handle: forAdmins((call, { state }) => {
      const keys = (call.query.get('keys') ?? '').split(',').filter(Boolean)
      const unknown = keys.find((key) => !Object.hasOwn(SETTINGS, key))
      if (unknown !== undefined || keys.length === 0) return invalidKeys(unknown ?? '')
      return json(Object.fromEntries(keys.map((key) => [key, SETTINGS[key]?.read(state)])))
    }),
  },
  {
    method: 'PATCH', path: PATH, scopes: SCOPES,
    handle: forAdmins((call, context) =>
      withBody(call, (body) => {
        const unknown = Object.keys(body).find((key) => !Object.hasOwn(SETTINGS, key))
        if (unknown !== undefined) return invalidKeys(unknown)
        // All or nothing: the changes are tried on a copy first.
        const draft = structuredClone({ settings: context.state.settings, ipAccess: context.state.ipAccess }) as WorkspaceState
        for (const [key, value] of Object.entries(body)) {
          if (!SETTINGS[key]?.write(draft, String(value))) return refusal(400, 'BAD_REQUEST', `Invalid value for ${key}`)
        }
        Object.assign(context.state, { settings: draft.settings, ipAccess: draft.ipAccess })
        context.changed()
        return { status: 204, body: '' }
      }),
    ),
  },
]
