import { grantPrivileges, revokePrivileges } from '../sql/access-statements'
import type { SecurableRef } from '../unity-catalog/facts'
import { underscored } from '../unity-catalog/privileges'
import { grantsUpdate, restType } from './cli-text'
import { type AuditContext, nameOf, partsOf, typeOf } from './context'
import type { RevokeUnit, ScriptStep } from './remediation'

class Step implements ScriptStep {
  readonly #context: AuditContext
  readonly kind: ScriptStep['kind']
  readonly ref: SecurableRef
  readonly privileges: readonly string[]
  readonly reason: string
  constructor(context: AuditContext, kind: ScriptStep['kind'], ref: SecurableRef, privileges: readonly string[], reason: string) {
    this.#context = context
    this.kind = kind
    this.ref = ref
    this.privileges = privileges
    this.reason = reason
  }
  get principal(): string {
    return this.#context.facts.access.subject.principal
  }
  get securableType(): string {
    return typeOf(this.#context, this.ref)
  }
  get securable(): string {
    return nameOf(this.#context, this.ref)
  }
  get path(): string[] {
    return partsOf(this.#context, this.ref)
  }
  /** REST and the CLI name the metastore by its id. */
  get #fullName(): string {
    return this.ref.level === 'METASTORE' ? (this.#context.facts.access.metastore.id ?? 'METASTORE_ID') : this.path.join('.')
  }
  get sql(): string {
    return (this.kind === 'grant' ? grantPrivileges : revokePrivileges)(this.privileges, this.securableType, this.path, this.principal)
  }
  get cli(): string {
    return grantsUpdate(this.securableType, this.#fullName, this.principal, this.kind === 'grant' ? { add: this.privileges } : { remove: this.privileges })
  }
  get rest(): ScriptStep['rest'] {
    const { principal } = this
    const list = this.privileges.map(underscored)
    return {
      path: `/api/2.1/unity-catalog/permissions/${restType(this.securableType)}/${encodeURIComponent(this.#fullName)}`,
      body: { changes: [this.kind === 'grant' ? { principal, add: list } : { principal, remove: list }] },
    }
  }
}

export const scriptStep = (context: AuditContext, kind: ScriptStep['kind'], ref: SecurableRef, privileges: readonly string[], reason: string): ScriptStep => new Step(context, kind, ref, privileges, reason)

class Unit implements RevokeUnit {
  readonly #context: AuditContext
  readonly ref: SecurableRef
  readonly revokes: readonly ScriptStep[]
  readonly grantsAfter: readonly ScriptStep[]
  readonly #hasOthers: boolean
  constructor(context: AuditContext, ref: SecurableRef, revokes: readonly ScriptStep[], grantsAfter: readonly ScriptStep[], hasOthers: boolean) {
    this.#context = context
    this.ref = ref
    this.revokes = revokes
    this.grantsAfter = grantsAfter
    this.#hasOthers = hasOthers
  }
  get id(): string {
    return `${this.securableType} ${this.securable}`
  }
  get securableType(): string {
    return typeOf(this.#context, this.ref)
  }
  get securable(): string {
    return nameOf(this.#context, this.ref)
  }
  get gap(): string | undefined {
    const again = this.grantsAfter.flatMap(({ privileges }) => privileges)
    if (again.length === 0) return undefined
    return `Between REVOKE and GRANT it has no ${again.join(' or ')} on ${this.securable}${this.#hasOthers ? ', unless another grant gives it' : ''}: an import that runs in that moment fails.`
  }
}

/** `hasOthers`: more is granted there than what is revoked first. */
export const revokeUnit = (context: AuditContext, ref: SecurableRef, revokes: readonly ScriptStep[], grantsAfter: readonly ScriptStep[], hasOthers: boolean): RevokeUnit => new Unit(context, ref, revokes, grantsAfter, hasOthers)
