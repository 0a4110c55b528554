import { ArrowLeft, ArrowRight } from 'lucide-react'
import { type CSSProperties, type ComponentType, useEffect, useRef } from 'react'
import { GUIDE_STEPS } from '#shared/setup/plan'
import { setupAddress } from '../../shared/addresses'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { LinkButton, TextLink } from '../../shared/ui/Link'
import { SaveNote } from '../../shared/ui/SaveNote'
import { StateIcon } from '../../shared/ui/StateBadge'
import { ExpectedTable } from './ExpectedTable'
import { LookLine } from './LookLine'
import { ScriptPanel } from './ScriptPanel'
import { useScriptWidth } from './script-width-store'
import { StepNav } from './StepNav'
import { CatalogStep } from './steps/CatalogStep'
import { DataStep } from './steps/DataStep'
import { GrantsStep } from './steps/GrantsStep'
import { IdentityStep } from './steps/IdentityStep'
import { ReviewStep } from './steps/ReviewStep'
import { SchemaStep } from './steps/SchemaStep'
import { TestStep } from './steps/TestStep'
import { WarehouseStep } from './steps/WarehouseStep'
import { WorkspaceStep } from './steps/WorkspaceStep'
import { STEP_IDS, STEP_REASONS, STEP_TITLES, type StepId, type StepView, stepViews } from './steps'
import { useSetup, useSetupActions, useSetupContext } from './use-setup-store'

const FORMS: Record<StepId, ComponentType> = {
  workspace: WorkspaceStep, catalog: CatalogStep, warehouse: WarehouseStep, identity: IdentityStep, schema: SchemaStep, data: DataStep, grants: GrantsStep, review: ReviewStep, test: TestStep,
}

/** Steps on the left, the step's form in the middle, the script that it amounts to on the right. */
export function Wizard({ step }: { step: StepId }) {
  const { steps, planning } = useSetupContext()
  const setupId = useSetup((state) => state.setupId) ?? 'new'
  const savedStep = useSetup((state) => state.answers.step)
  const save = useSetup((state) => state.save)
  const diagnosis = useSetup((state) => state.diagnosis)
  const spoken = useSetup((state) => state.spoken)
  const { answered } = useSetupActions()
  const scriptWidth = useScriptWidth()
  const heading = useRef<HTMLHeadingElement>(null)
  const isFirst = useRef(true)
  const guideStep = GUIDE_STEPS.find((id) => id === step) ?? 'test'
  useEffect(() => {
    // Where one was is an answer like the others, but opening a blank setup is none.
    if (setupId !== 'new' && savedStep !== guideStep) answered({ step: guideStep })
  }, [setupId, savedStep, guideStep, answered])
  useEffect(() => {
    if (isFirst.current) isFirst.current = false
    else heading.current?.focus()
  }, [step])

  const views = stepViews(steps)
  const current = views.find(({ id }) => id === step)
  const Form = FORMS[step]
  return (
    <div className="wizard" data-sized={scriptWidth === undefined ? undefined : ''} style={{ '--script-width': `${scriptWidth ?? 0}px` } as CSSProperties}>
      <StepNav views={views} current={step} setupId={setupId} />
      <div className="wizard-main">
        <div className="wizard-scroll" tabIndex={-1}>
          <div className="wizard-body">
            <header>
              <div className="page-context wizard-context">
                <span className="grow">Step {STEP_IDS.findIndex((id) => id === step) + 1} of {STEP_IDS.length}</span>
                <LookLine />
                <SaveNote save={save} />
              </div>
              <h1 ref={heading} tabIndex={-1}>{STEP_TITLES[step]}</h1>
              <p className="page-lead">{STEP_REASONS[step]}</p>
            </header>
            {diagnosis ? <DiagnosisCard diagnosis={diagnosis} /> : null}
            <Obstacles step={step} />
            <Form />
            <ExpectedTable step={step} planning={planning} />
          </div>
        </div>
        <WizardFooter step={step} setupId={setupId} view={current} />
      </div>
      <ScriptPanel step={step} />
      <span role="status" className="visually-hidden">{spoken}</span>
    </div>
  )
}

/** What stands in the way at this step, with what to do about it. */
function Obstacles({ step }: { step: StepId }) {
  const { steps } = useSetupContext()
  const here = steps.obstacles.filter((obstacle) => obstacle.step === step)
  if (here.length === 0) return null
  return (
    <section className="stack">
      <h2 className="visually-hidden">In the way</h2>
      {here.map((obstacle) => (
      <DiagnosisCard
        key={obstacle.id}
        diagnosis={{
          category: 'other', confidence: 'high', title: obstacle.title, causes: [obstacle.detail],
          fixes: [...obstacle.whatToDo.map((text) => ({ text })), ...(obstacle.ask.length > 0 ? [{ text: `Who may do it: ${obstacle.ask.join(', ')}.` }] : [])],
        }}
      />
      ))}
    </section>
  )
}

function WizardFooter({ step, setupId, view }: { step: StepId; setupId: string; view: StepView | undefined }) {
  const at = STEP_IDS.findIndex((id) => id === step)
  const before = STEP_IDS[at - 1]
  const after = STEP_IDS[at + 1]
  const blocked = view?.blockedBy ?? []
  return (
    <footer className="page-footer">
      <div className="grow wizard-blocked">
        {blocked.length > 0 ? (
          <>
            <span className="muted">Still needed:</span>
            {blocked.map(({ step: of, words }, index) => (
              <TextLink key={`${of}-${index}`} href={setupAddress(setupId, of)}>{words}</TextLink>
            ))}
          </>
        ) : view ? (
          <span className="row">
            <StateIcon state={view.state} size={14} /> {view.label}
          </span>
        ) : null}
      </div>
      {before ? <LinkButton href={setupAddress(setupId, before)} icon={<ArrowLeft size={14} aria-hidden />}>Back</LinkButton> : null}
      {after ? (
        <LinkButton variant={step === 'review' && view?.state !== 'ok' ? 'default' : 'primary'} href={setupAddress(setupId, after)} icon={<ArrowRight size={14} aria-hidden />}>
          {STEP_TITLES[after]}
        </LinkButton>
      ) : null}
    </footer>
  )
}
