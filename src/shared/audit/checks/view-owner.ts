import { NO, UNKNOWN } from '../../unity-catalog/decision'
import { kindOf, readsAsOwner } from '../../unity-catalog/names'
import type { ViewReading } from '../../unity-catalog/view-owners'
import { grantPrivileges } from '../../sql/access-statements'
import type { Check } from '../check'
import { byHand } from '../check'
import { grantsUpdate } from '../cli-text'
import { nameOf, partsOf, typeOf } from '../context'
import type { AuditContext } from '../context'
import { VIEWS } from '../doc-links'
import type { FindingFix } from '../finding'

/** So many views are named one by one in what was not checked. */
const SHOWN = 10

export const viewOwner: Check = {
  id: 'view-owner-lost-rights',
  title: 'The owner of a view may not read what it reads',
  severity: 'error',
  kind: 'missing',
  logic: 'A view of the import names a table, directly or through other views, that the owner of the view has no SELECT on, or no way to.',
  api: 'information_schema.views, or Unity Catalog tables by REST; grants and groups of the owner',
  meaning: 'A view reads with the rights of its owner: it fails for everybody, whatever they are granted.',
  fix: "Grant it to the view's owner, or give the view another owner; never run from here, for it is another identity's right.",
  docs: VIEWS,
  run(context, report) {
    let unsure = 0
    for (const at of context.tables) {
      if (!readsAsOwner(kindOf(context.facts.access, at))) continue
      const name = nameOf(context, { level: 'OBJECT', at })
      const reading = context.access.viewReading(at)
      const why = reading.why ?? ''
      if (reading.tri === UNKNOWN && ++unsure <= SHOWN) {
        report.notChecked({ what: `view ${name}: whether its owner may still read what it reads`, why, right: 'Owner of the view (shows its text), and of what it reads, or metastore admin; a test of the connection, which reads it, tells too' })
      }
      if (reading.tri !== NO || reading.view === undefined || reading.owner === undefined) continue
      report.find({
        securableType: 'TABLE', securable: name, privilege: 'SELECT',
        path: [
          { kind: 'object', name, note: 'view' },
          ...(reading.view === at ? [] : [{ kind: 'object' as const, name: nameOf(context, { level: 'OBJECT', at: reading.view }), note: 'view that it reads' }]),
          { kind: 'owner', name: reading.owner, note: 'owner of the view, with whose rights it reads' },
          ...(reading.lacks ?? []).map(({ privilege, on }) => ({ kind: 'object' as const, name: nameOf(context, on), note: `no ${privilege}` })),
        ],
        reason: `${why.charAt(0).toUpperCase()}${why.slice(1)}.`,
        fix: [grantToOwner(context, reading.owner, reading), byHand('Or give the view an owner who may read what it reads.')],
      })
    }
    if (unsure > SHOWN) report.notChecked({ what: `view owners of ${unsure - SHOWN} more views`, why: 'as above' })
  },
}

function grantToOwner(context: AuditContext, owner: string, { lacks = [] }: ViewReading): FindingFix {
  return byHand(`Let whoever manages it grant it to ${owner}.`, {
    sql: lacks.map(({ privilege, on }) => `${grantPrivileges([privilege], typeOf(context, on), partsOf(context, on), owner)};`).join('\n'),
    cli: lacks.map(({ privilege, on }) => grantsUpdate(typeOf(context, on), nameOf(context, on), owner, { add: [privilege] })).join('\n'),
  })
}
