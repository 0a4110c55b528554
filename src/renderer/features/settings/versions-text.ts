import type { AppInfo } from '#shared/contract/contract'

/** Versions for a bug report. The computer's name and the settings folder are left out: they name people. */
export const versionsText = (info: AppInfo, userAgent: string): string =>
  [`${info.name} ${info.version}`, `Host: ${info.host}`, `Window: ${userAgent}`, `Tokens can be kept by the operating system: ${info.tokenStore.durable ? 'yes' : `no (${info.tokenStore.reason})`}`].join('\n')
