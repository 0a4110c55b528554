import { version } from '../../../../package.json'

/** How the assistant introduces itself to a workspace (visible in its audit logs). */
export const PRODUCT = 'DatabricksSetupAssistantForCleverTap'
export const USER_AGENT = `${PRODUCT}/${version}`
