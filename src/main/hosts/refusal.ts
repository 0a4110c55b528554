import type { Refusal } from '#shared/contract/bridge'

/** What a host answers when it turns a request away before the application sees it. Says nothing about what is inside. */
export function refuse(title: string, cause: string, fix: string): Refusal {
  return {
    ok: false,
    diagnosis: { category: 'invalid_input', confidence: 'high', title, causes: [cause], fixes: [{ text: fix }] },
  }
}

/** For a bug that reached a host: the details are in the log, not on the wire. */
export function internalError(): Refusal {
  return {
    ok: false,
    diagnosis: {
      category: 'internal_error',
      confidence: 'high',
      title: 'The assistant failed inside',
      causes: ['This is a fault of the assistant, not of your workspace. The log in the settings folder has the details.'],
      fixes: [{ text: 'Try again. If it happens again, report it with the log.' }],
    },
  }
}
