import { OBJECT_KINDS } from './facts'
import type { AccessFacts, ObjectKind, SecurableRef } from './facts'

/** Unity Catalog stores names lower case and compares them so. */
export const foldName = (name: string): string => name.toLowerCase()

/** Principals compare without case: e-mail addresses come back in the case they were typed in. */
export const foldPrincipal = (name: string): string => name.toLowerCase()

export const kindOf = (facts: AccessFacts, object: number): ObjectKind => OBJECT_KINDS[facts.objects.kind[object] ?? -1] ?? 'UNKNOWN_TABLE'

export const isView = (kind: ObjectKind): boolean => kind === 'VIEW' || kind === 'MATERIALIZED_VIEW' || kind === 'METRIC_VIEW'
/** Whether selecting from it runs its query; a materialized view keeps its rows. */
export const readsAsOwner = (kind: ObjectKind): boolean => kind === 'VIEW' || kind === 'METRIC_VIEW'
/** Whether it can be selected from: not a volume, function or model. */
export const isTable = (kind: ObjectKind): boolean => kind !== 'VOLUME' && kind !== 'FUNCTION' && kind !== 'MODEL'

/** How GRANT addresses it; models are granted as functions, every view may be addressed as a table. */
export type SecurableType = 'METASTORE' | 'CATALOG' | 'SCHEMA' | 'TABLE' | 'VOLUME' | 'FUNCTION' | 'EXTERNAL LOCATION' | 'STORAGE CREDENTIAL' | 'SERVICE CREDENTIAL' | 'CONNECTION' | 'SHARE' | 'RECIPIENT' | 'PROVIDER'

export function securableType(facts: AccessFacts, { level, at }: SecurableRef): SecurableType {
  if (level === 'OTHER') return facts.others[at]?.type ?? 'CONNECTION'
  if (level !== 'OBJECT') return level
  const kind = kindOf(facts, at)
  return kind === 'VOLUME' ? 'VOLUME' : kind === 'FUNCTION' || kind === 'MODEL' ? 'FUNCTION' : 'TABLE'
}

/** Position of the catalog it lies in; -1 outside of the tree. */
export function catalogAt(facts: AccessFacts, { level, at }: SecurableRef): number {
  if (level === 'CATALOG') return at
  if (level === 'SCHEMA') return facts.schemas[at]?.catalog ?? -1
  return level === 'OBJECT' ? (facts.schemas[facts.objects.schema[at] ?? -1]?.catalog ?? -1) : -1
}

/** Its name in parts, unquoted; empty for the metastore, which GRANT does not name. */
export function securablePath(facts: AccessFacts, { level, at }: SecurableRef): string[] {
  if (level === 'METASTORE') return []
  if (level === 'OTHER') return [facts.others[at]?.name ?? '']
  if (level === 'CATALOG') return [facts.catalogs[at]?.name ?? '']
  const schemaAt = level === 'SCHEMA' ? at : (facts.objects.schema[at] ?? -1)
  const schema = facts.schemas[schemaAt]
  const parents = [facts.catalogs[schema?.catalog ?? -1]?.name ?? '', schema?.name ?? '']
  return level === 'SCHEMA' ? parents : [...parents, facts.objects.name[at] ?? '']
}

/** For people: `main.sales.orders`; the metastore by its name. */
export const securableName = (facts: AccessFacts, ref: SecurableRef): string =>
  ref.level === 'METASTORE' ? facts.metastore.name || 'metastore' : securablePath(facts, ref).join('.')
