import { explain } from '#shared/diagnosis/explain'
import type { CatalogInfo, SchemaInfo, TableInfo } from '#shared/discovery/discovery'
import { type Outcome, type Result, failed, success } from '#shared/result'
import type { PrincipalChoice } from '#shared/setup/setup'
import type { OpenSetupWorkspace } from '../ports/setup-workspace'
import type { OpenWorkspace, SignIn } from '../ports/workspace'
import type { Asking } from './asking'

const MOST = 100
const LOOKED_THROUGH = 1000

const answered = <T>(outcome: Outcome<T>, host: string): Result<T> => (outcome.ok ? success(outcome.value) : failed(explain(outcome.failure, { host })))
const contains = (attribute: string, text: string): string => `${attribute} co "${text.replace(/[\\"]/g, '\\$&')}"`

/** What there is to choose from, as the administrator sees it. No warehouse is needed. */
export function createChoices({ openWorkspace, openSetupWorkspace }: { openWorkspace: OpenWorkspace; openSetupWorkspace: OpenSetupWorkspace }, signIn: SignIn, asking: Asking) {
  const { host } = signIn
  const workspace = openWorkspace(signIn)
  return {
    catalogs: async (): Promise<Result<CatalogInfo[]>> => answered(await asking.ask('catalogs', (limits) => workspace.listCatalogs(limits)), host),
    schemas: async (catalog: string): Promise<Result<SchemaInfo[]>> => answered(await asking.ask('schemas', (limits) => workspace.listSchemas(catalog, limits)), host),
    tables: async (catalog: string, schema: string): Promise<Result<TableInfo[]>> => answered(await asking.ask('tables', (limits) => workspace.listTables(catalog, schema, limits)), host),
    async principals(kind: PrincipalChoice['kind'], text: string): Promise<Result<PrincipalChoice[]>> {
      const filter = text.trim() === '' ? '' : contains(kind === 'user' ? 'userName' : 'displayName', text.trim())
      const setup = openSetupWorkspace(signIn)
      let found = await asking.ask('identities', (limits) => setup.principals(kind, filter, MOST, limits))
      // Not every workspace knows "contains": then the first ones are looked through here.
      if (!found.ok && found.failure.status === 400) found = await asking.ask('identities', (limits) => setup.principals(kind, '', LOOKED_THROUGH, limits))
      if (!found.ok) return failed(explain(found.failure, { host }))
      const wanted = text.trim().toLowerCase()
      const matching = found.value.filter(({ name, displayName = '' }) => name.toLowerCase().includes(wanted) || displayName.toLowerCase().includes(wanted))
      return success(matching.slice(0, MOST).map(({ name, displayName, active }) => ({ kind, name, displayName, active })))
    },
  }
}
