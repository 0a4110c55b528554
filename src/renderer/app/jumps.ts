import type { ProfileView } from '#shared/profile/profile'
import { AUDITS, HOME, connectionAddress, helpAddress, setupAddress } from '../shared/addresses'
import { workspacePages } from '../shared/workspace-pages'

/** Somewhere to go: a screen, a connection, a page of the workspace in the browser. */
export interface Jump {
  id: string
  group: string
  title: string
  note?: string
  href: string
  /** Not listed before something is typed: there are many of its kind. */
  isQuiet?: boolean
}

export interface JumpSources {
  profiles: readonly ProfileView[]
  setups: readonly { id: string; title: string }[]
  helpPages: readonly { id: string; title: string }[]
  /** The connection of the present screen. */
  profileId: string | undefined
}

const SCREENS: readonly (readonly [title: string, href: string])[] = [
  ['Connections', HOME], ['New setup', '#/setup'], ['Existing credentials', '#/existing'], ['Quick start', '#/quick-start'],
  ['Permissions audit', AUDITS], ['Troubleshoot', '#/troubleshoot'], ['Help', '#/help'], ['Settings', '#/settings'],
]
const OF_CONNECTION = [
  ['existing', 'Credentials'], ['test', 'Test connection'], ['permissions', 'Verify permissions'], ['audit', 'Permissions audit'], ['export', 'Export'],
] as const

const nameOf = ({ profile }: ProfileView): string => profile.form.name.trim() || 'Connection without a name'
const placeOf = ({ profile: { form } }: ProfileView): string => [[form.catalog, form.schema].map((part) => part.trim()).filter(Boolean).join('.'), form.host.trim()].filter(Boolean).join(' · ')

/** Everything one can go to, the nearest first. */
export function jumps({ profiles, setups, helpPages, profileId }: JumpSources): Jump[] {
  const present = profiles.find(({ profile }) => profile.id === profileId)
  const screensOf = (view: ProfileView) => OF_CONNECTION.map(([screen, title]) => ({ id: `${view.profile.id}/${screen}`, title, href: connectionAddress(view.profile.id, screen) }))
  const pages = present ? workspacePages(present.profile.form) : {}
  const outside = [['SQL warehouse', pages.warehouse], ['Catalog Explorer', pages.data], ['Access tokens', pages.tokens], ['Service principals', pages.servicePrincipals]] as const
  return [
    ...(present ? screensOf(present).map((jump) => ({ ...jump, group: nameOf(present) })) : []),
    ...outside.flatMap(([title, href]) => (href === undefined ? [] : [{ id: `outside/${title}`, group: 'In Databricks, in the browser', title, href }])),
    ...SCREENS.map(([title, href]) => ({ id: href, group: 'Screens', title, href })),
    ...profiles.filter((view) => view !== present).flatMap((view) => [
      { id: view.profile.id, group: 'Connections', title: nameOf(view), note: placeOf(view), href: connectionAddress(view.profile.id, 'existing') },
      ...screensOf(view).slice(1).map((jump) => ({ ...jump, group: 'Connections', title: nameOf(view), note: jump.title, isQuiet: true })),
    ]),
    ...setups.map(({ id, title }) => ({ id: `setup/${id}`, group: 'Setups', title, href: setupAddress(id) })),
    ...helpPages.map(({ id, title }) => ({ id: `help/${id}`, group: 'Help', title, href: helpAddress(id), isQuiet: true })),
  ]
}

export interface JumpGroup {
  title: string
  jumps: Jump[]
}

/** Those that have each typed word in their title, note or group, in groups; `left` says how many more there are than `most`. */
export function findJumps(all: readonly Jump[], typed: string, most: number): { groups: JumpGroup[]; left: number } {
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== '')
  const found = all.filter(({ title, note = '', group, isQuiet = false }) => {
    if (words.length === 0) return !isQuiet
    const text = `${title}\n${note}\n${group}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const groups: JumpGroup[] = []
  for (const jump of found.slice(0, most)) {
    const last = groups.at(-1)
    if (last?.title === jump.group) last.jumps.push(jump)
    else groups.push({ title: jump.group, jumps: [jump] })
  }
  return { groups, left: Math.max(0, found.length - most) }
}
