import type { SandboxState } from '#shared/sandbox/sandbox'

type Described = SandboxState['identities'][number]

interface Known {
  title: string
  expect: string
  /** The schema of the suggested catalog to try with it, where that is not the suggested one. */
  schema?: string
}

/** What a newcomer should know of the identities that sample workspaces use. The sandbox itself tells only names and tokens. */
const KNOWN: Readonly<Record<string, Known>> = {
  admin: { title: 'Metastore and workspace admin', expect: 'Everything works; far too much for an import.' },
  clevertap: { title: 'Importer, set up correctly', expect: 'Ready for CleverTap.' },
  'no-select': { title: 'Importer without SELECT', expect: 'The schema opens, but no table can be seen or read.' },
  'no-use-schema': { title: 'Importer without USE SCHEMA', expect: 'The schema refuses.' },
  'no-use-catalog': { title: 'Importer without USE CATALOG', expect: 'The catalog refuses.' },
  excessive: { title: 'Importer with far too much', expect: 'The test passes; it may do more than an import needs.' },
  expired: { title: 'Expired token', expect: 'Sign-in is refused.' },
  'sql-scope': { title: 'Token with scope sql only', expect: 'Ready; what only REST can say is not checked.' },
  'no-scope': { title: 'Token without any scope', expect: 'Nothing is allowed with it.' },
  'no-entitlement': { title: 'Importer without Databricks SQL access', expect: 'The warehouse refuses: the entitlement is missing.' },
  'no-warehouse': { title: 'Importer without a warehouse', expect: 'The warehouse refuses: CAN USE is missing.' },
  'via-hidden-group': { title: 'Importer with rights through a group', expect: 'Reads work, through a grant it may not see.' },
  'empty-schema': { title: 'Importer of a new, empty schema', expect: 'Access is ready; there is nothing to import yet.', schema: 'landing' },
  disabled: { title: 'Deactivated importer', expect: 'Sign-in is refused.' },
  person: { title: "A person's token", expect: 'Works; a service principal would be better.' },
  engineer: { title: 'Data engineer who owns the tables', expect: 'Works; may also grant on the catalog.' },
}

export function describeIdentity(name: string): Described {
  const { title, expect } = KNOWN[name] ?? { title: name.replaceAll(/[-_]/g, ' '), expect: 'See what the test says.' }
  return { name, title, expect }
}

/** The one a newcomer should try first stands first. */
export const inOrder = (names: readonly string[]): string[] => [...names.filter((name) => name === 'clevertap'), ...names.filter((name) => name !== 'clevertap')]

export const schemaToTry = (name: string, suggested: string): string => KNOWN[name]?.schema ?? suggested
