import { useState } from 'react'
import type { Check } from '#shared/audit/check'
import { CHECKS } from '#shared/audit/checks/all'
import type { AuditSettings } from '#shared/audit/kept-audit'
import { Thresholds } from '#shared/audit/policy'
import { cloudOf } from '#shared/connection/cloud'
import type { Cloud } from '#shared/connection/connection'
import { WAREHOUSE_SIZES } from '#shared/setup/goal'
import { Button } from '../../shared/ui/Button'
import { Checkbox } from '../../shared/ui/Choices'
import { Dialog } from '../../shared/ui/Dialog'
import { Disclosure } from '../../shared/ui/Disclosure'
import { KeyValueList } from '../../shared/ui/KeyValueList'
import { Select } from '../../shared/ui/Select'
import { Tabs } from '../../shared/ui/Tabs'
import { TextField } from '../../shared/ui/TextField'
import { DocLink } from './DocLink'
import { GROUP_WORDS, SEVERITY_WORDS } from './finding-rows'
import { THRESHOLD_FIELDS, THRESHOLD_WORDS, type ThresholdField, readThreshold, thresholdTexts } from './thresholds-form'

interface ChecksDialogProps {
  settings: AuditSettings
  host: string
  onChange: (change: Partial<AuditSettings>) => void
  onClose: () => void
}

/** Every check with its logic, and the numbers that move them. What is set here is kept with the connection. */
export function ChecksDialog({ settings, host, onChange, onClose }: ChecksDialogProps) {
  return (
    <Dialog title="Checks and thresholds" size="l" isOpen onClose={onClose} actions={<Button variant="primary" onPress={onClose}>Close</Button>}>
      <Tabs
        label="Checks and thresholds"
        tabs={[
          { id: 'checks', title: `Checks (${CHECKS.length - settings.off.length} of ${CHECKS.length})`, content: <CheckList settings={settings} cloud={cloudOf(host)} onChange={onChange} /> },
          { id: 'thresholds', title: 'Thresholds', content: <ThresholdForm settings={settings} onChange={onChange} /> },
        ]}
      />
    </Dialog>
  )
}

const KIND_TITLES: readonly [Check['kind'], string][] = [
  ['missing', GROUP_WORDS.missing.title], ['excess', GROUP_WORDS.excess.title], ['shared', GROUP_WORDS.shared.title], ['warning', 'Warnings'], ['information', 'Information'],
]

function CheckList({ settings, cloud, onChange }: { settings: AuditSettings; cloud: Cloud; onChange: ChecksDialogProps['onChange'] }) {
  const switched = (id: string, isOn: boolean) => onChange({ off: isOn ? settings.off.filter((one) => one !== id) : [...settings.off, id] })
  return (
    <div className="stack stack-2">
      <div className="row">
        <p className="grow muted">A check that is off is listed under “could not check”, so that a report never looks better than it is.</p>
        {settings.off.length > 0 ? <Button size="s" onPress={() => onChange({ off: [] })}>Switch all on</Button> : null}
      </div>
      {KIND_TITLES.map(([kind, title]) => (
        <section key={kind} aria-label={title}>
          <h3 className="check-kind">{title}</h3>
          <ul className="check-list">
            {CHECKS.filter((check) => check.kind === kind).map((check) => (
              <li key={check.id} className="check-item">
                <Checkbox isSelected={!settings.off.includes(check.id)} onChange={(isOn) => switched(check.id, isOn)} label={`${check.title}: on`} />
                <Disclosure title={<>{check.title} <span className="small muted">{SEVERITY_WORDS[check.severity]}</span></>}>
                  <KeyValueList
                    items={[
                      { label: 'Reports when', value: check.logic },
                      { label: 'Means', value: check.meaning },
                      { label: 'Fix', value: check.fix },
                      { label: 'Read from', value: check.api },
                      { label: 'Id', value: check.id, mono: true },
                      { label: 'More', value: <DocLink docs={check.docs} cloud={cloud} /> },
                    ]}
                  />
                </Disclosure>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function ThresholdForm({ settings, onChange }: { settings: AuditSettings; onChange: ChecksDialogProps['onChange'] }) {
  const [texts, setTexts] = useState(() => thresholdTexts(settings.thresholds))
  const typed = (field: ThresholdField, text: string) => {
    setTexts({ ...texts, [field]: text })
    const read = readThreshold(field, text)
    if (read.ok) onChange({ thresholds: { ...settings.thresholds, ...read.change } })
  }
  const reset = () => {
    const thresholds = Thresholds.parse({})
    setTexts(thresholdTexts(thresholds))
    onChange({ thresholds })
  }
  const sizes = WAREHOUSE_SIZES.map((size) => ({ id: size, label: size }))
  return (
    <div className="stack stack-2">
      <div className="threshold-grid">
        {THRESHOLD_FIELDS.map((field) => {
          const read = readThreshold(field, texts[field])
          return <TextField key={field} label={THRESHOLD_WORDS[field].label} hint={THRESHOLD_WORDS[field].hint} value={texts[field]} onChange={(text) => typed(field, text)} mono {...(read.ok ? {} : { issues: [{ severity: 'error' as const, code: 'threshold', message: read.message }] })} />
        })}
        <Select label="Largest warehouse that an import needs" hint="A larger one is mentioned." options={sizes} value={sizes.find(({ id }) => id === settings.thresholds.warehouseSize)?.id ?? 'Small'} onChange={(warehouseSize) => onChange({ thresholds: { ...settings.thresholds, warehouseSize } })} />
      </div>
      <div className="row">
        <Button size="s" onPress={reset}>Back to the defaults</Button>
        <span className="small muted">A field that can’t be read keeps its last good value.</span>
      </div>
    </div>
  )
}
