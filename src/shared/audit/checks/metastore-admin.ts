import type { Check } from '../check'
import { ADMINS } from '../doc-links'
import { byHand } from '../check'
import { pathTo } from '../context'
import { NO, UNKNOWN } from '../../unity-catalog/decision'

export const metastoreAdmin: Check = {
  id: 'metastore-admin',
  title: 'The identity is a metastore admin',
  severity: 'error',
  kind: 'excess',
  logic: 'The owner of the metastore is the identity, or a group that it is in.',
  api: 'GET /api/2.1/unity-catalog/metastore_summary',
  meaning: 'It can grant itself everything in every catalog.',
  fix: 'Change the metastore admin, or take the identity out of that group.',
  docs: ADMINS,
  run(context, report) {
    const { access: known } = context.facts
    const owner = known.principals[known.metastore.owner]
    const admin = context.access.metastoreAdmin()
    if (admin === NO) return
    if (admin === UNKNOWN || owner === undefined) return report.notChecked({ what: 'whether it is a metastore admin', why: owner === undefined ? 'the owner of the metastore was not visible' : `could not check: is it in ${owner}?`, right: 'metastore admin or account admin' })
    report.find({ securableType: 'METASTORE', securable: known.metastore.name || 'metastore', path: [...pathTo(context, owner), { kind: 'role', name: 'metastore admin' }], reason: 'It is a metastore admin and can grant itself everything.', fix: [byHand('Give the metastore to another group, or take the identity out of the group (account console).')] })
  },
}
