import type { SCRIPT_OBJECTS} from '#shared/setup/setup';
import { type ScriptAnswer as AnswerId } from '#shared/setup/setup'
import { RadioGroup } from '../../shared/ui/Choices'
import { useSetup, useSetupActions } from './use-setup-store'

/** Script mode can't look: the person says what is there. */
export function ScriptAnswer({ object, noun, otherwise = 'unknown' }: { object: (typeof SCRIPT_OBJECTS)[number]; noun: string; otherwise?: AnswerId }) {
  const script = useSetup((state) => state.answers.script)
  const isScript = useSetup((state) => state.answers.mode === 'script')
  const { answered } = useSetupActions()
  if (!isScript) return null
  return (
    <RadioGroup<AnswerId>
      label={`Is ${noun} there?`}
      value={script[object] ?? otherwise}
      onChange={(answer) => answered({ script: { ...script, [object]: answer } })}
      options={[
        { id: 'exists', label: 'It exists', description: 'The script has no CREATE for it: that would be refused to somebody without the right, even with IF NOT EXISTS.' },
        { id: 'create', label: 'Create it', description: 'The script begins with it.' },
        { id: 'unknown', label: 'I don’t know', description: 'It gets a block of its own that says when to skip it. A refusal there does not stop the grants.' },
      ]}
    />
  )
}
