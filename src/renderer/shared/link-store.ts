import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** `lost`: the assistant's process does not answer. `refused`: it answers, but not to this page (its session is over). */
export type Link = 'up' | 'lost' | 'refused'

export const createLinkStore = () => createStore<{ link: Link }>()(() => ({ link: 'up' }))

const linkStore = createLinkStore()

export const reportLink = (link: Link): void => linkStore.setState({ link })
export const useLink = (): Link => useStore(linkStore, (state) => state.link)
