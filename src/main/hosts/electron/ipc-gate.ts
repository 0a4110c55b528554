import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { CHANNELS } from '#shared/contract/channels'
import { type Result, success } from '#shared/result'
import type { Application } from '../../core/application'
import { internalError, refuse } from '../refusal'
import { pageAddress } from './own-scheme'

const STRANGER = refuse('This request was refused', 'It did not come from the window of the assistant.', 'Use the window of the assistant.')

/** Own window, main frame, own origin. A frame that is gone by now (`null`) has no say. */
function isOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame
  return !window.isDestroyed() && frame !== null && event.sender === window.webContents && frame === window.webContents.mainFrame && frame.origin === pageAddress().origin
}

/**
 * The only way from a page into the main process. Who asks is checked here on every call, what is asked in the
 * application. Nothing is thrown across: Electron would keep only the message of an error.
 */
export function openIpcGate(window: BrowserWindow, application: Application, onError: (event: string, error: unknown) => void): () => void {
  const handle = (channel: string, answer: (first: string, second: unknown) => Promise<Result<unknown>>) => {
    ipcMain.handle(channel, async (event, first: unknown, second: unknown): Promise<Result<unknown>> => {
      if (!isOwnPage(event, window) || typeof first !== 'string') return STRANGER
      try {
        return await answer(first, second)
      } catch (error) {
        onError('electron-host.request-failed', error)
        return internalError()
      }
    })
  }
  handle(CHANNELS.call, (name, input) => application.call(name, input))
  handle(CHANNELS.start, (name, input) => application.start(name, input))
  handle(CHANNELS.cancel, async (runId) => {
    application.cancel(runId)
    return success({})
  })
  const stopListening = application.onRunMessage((message) => {
    if (!window.isDestroyed()) window.webContents.send(CHANNELS.runMessage, message)
  })
  return () => {
    stopListening()
    for (const channel of [CHANNELS.call, CHANNELS.start, CHANNELS.cancel]) ipcMain.removeHandler(channel)
  }
}
