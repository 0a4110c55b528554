import type { Bridge } from '#shared/contract/bridge'
import { createApi, type ScreenApi } from './create-api'
import { createHttpBridge } from './http-bridge'
import { reportLink } from './link-store'

export type { RunHandle, ScreenApi } from './create-api'

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in the browser host. */
    assistant?: Bridge
  }
}

/** The application, whatever the host. */
export const api: ScreenApi = createApi(window.assistant ?? createHttpBridge(reportLink))
