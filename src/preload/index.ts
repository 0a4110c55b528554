import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, RunMessage } from '#shared/contract/bridge'
import { CHANNELS } from '#shared/contract/channels'
import { CALL_NAMES, RUN_NAMES } from '#shared/contract/names'

// Only names of the contract pass; `ipcRenderer` itself is never exposed.
const names: ReadonlySet<string> = new Set<string>([...CALL_NAMES, ...RUN_NAMES])
function known(name: string): string {
  if (!names.has(name)) throw new Error(`no such operation: ${name}`)
  return name
}

const bridge = {
  call: (name: string, input: unknown) => ipcRenderer.invoke(CHANNELS.call, known(name), input),
  start: (name: string, input: unknown) => ipcRenderer.invoke(CHANNELS.start, known(name), input),
  cancel: (runId: string) => ipcRenderer.invoke(CHANNELS.cancel, runId),
  onRunMessage(listener: (message: RunMessage) => void) {
    const hear = (_event: unknown, message: RunMessage) => listener(message)
    ipcRenderer.on(CHANNELS.runMessage, hear)
    return () => {
      ipcRenderer.removeListener(CHANNELS.runMessage, hear)
    }
  },
}

contextBridge.exposeInMainWorld('assistant', bridge satisfies { [K in keyof Bridge]: unknown })
