/** The samples there are: apart from what they hold, so that the command can name them without loading them. */
export const sampleWorkspaces = [
  { name: 'retail', title: 'Small retail shop' },
  { name: 'empty', title: 'Empty workspace' },
  { name: 'no-root-storage', title: 'Metastore without storage' },
  { name: 'no-metastore-admin', title: 'No metastore admin' },
  { name: 'locked-down', title: 'Locked-down workspace' },
  { name: 'azure', title: 'Azure workspace' },
  { name: 'messy', title: 'Messy permissions' },
  { name: 'large', title: '10,000 tables' },
] as const
export type SampleName = (typeof sampleWorkspaces)[number]['name']
