import type { PermissionReport } from '#shared/discovery/discovery'
import { Banner } from '../../shared/ui/Banner'
import { permissionSummary } from './permission-rows'

/** The closing line, and whose rights these are. */
export function PermissionVerdict({ report }: { report: PermissionReport }) {
  const summary = permissionSummary(report)
  return (
    <Banner state={summary.tone} title={summary.line} live>
      {summary.detail} For <span className="strong">{report.principalName ?? report.principal}</span>
      {report.principalName ? (
        <>
          {' '}
          (<span className="mono">{report.principal}</span>)
        </>
      ) : null}
      {report.askedAs === 'admin' ? ', sources looked up with the second sign-in.' : ', as far as this identity may see.'}
    </Banner>
  )
}
