/** Names of the IPC channels between Electron's preload and its gate. There are no others. */
export const CHANNELS = {
  call: 'assistant:call',
  start: 'assistant:start',
  cancel: 'assistant:cancel',
  runMessage: 'assistant:run-message',
} as const
