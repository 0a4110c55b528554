import './audit.css'
import { AuditOfConnection } from './AuditOfConnection'
import { OverviewScreen } from './OverviewScreen'

/** The audit of one connection, or all connections with their last verdict. */
export function AuditScreen({ profileId }: { profileId?: string }) {
  return profileId === undefined ? <OverviewScreen /> : <AuditOfConnection key={profileId} profileId={profileId} />
}
