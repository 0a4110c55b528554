import type { AuditLevel, Source } from '#shared/sql/audit-queries'
import type { Policy } from '#shared/audit/policy'
import type { FactsBuilder } from '#shared/unity-catalog/facts-builder'
import { type Collection, sameName } from './collection'

/** Whose eyes the rows of `information_schema` were seen with. */
export interface Seer {
  owns(owner: string | undefined): boolean
  /** The caller is the audited identity: its own grants it does see. */
  isSubject: boolean
}

const OWNER_OR_ADMIN = 'Ownership of the catalog (also through a group), or metastore admin'
const METASTORE_ADMIN = 'Metastore admin'

/**
 * Marks what `information_schema` may have held back. It is whole for a catalog only if the caller, or a group of theirs,
 * owns the catalog or is metastore admin; even a holder of MANAGE finds only their own grants (docs, information schema).
 */
export function hideWhatIsNotSeen(collection: Collection, { facts }: FactsBuilder, policy: Policy, seer: Seer, { source, unreadable }: { source: Source; unreadable: ReadonlyMap<AuditLevel, string> }): void {
  const nameOf = (owner: number): string | undefined => facts.principals[owner]
  hideUnreadable(collection, facts, unreadable)
  for (const level of source.ownerless ?? []) collection.leftOut.push({ what: `Who owns ${WORDS[level]}`, why: 'information_schema of this workspace does not say it' })
  if (source.kind === 'catalog') {
    // Not even a metastore admin sees beyond the catalog this way.
    const [why, right] = ['system.information_schema is closed to this sign-in', 'USE CATALOG on the catalog system']
    for (const level of ['METASTORE', 'OTHER'] as const) facts.hidden.push({ what: 'grants', level, inside: false, why, right })
    collection.leftOut.push({ what: `Everything outside the catalog ${policy.catalog}`, why, right })
  }
  if (seer.owns(nameOf(facts.metastore.owner))) return
  facts.catalogs.forEach(({ name, owner }, at) => {
    if (seer.owns(nameOf(owner))) return
    const why = `This sign-in does not own the catalog ${name} and is no metastore admin, so it sees only some of its grants and tables`
    for (const what of ['grants', 'objects'] as const) facts.hidden.push({ what, level: 'CATALOG', at, inside: true, why, right: OWNER_OR_ADMIN })
    if (sameName(name, policy.catalog)) facts.hidden.push({ what: 'filters', level: 'CATALOG', at, inside: true, why, right: OWNER_OR_ADMIN })
  })
  const why = 'This sign-in is no metastore admin, so it sees only what it has rights on'
  facts.hidden.push({ what: 'grants', level: 'METASTORE', inside: false, why, right: METASTORE_ADMIN })
  facts.hidden.push({ what: 'grants', level: 'OTHER', inside: false, why, right: METASTORE_ADMIN })
  facts.hidden.push({ what: 'objects', level: 'OTHER', inside: false, why, right: METASTORE_ADMIN })
  if (source.kind === 'system') collection.leftOut.push({ what: 'Catalogs that this sign-in does not see', why, right: METASTORE_ADMIN })
}

/** Kinds whose view is missing or refused. */
function hideUnreadable(collection: Collection, facts: FactsBuilder['facts'], unreadable: ReadonlyMap<AuditLevel, string>): void {
  for (const [level, why] of unreadable) {
    if (level === 'METASTORE' || level === 'CATALOG' || level === 'SCHEMA') facts.hidden.push({ what: 'grants', level, inside: false, why })
    else if (level === 'TABLE') facts.hidden.push({ what: 'grants', level: 'OBJECT', inside: false, why })
    else {
      facts.hidden.push({ what: 'grants', level: 'OTHER', inside: false, why })
      collection.leftOut.push({ what: `Access to ${WORDS[level]}`, why })
    }
  }
}

const WORDS: Record<AuditLevel, string> = {
  METASTORE: 'the metastore', CATALOG: 'catalogs', SCHEMA: 'schemas', TABLE: 'tables', VOLUME: 'volumes', FUNCTION: 'functions',
  'EXTERNAL LOCATION': 'external locations', 'STORAGE CREDENTIAL': 'storage credentials', CONNECTION: 'connections',
}
