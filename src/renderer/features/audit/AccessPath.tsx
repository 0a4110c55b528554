import { Box, ChevronRight, Crown, Database, FolderTree, Globe, KeyRound, Library, Server, Shield, Table2, Ticket, User, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PathStep } from '#shared/audit/finding'

const size = 14
const KINDS: Record<PathStep['kind'], { icon: ReactNode; word: string }> = {
  identity: { icon: <User size={size} aria-hidden />, word: 'Identity' },
  group: { icon: <Users size={size} aria-hidden />, word: 'Group' },
  grant: { icon: <KeyRound size={size} aria-hidden />, word: 'Grant' },
  owner: { icon: <Crown size={size} aria-hidden />, word: 'Owner' },
  role: { icon: <Shield size={size} aria-hidden />, word: 'Role' },
  metastore: { icon: <Library size={size} aria-hidden />, word: 'Metastore' },
  catalog: { icon: <Database size={size} aria-hidden />, word: 'Catalog' },
  schema: { icon: <FolderTree size={size} aria-hidden />, word: 'Schema' },
  object: { icon: <Table2 size={size} aria-hidden />, word: 'Object' },
  securable: { icon: <Box size={size} aria-hidden />, word: 'Securable' },
  warehouse: { icon: <Server size={size} aria-hidden />, word: 'SQL warehouse' },
  token: { icon: <Ticket size={size} aria-hidden />, word: 'Token' },
  workspace: { icon: <Globe size={size} aria-hidden />, word: 'Workspace' },
}

/** How a right reaches the identity, link by link: identity, group, grant, parent, object. */
export function AccessPath({ path }: { path: readonly PathStep[] }) {
  if (path.length === 0) return null
  return (
    <ol className="access-path" aria-label="Access path">
      {path.map((step, index) => (
        <li key={index} className="access-link">
          {index > 0 ? <ChevronRight size={14} className="access-arrow" aria-hidden /> : null}
          <span className="access-node" data-kind={step.kind}>
            <span className="access-icon">{KINDS[step.kind].icon}</span>
            <span>
              <span className="access-kind">{KINDS[step.kind].word}</span>
              <span className="access-name">{step.name}</span>
              {step.note === undefined ? null : <span className="access-note">{step.note}</span>}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}
