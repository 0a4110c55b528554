import { checkOf } from '#shared/audit/checks/all'

/** The title of a check; its id where an older report names one that is no more. */
export const checkTitle = (id: string): string => checkOf(id)?.title ?? id
