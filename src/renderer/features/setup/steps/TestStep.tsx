import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { connectionAddress, go, setupAddress } from '../../../shared/addresses'
import { Banner } from '../../../shared/ui/Banner'
import { Button } from '../../../shared/ui/Button'
import { LinkButton, TextLink } from '../../../shared/ui/Link'
import { blockers } from '../steps'
import { dataChoice, identityChoice } from '../answers'
import { useSetup, useSetupActions, useSetupContext } from '../use-setup-store'

/** The connection for the staged test is made here; test and export have screens of their own. */
export function TestStep() {
  const { steps } = useSetupContext()
  const profileId = useSetup((state) => state.view?.setup.profileId)
  const setupId = useSetup((state) => state.setupId) ?? 'new'
  const isLater = useSetup((state) => dataChoice(state.answers) === 'later')
  const isGroup = useSetup((state) => identityChoice(state.answers) === 'group')
  const { connected } = useSetupActions()
  const [isMaking, setMaking] = useState(false)
  const isRun = steps.isScriptMode || steps.report?.state === 'finished' || steps.report?.state === 'nothing-to-do' || (steps.actions?.every(({ state }) => state === 'satisfied') ?? false)
  const needs = blockers(steps)
  const test = async () => {
    setMaking(true)
    const id = await connected()
    setMaking(false)
    if (id !== undefined) go(connectionAddress(id, 'test'))
  }
  if (isGroup) {
    return (
      <Banner state="info" title="A group can't be tested as CleverTap">
        A group has no token. The grants were read back in the run. Test with the token of a member under <TextLink href="#/existing">Existing credentials</TextLink>.
      </Banner>
    )
  }
  return (
    <div className="setup-form">
      <ol className="test-order">
        <li>The connection gets host, HTTP path, catalog and schema from this setup{steps.isScriptMode ? '; you enter the token there.' : ', and the new token.'}</li>
        <li>The test signs in with it and tries every stage, down to reading a row{isLater ? '. Without a table it ends in "Access is ready, nothing to import yet".' : '.'}</li>
        <li>The export hands CleverTap&apos;s form over, field by field{isLater ? '; it is a draft until there is a table.' : '.'}</li>
      </ol>
      <div className="row row-wrap">
        <Button variant="primary" icon={<FlaskConical size={14} aria-hidden />} isPending={isMaking} isDisabled={needs.length > 0} onPress={() => void test()}>
          {profileId === undefined ? 'Make the connection and test it' : 'Test as CleverTap'}
        </Button>
        {profileId === undefined ? null : <LinkButton href={connectionAddress(profileId, 'export')}>Export</LinkButton>}
      </div>
      {isRun ? null : (
        <Banner state="not-set-up" title="The plan has not been run to its end" actions={<LinkButton size="s" href={setupAddress(setupId, 'review')}>Review and run</LinkButton>}>
          You can make the connection now; the test will name what is missing.
        </Banner>
      )}
    </div>
  )
}
