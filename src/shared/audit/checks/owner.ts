import { NO, YES } from '../../unity-catalog/decision'
import type { SecurableRef } from '../../unity-catalog/facts'
import type { Check } from '../check'
import { byHand } from '../check'
import { isSubject, nameOf, pathTo, plural, typeOf } from '../context'
import type { AuditContext } from '../context'
import { OWNERSHIP } from '../doc-links'
import { groupFix } from '../fixes'
import { schemaOf } from './excess'

export const owner: Check = {
  id: 'owner',
  title: 'It owns something',
  severity: 'error',
  kind: 'excess',
  logic: 'The owner of a catalog, schema, table, view or other securable is the identity, or a group that it is in.',
  api: 'information_schema owner columns, or Unity Catalog lists by REST',
  meaning: 'An owner can do everything with the object: change, drop and give it away. Ownership shows in no list of grants.',
  fix: 'Give the object another owner; never run from here, for the new owner is a decision.',
  docs: OWNERSHIP,
  run(context, report) {
    const bundles = new Map<string, { refs: SecurableRef[]; owner: string }>()
    for (const { ref, owner: at } of ownedThings(context)) {
      const who = context.facts.access.principals[at] ?? ''
      const where = ref.level === 'OBJECT' ? `S${context.facts.access.objects.schema[ref.at] ?? -1} ${typeOf(context, ref)}` : `${ref.level}${ref.at}`
      const bundle = bundles.get(`${where} ${at}`)
      if (bundle) bundle.refs.push(ref)
      else bundles.set(`${where} ${at}`, { refs: [ref], owner: who })
    }
    for (const { refs, owner: who } of bundles.values()) {
      const [first] = refs
      if (!first) continue
      const type = typeOf(context, first)
      const many = refs.length > 1
      const name = many ? schemaOf(context, first) : nameOf(context, first)
      const what = many ? `${plural(refs.length, type.toLowerCase())} of schema ${name}` : `${type.toLowerCase()} ${name}`
      const own = isSubject(context, who)
      report.find({
        securableType: type, securable: name, privilege: 'OWNER',
        path: [...pathTo(context, who), { kind: 'owner', name: 'owner', note: `of ${type.toLowerCase()} ${nameOf(context, first)}${many ? ` and ${refs.length - 1} more` : ''}` }],
        reason: own ? `It owns ${what}, and can do everything with it.` : `Group ${who} owns ${what}, and so it can do everything with it.`,
        fix: own ? [byHand(`Give ${what} another owner, such as a group of data engineers. If the import needs it, grant it to the identity as well.`)] : groupFix(context, who),
        ...(many ? { count: refs.length } : {}),
      })
    }
  },
}

function* ownedThings({ facts, access }: AuditContext): Generator<{ ref: SecurableRef; owner: number }> {
  const known = facts.access
  const mine = (at: number): boolean => at >= 0 && access.held.standing[at] === YES
  if (access.held.standing.every((standing) => standing === NO)) return
  for (const [at, { owner: who }] of known.catalogs.entries()) if (mine(who)) yield { ref: { level: 'CATALOG', at }, owner: who }
  for (const [at, { owner: who }] of known.schemas.entries()) if (mine(who)) yield { ref: { level: 'SCHEMA', at }, owner: who }
  for (let at = 0; at < known.objects.owner.length; at++) {
    const who = known.objects.owner[at] ?? -1
    if (mine(who)) yield { ref: { level: 'OBJECT', at }, owner: who }
  }
  for (const [at, { owner: who }] of known.others.entries()) if (mine(who)) yield { ref: { level: 'OTHER', at }, owner: who }
}
