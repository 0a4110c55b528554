import { checkOf } from '#shared/audit/checks/all'

/** The title of a check; its id where an older report names one that is no more. */
export const checkTitle = (id: string): string => checkOf(id)?.title ?? id

/** A finding in one line: the privilege, or its check's title, and on what. */
export const findingLine = ({ id, privilege, securable }: { id: string; privilege: string; securable: string }): string => `${privilege === '' ? checkTitle(id) : privilege} · ${securable}`
