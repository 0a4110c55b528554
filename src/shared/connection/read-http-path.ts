import type { FieldIssue } from './connection'
import { coreOf, issuesOf, misplacedSecret } from './field-reading'

export interface HttpPathReading {
  /** With its leading slash, and with `?o=` where it was given. Absent when an error says why. */
  httpPath?: string
  warehouseId?: string
  /** From `?o=`, which unified hosts need on the path. */
  workspaceId?: string
  issues: FieldIssue[]
}

const WAREHOUSE = /\/?sql\/1\.0\/(warehouses|endpoints)\/([^/?#;&\s"']+)\/?/i
const PAGE = /\/?sql\/(?:warehouses|endpoints)\/([^/?#;&\s"']+)/i
const CLUSTER = /sql\/protocolv1\/|(?:^|[/#])(?:setting\/|compute\/)?clusters\//i
const WAREHOUSE_ID = /^[0-9a-f]{16}$/

/** The HTTP path of a warehouse; `workspaceId` only for hosts that don't name one workspace. */
export const httpPathOf = (warehouseId: string, workspaceId?: string): string =>
  `/sql/1.0/warehouses/${warehouseId}${workspaceId === undefined ? '' : `?o=${workspaceId}`}`

/**
 * Reads an HTTP path as people paste it: the path itself, the address of the warehouse's page, a JDBC URL, a bare
 * warehouse id. A cluster's path is an error: CleverTap imports through a SQL warehouse. Never throws.
 */
export function readHttpPath(text: string): HttpPathReading {
  const { issues, error, warn, info } = issuesOf('httpPath')
  const { core, start, end } = coreOf(text)
  const whole = { start, end }
  if (core === '') {
    error('required', 'Enter the HTTP path of the SQL warehouse (tab "Connection details").')
    return { issues }
  }
  const secret = misplacedSecret('httpPath', text)
  if (secret) return { issues: [secret] }

  const organisation = /[?&;]o=(\d+)(?!\d)/.exec(core)
  const workspaceId = organisation?.[1]
  const found = WAREHOUSE.exec(core)
  if (!found) {
    const suggestFrom = (id: string): string => httpPathOf(id.toLowerCase(), workspaceId)
    const page = PAGE.exec(core)
    if (page?.[1] && WAREHOUSE_ID.test(page[1].toLowerCase())) {
      const id = page[1].toLowerCase()
      warn('page-address', "This is the address of the warehouse's page; its HTTP path is used.", whole, suggestFrom(id))
      return { httpPath: suggestFrom(id), warehouseId: id, workspaceId, issues }
    }
    if (CLUSTER.test(core)) {
      error('cluster', 'That is an all-purpose cluster. CleverTap imports through a SQL warehouse: take the HTTP path from one.', whole)
    } else if (WAREHOUSE_ID.test(core.toLowerCase())) {
      error('bare-id', 'This is only the warehouse id. The HTTP path stands around it.', whole, suggestFrom(core))
    } else if (/^(https?:\/\/)?[\w-]+(\.[\w-]+){2,}(:\d+)?\/?$/i.test(core)) {
      error('host', 'This is a host. The HTTP path begins with /sql/1.0/warehouses/.', whole)
    } else {
      error('shape', 'A warehouse\'s HTTP path is /sql/1.0/warehouses/<id>. Copy it from the tab "Connection details".', whole)
    }
    return { issues }
  }

  const foundAt = start + found.index
  const foundEnd = foundAt + found[0].length
  const kind = (found[1] ?? '').toLowerCase()
  const id = found[2] ?? ''
  const idStart = foundAt + found[0].lastIndexOf(id)
  const idPart = { start: idStart, end: idStart + id.length }
  const lowerId = id.toLowerCase()
  const query = workspaceId === undefined ? '' : `?o=${workspaceId}`
  const httpPath = `/sql/1.0/${kind}/${lowerId}${query}`

  if (!/^[\w-]+$/.test(id) || id.length > 100) {
    error('id', 'A warehouse id has only letters and digits.', idPart)
    return { issues }
  }
  if (found.index > 0) {
    const before = core.slice(0, found.index)
    if (/^[a-z]:[\\/]/i.test(before)) {
      warn('shell', 'A shell put a folder in front of the path; it is left out.', { start, end: foundAt }, httpPath)
    } else warn('before', 'The HTTP path begins at /sql/. What stands before it is left out.', { start, end: foundAt }, httpPath)
  } else if (!found[0].startsWith('/')) {
    info('slash', 'The HTTP path begins with a slash.', { start: foundAt, end: foundAt + 3 }, httpPath)
  }
  const rest = core.slice(foundEnd - start)
  if (rest !== '' && rest !== query) {
    warn('rest', 'What stands after the warehouse id is left out.', { start: foundEnd, end }, httpPath)
  }
  if (start > 0 || end < text.length) {
    info('surroundings', 'Spaces or quotes around the path are left out.', start > 0 ? { start: 0, end: start } : { start: end, end: text.length }, httpPath)
  }
  if (kind === 'endpoints') {
    info('legacy', 'This is the old spelling; it still works. Today it is /sql/1.0/warehouses/.', undefined, httpPathOf(lowerId, workspaceId))
  }
  if (!WAREHOUSE_ID.test(lowerId)) {
    warn('id-shape', `A warehouse id has 16 digits and letters a to f; this one has ${id.length} characters or others.`, idPart)
  } else if (lowerId !== id) info('spelling', 'Warehouse ids are written in lower case.', idPart, httpPath)
  return { httpPath, warehouseId: lowerId, workspaceId, issues }
}
