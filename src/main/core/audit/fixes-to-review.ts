import { type ChosenFix, chosenFix, draftFix } from '#shared/audit/fix-preview'
import { fixScript, scriptPart, wholeScript } from '#shared/audit/fix-script'
import type { FixPreview, FixRowsPage, ScriptForm } from '#shared/audit/fix-view'
import { choiceKey } from '#shared/audit/revoke-choice'
import type { Input, Output } from '#shared/contract/contract'
import { explain } from '#shared/diagnosis/explain'
import { type Result, failed, success } from '#shared/result'
import { CANCELLED } from '../bounded'
import { inSlices } from '../in-slices'
import { invalidInput } from '../invalid-input'
import type { Ports } from '../ports/ports'
import type { RunContext } from '../run-registry'
import type { AuditMemory, Remembered } from './audit-memory'

type OfFix = Pick<Input<'audit.fix-preview'>, 'profileId' | 'auditId' | 'revokes'>
type Watch = { signal?: AbortSignal; tell?: (step: string) => void }

const notInMemory = () =>
  invalidInput('What this audit read is no longer in memory', { field: 'auditId', causes: ['Grants of other identities are never written to disk, so a fix needs them read again.'], fix: 'Run the audit again.' })
const noFolder = () => invalidInput('There is no folder to write the script to', { causes: ['The settings are kept in memory only.'], fix: 'Copy the script in parts.' })

/** Fixes of the audits in memory, to be reviewed: worked out once, in slices, and shown part by part. */
export function createFixesToReview({ memory, ports: { clock, keepScript } }: { memory: AuditMemory; ports: Pick<Ports, 'clock' | 'keepScript'> }) {
  const now = () => clock.now()

  async function worked({ draft, chosen, ...audit }: Remembered, { auditId, revokes }: OfFix, watch: Watch): Promise<{ value: ChosenFix } | undefined> {
    const key = choiceKey(revokes)
    if (chosen?.key === key) return { value: chosen.fix }
    const made = draft ? { value: draft } : await inSlices(draftFix(audit.report, audit.facts), { ...watch, now })
    const fix = made && (await inSlices(chosenFix(made.value, revokes), { ...watch, now }))
    const remembered = memory.get(auditId)
    if (fix && remembered) Object.assign(remembered, { draft: made.value, chosen: { key, fix: fix.value } })
    return fix
  }

  /** The fix as it was shown, or why there is none to show any more. */
  async function find(input: OfFix, watch: Watch = {}): Promise<Result<ChosenFix>> {
    const audit = memory.get(input.auditId)
    if (audit?.profileId !== input.profileId) return failed(notInMemory())
    const fix = await worked(audit, input, watch)
    return fix ? success(fix.value) : failed(explain({ errorCode: CANCELLED, message: 'Cancelled.' }))
  }
  const script = async (input: OfFix & { form: ScriptForm }) => {
    const fix = await find(input)
    const proposal = memory.get(input.auditId)?.draft?.proposal
    if (!fix.ok) return fix
    return proposal ? success(fixScript(proposal, fix.value.remediation, input.form)) : failed(notInMemory())
  }

  return {
    find,
    async preview(input: OfFix, { signal, emit }: Pick<RunContext<'audit.fix-preview'>, 'signal' | 'emit'>): Promise<Result<FixPreview>> {
      const fix = await find(input, { signal, tell: (step) => emit({ step }) })
      return fix.ok ? success(fix.value.preview) : fix
    },
    async rows(input: Input<'audit.fix-rows'>): Promise<Result<FixRowsPage>> {
      const fix = await find(input)
      return fix.ok ? success(fix.value.list.page(input.from, input.count)) : fix
    },
    async script(input: Input<'audit.fix-script'>): Promise<Result<Output<'audit.fix-script'>>> {
      const made = await script(input)
      return made.ok ? success(scriptPart(made.value, input.from, input.count)) : made
    },
    async saveScript(input: Input<'audit.save-fix-script'>): Promise<Result<Output<'audit.save-fix-script'>>> {
      const made = await script(input)
      if (!made.ok) return made
      const text = await inSlices(wholeScript(made.value), { now })
      const file = text && keepScript(`fix-${input.form}-${input.profileId}-${now()}`, text.value)
      return file === undefined ? failed(noFolder()) : success({ file, lines: made.value.total, bytes: Buffer.byteLength(text?.value ?? '') })
    },
  }
}

export type FixesToReview = ReturnType<typeof createFixesToReview>
