import type { SandboxState } from '#shared/sandbox/sandbox'

type Described = SandboxState['identities'][number]

/** What a newcomer should know of the identities that sample workspaces use. The sandbox itself tells only names and tokens. */
const KNOWN: Readonly<Record<string, Omit<Described, 'name'>>> = {
  admin: { title: 'Metastore admin', expect: 'Sees and may do everything: far more than an import needs.' },
  clevertap: { title: 'Service principal, set up correctly', expect: 'Ready for CleverTap.' },
}

export const describeIdentity = (name: string): Described => ({ name, ...(KNOWN[name] ?? { title: name.replaceAll('-', ' ').replaceAll('_', ' '), expect: 'See what the test says.' }) })
