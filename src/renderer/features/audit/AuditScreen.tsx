import type { AuditTab } from '../../shared/addresses'
import './audit.css'
import { AuditOfConnection } from './AuditOfConnection'
import { OverviewScreen } from './OverviewScreen'

/** The audit of one connection, or all connections with their last verdict. */
export function AuditScreen({ profileId, tab = 'findings' }: { profileId?: string; tab?: AuditTab }) {
  return profileId === undefined ? <OverviewScreen /> : <AuditOfConnection key={profileId} profileId={profileId} tab={tab} />
}
