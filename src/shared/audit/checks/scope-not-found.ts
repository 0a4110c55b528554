import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { byHand } from '../check'
import { foldName } from '../../unity-catalog/names'
import { pathTo } from '../context'

/** Places that no audit finds tables of the import in, whoever looks. */
function besideUnityCatalog(catalog: string, schema: string | undefined): string | undefined {
  if (foldName(catalog) === 'hive_metastore') return 'is outside Unity Catalog: it has grants of its own, which this audit does not read.'
  return schema !== undefined && foldName(schema) === 'information_schema' ? 'describes the catalog and holds no table of yours; it shows everybody what they may see.' : undefined
}

export const scopeNotFound: Check = {
  id: 'scope-not-found',
  title: 'The scope is not there, or not visible',
  severity: 'error',
  kind: 'missing',
  logic: 'The catalog, the schema or a chosen table of the import is not among what the caller sees.',
  api: 'information_schema, or Unity Catalog lists by REST',
  meaning: 'Nothing can be said about it, and the import would fail on it.',
  fix: 'Correct the name, or audit as somebody who can see it.',
  docs: PRIVILEGES,
  run(context, report) {
    const { policy, facts, schemas } = context
    const absent: [type: string, name: string][] = []
    if (context.catalog === undefined) absent.push(['CATALOG', policy.catalog])
    else if (policy.schema !== undefined && schemas.length === 0) absent.push(['SCHEMA', `${policy.catalog}.${policy.schema}`])
    else for (const table of context.tablesNotFound) absent.push(['TABLE', `${policy.catalog}.${policy.schema === undefined ? '' : `${policy.schema}.`}${table}`])
    const beside = besideUnityCatalog(policy.catalog, policy.schema)
    for (const [securableType, securable] of absent) {
      const hidden = facts.access.hidden.find(({ what }) => what === 'objects')
      if (hidden) report.notChecked({ what: `${securableType.toLowerCase()} ${securable}`, why: `it was not visible: ${hidden.why}`, ...(hidden.right === undefined ? {} : { right: hidden.right }) })
      else if (beside !== undefined) report.find({ securableType, securable, path: pathTo(context, facts.access.subject.principal), reason: `${securable} ${beside}`, fix: [byHand('Import from a catalog and schema of your own in Unity Catalog.')] })
      else report.find({ securableType, securable, path: pathTo(context, facts.access.subject.principal), reason: `${securableType.toLowerCase()} ${securable} does not exist, or ${facts.caller.principal} can't see it.`, fix: [byHand('Check the name. If it is right, audit as its owner or as a metastore admin.')] })
    }
  },
}
