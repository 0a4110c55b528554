import { Download } from 'lucide-react'
import { useState } from 'react'
import type { AuditView } from '#shared/audit/kept-audit'
import { REPORT_FORMATS, type ReportFormat } from '#shared/audit/report-format'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { api } from '../../shared/api'
import { saveFile } from '../../shared/save-file'
import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Dialog } from '../../shared/ui/Dialog'
import { MenuButton } from '../../shared/ui/Menu'

const FORMATS: Record<ReportFormat, { label: string; type: string }> = {
  html: { label: 'HTML, to read and print', type: 'text/html' },
  md: { label: 'Markdown, for a ticket', type: 'text/markdown' },
  csv: { label: 'CSV, for a spreadsheet', type: 'text/csv' },
  json: { label: 'JSON, with a published schema', type: 'application/json' },
  sarif: { label: 'SARIF, for code-scanning dashboards', type: 'application/json' },
}
const ORDER = [...REPORT_FORMATS].sort((one, other) => Object.keys(FORMATS).indexOf(one) - Object.keys(FORMATS).indexOf(other))

/** The report as a file. It holds no secret. */
export function ExportMenu({ profileId, audit }: { profileId: string; audit: AuditView }) {
  const [failure, setFailure] = useState<Diagnosis>()
  const [said, setSaid] = useState('')
  const save = async (format: ReportFormat) => {
    const made = await api.call('audit.export', { profileId, auditId: audit.auditId, format })
    if (!made.ok) {
      setFailure(made.diagnosis)
      return
    }
    saveFile(made.value.text, made.value.fileName, FORMATS[format].type)
    setSaid(`${made.value.fileName} is ready.`)
  }
  return (
    <>
      <MenuButton
        label="Export the report"
        trigger={<Button icon={<Download size={14} aria-hidden />}>Export report</Button>}
        entries={ORDER.map((format) => ({ id: format, label: FORMATS[format].label, onAction: () => void save(format) }))}
      />
      <span role="status" className="visually-hidden">{said}</span>
      <Dialog title="No report was made" isOpen={failure !== undefined} onClose={() => setFailure(undefined)}>
        {failure ? <DiagnosisCard diagnosis={failure} /> : null}
      </Dialog>
    </>
  )
}
