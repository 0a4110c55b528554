import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { CHECKS } from '#shared/audit/checks/all'
import { tokenOf } from '../../shared/tokens-of-view'
import { AdminTokenForm } from '../../shared/ui/AdminTokenForm'
import { Button } from '../../shared/ui/Button'
import { Checkbox, RadioGroup } from '../../shared/ui/Choices'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { SaveNote } from '../../shared/ui/SaveNote'
import { TextField } from '../../shared/ui/TextField'
import { askLine, rangeIssue, readRanges } from './ask'
import type { AuditState } from './audit-state'
import { ChecksDialog } from './ChecksDialog'

const wrong = (message: string | undefined) => (message === undefined ? {} : { issues: [{ severity: 'error' as const, code: 'ask', message }] })

/** Who is audited, who asks, and where the lines are. Closed, it is one line. */
export function AskPanel({ state, isDisabled, isInitiallyOpen }: { state: AuditState; isDisabled: boolean; isInitiallyOpen: boolean }) {
  const [isOpen, setOpen] = useState<boolean>()
  const { settings, view, issues } = state
  if (!settings) return null
  // While an audit runs its progress has the room.
  const isShown = !isDisabled && ((isOpen ?? isInitiallyOpen) || Object.keys(issues).length > 0)
  return (
    <section className="panel" aria-label="Audit options">
      <header className="panel-head">
        <SlidersHorizontal size={14} aria-hidden />
        <h2>Audit options</h2>
        <span className="grow small muted truncate" title={askLine(settings, view)}>{isShown ? '' : askLine(settings, view)}</span>
        <span role="status">{isShown ? <SaveNote save={state.save} /> : null}</span>
        <Button size="s" variant="quiet" onPress={() => setOpen(!isShown)} isDisabled={isDisabled} aria-expanded={isShown}>{isShown ? 'Close' : 'Change'}</Button>
      </header>
      {isShown ? <AskForm state={state} settings={settings} isDisabled={isDisabled} /> : null}
    </section>
  )
}

function AskForm({ state, settings, isDisabled }: { state: AuditState; settings: NonNullable<AuditState['settings']>; isDisabled: boolean }) {
  const { view, issues, asked } = state
  const [namesOther, setNamesOther] = useState(settings.principal.trim() !== '')
  const [showsChecks, setShowsChecks] = useState(false)
  const admin = tokenOf(view, 'admin')
  const { ranges, wrong: wrongRange } = readRanges(settings.sourceRanges)
  const isOther = namesOther || settings.principal.trim() !== '' || issues.principal !== undefined
  return (
    <div className="panel-body stack stack-2">
      <div className="ask-grid">
        <div className="stack stack-2">
          <RadioGroup
            label="Who is audited"
            value={isOther ? 'other' : 'own'}
            onChange={(who) => {
              setNamesOther(who === 'other')
              if (who === 'own') asked({ principal: '' })
            }}
            options={[
              { id: 'own', label: 'The identity CleverTap will use', description: 'Whoever the connection’s token belongs to.', isDisabled },
              { id: 'other', label: 'Another principal', description: 'For instance a service principal that has no token yet. Needs an admin’s sign-in.', isDisabled },
            ]}
          />
          {isOther ? (
            <TextField label="Principal" mono value={settings.principal} onChange={(principal) => asked({ principal })} isDisabled={isDisabled} placeholder="e.g. an application id" hint="E-mail of a user, application id, or the display name of a service principal." {...wrong(issues.principal)} />
          ) : null}
          <TextField
            label="CleverTap’s source ranges"
            aside="optional"
            mono
            rows={3}
            value={settings.sourceRanges}
            onChange={(sourceRanges) => asked({ sourceRanges })}
            isDisabled={isDisabled}
            placeholder={'e.g. 203.0.113.0/24  # one per line'}
            hint={ranges.length === 0 ? 'Paste them from CleverTap, one IPv4 address or CIDR range per line: the IP access lists are checked against them.' : `${ranges.length} range${ranges.length === 1 ? '' : 's'}: the IP access lists are checked against ${ranges.length === 1 ? 'it' : 'them'}.`}
            {...wrong(issues.sourceRanges ?? (wrongRange ? rangeIssue(wrongRange) : undefined))}
          />
        </div>
        <div className="stack stack-2">
          <RadioGroup
            label="Run as"
            value={settings.role}
            onChange={(role) => asked({ role })}
            options={[
              { id: 'importer', label: 'CleverTap’s own token', description: 'Sees its own grants, groups and token, and what is granted on what it owns. The rest is “could not check”. It may look and not grant: a fix needs an admin’s sign-in.', isDisabled },
              {
                id: 'admin',
                label: admin ? `Admin, second sign-in (token ending in ${admin.lastFour ?? '…'})` : 'Admin, second sign-in',
                description: 'A metastore admin or an owner of the catalog sees every grant on it; a workspace admin sees groups, tokens and warehouses too. Reads only, never exported, kept for this run only.',
                isDisabled,
              },
            ]}
          />
          {settings.role === 'admin' && !admin ? <AdminTokenForm onToken={state.adminTokenEntered} onCancel={() => asked({ role: 'importer' })} /> : admin ? (
            <div><Button size="s" onPress={() => void state.adminTokenForgotten()} isDisabled={isDisabled}>Forget the admin token</Button></div>
          ) : null}
          <div className="stack">
            <Checkbox isSelected={state.startWarehouse} onChange={state.startChosen} isDisabled={isDisabled} description="It costs DBUs from its start until it stops by itself. Without this leave, or where the sign-in may not use it, REST is asked instead: a request for each object, and how many is said before the first.">
              May start the SQL warehouse if it is stopped
            </Checkbox>
            <div className="row">
              <Button size="s" icon={<SlidersHorizontal size={13} aria-hidden />} onPress={() => setShowsChecks(true)} isDisabled={isDisabled}>Checks and thresholds</Button>
              <span className="small muted">{CHECKS.length - settings.off.length} of {CHECKS.length} checks on</span>
            </div>
          </div>
        </div>
      </div>
      {issues.connection === undefined ? null : <p role="alert" className="ask-problem">{issues.connection}</p>}
      {state.tokenDiagnosis ? <DiagnosisCard diagnosis={state.tokenDiagnosis} /> : null}
      {state.save.kind === 'failed' ? <DiagnosisCard diagnosis={state.save.diagnosis} /> : null}
      {showsChecks ? <ChecksDialog settings={settings} host={view?.profile.form.host ?? ''} onChange={asked} onClose={() => setShowsChecks(false)} /> : null}
    </div>
  )
}
