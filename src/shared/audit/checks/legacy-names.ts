import { isLegacy } from '../../unity-catalog/privileges'
import type { Check } from '../check'
import { byHand } from '../check'
import { nameOf, pathTo, typeOf } from '../context'
import { PRIVILEGES } from '../doc-links'
import { holdings } from '../holdings'

export const legacyNames: Check = {
  id: 'legacy-names',
  title: 'Grants with legacy names',
  severity: 'info',
  kind: 'information',
  logic: 'A grant to the identity is stored as USAGE, CREATE or READ METADATA.',
  api: 'information_schema privileges, or Unity Catalog permissions by REST',
  meaning: 'The metastore still has the old privilege model. The grant works: USAGE counts as USE CATALOG or USE SCHEMA.',
  fix: 'Nothing urgent. Grant the new names when the metastore is upgraded.',
  docs: PRIVILEGES,
  run(context, report) {
    for (const { holder, privilege, ref, principal } of holdings(context)) {
      if (holder !== 'self' || !isLegacy(privilege)) continue
      report.find({
        securableType: typeOf(context, ref), securable: nameOf(context, ref), privilege,
        path: [...pathTo(context, principal), { kind: 'grant', name: privilege, note: `on ${typeOf(context, ref).toLowerCase()} ${nameOf(context, ref)}` }],
        reason: `The grant is stored under the old name ${privilege}. It works.`,
        fix: [byHand(this.fix)],
      })
    }
  },
}
