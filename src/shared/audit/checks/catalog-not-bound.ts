import type { Check } from '../check'
import { byHand } from '../check'
import { BINDINGS } from '../doc-links'

export const catalogNotBound: Check = {
  id: 'catalog-not-bound',
  title: 'The catalog is not bound to this workspace',
  severity: 'error',
  kind: 'missing',
  logic: 'The catalog is isolated, and this workspace is not among those it is bound to.',
  api: 'GET /api/2.1/unity-catalog/bindings/catalog/{name}',
  meaning: 'Nothing in it can be used from here, whatever the grants.',
  fix: 'Bind the catalog to this workspace, or import from a workspace it is bound to.',
  docs: BINDINGS,
  run({ facts, catalog: at }, report) {
    const catalog = facts.access.catalogs[at ?? -1]
    if (catalog?.isolation !== 'isolated') return
    const { workspaceId } = facts.access
    if (catalog.boundTo === undefined || workspaceId === undefined) {
      return report.notChecked({ what: `whether catalog ${catalog.name} is bound to this workspace`, why: 'its bindings were not visible', right: `owner of catalog ${catalog.name}, or metastore admin` })
    }
    if (catalog.boundTo.includes(workspaceId)) return
    report.find({
      securableType: 'CATALOG', securable: catalog.name, path: [{ kind: 'workspace', name: workspaceId }, { kind: 'catalog', name: catalog.name, note: 'not bound' }],
      reason: `Catalog ${catalog.name} is isolated and not bound to workspace ${workspaceId}.`,
      fix: [byHand(`Bind catalog ${catalog.name} to this workspace (Catalog, ${catalog.name}, Workspaces). Its owner or a metastore admin can.`)],
    })
  },
}
