import { createStore } from 'zustand/vanilla'

export interface HelpState {
  pageId: string
  query: string
  pageChosen: (pageId: string) => void
  queryChanged: (query: string) => void
}

/** Remembers where the reader was while other screens are open. */
export const createHelpStore = (firstPage: string) =>
  createStore<HelpState>()((set) => ({
    pageId: firstPage,
    query: '',
    pageChosen: (pageId) => set({ pageId, query: '' }),
    queryChanged: (query) => set({ query }),
  }))
