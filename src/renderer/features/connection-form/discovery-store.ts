import { createStore } from 'zustand/vanilla'
import type { CatalogInfo, SchemaInfo, TableInfo, WarehouseInfo } from '#shared/discovery/discovery'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { Result } from '#shared/result'
import type { ScreenApi } from '../../shared/api'

export interface Listing<Item> {
  items: Item[]
  route: 'rest' | 'sql'
  remark?: string | undefined
}

/** One list of the workspace. What was loaded before stays in sight while it is refreshed. */
export type ListState<Item> = { kind: 'idle' } | { kind: 'loading'; startedAt: number; before?: Listing<Item> } | { kind: 'failed'; diagnosis: Diagnosis } | { kind: 'loaded'; listing: Listing<Item>; at: number }

export interface DiscoveryQuery {
  profileId: string
  catalog: string
  schema: string
  /** Only after the user agreed: it costs money. */
  wakeWarehouse: boolean
}

interface Items {
  warehouses: WarehouseInfo
  catalogs: CatalogInfo
  schemas: SchemaInfo
  tables: TableInfo
}
export type ListKind = keyof Items

export type DiscoveryState = { [K in ListKind]: ListState<Items[K]> } & {
  requested: (kind: ListKind, query: DiscoveryQuery) => Promise<void>
}

export function createDiscoveryStore(api: ScreenApi, now: () => number) {
  return createStore<DiscoveryState>()((set, get) => {
    const latest: Partial<Record<ListKind, number>> = {}

    async function load<K extends ListKind>(kind: K, ask: () => Promise<Result<Listing<Items[K]>>>): Promise<void> {
      const mine = (latest[kind] ?? 0) + 1
      latest[kind] = mine
      const before = get()[kind]
      const put = (state: ListState<Items[K]>) => set({ [kind]: state } as Partial<DiscoveryState>)
      put({ kind: 'loading', startedAt: now(), ...(before.kind === 'loaded' ? { before: before.listing as Listing<Items[K]> } : {}) })
      const result = await ask()
      // A later question makes this answer an old one.
      if (latest[kind] !== mine) return
      put(result.ok ? { kind: 'loaded', listing: result.value, at: now() } : { kind: 'failed', diagnosis: result.diagnosis })
    }

    return {
      warehouses: { kind: 'idle' },
      catalogs: { kind: 'idle' },
      schemas: { kind: 'idle' },
      tables: { kind: 'idle' },
      requested: async (kind, { profileId, catalog, schema, wakeWarehouse }) => {
        const of = { profileId, role: 'importer' as const }
        switch (kind) {
          case 'warehouses':
            return load(kind, () => api.call('discover.warehouses', of))
          case 'catalogs':
            return load(kind, () => api.call('discover.catalogs', { ...of, wakeWarehouse }))
          case 'schemas':
            return load(kind, () => api.call('discover.schemas', { ...of, wakeWarehouse, catalog }))
          case 'tables':
            return load(kind, () => api.call('discover.tables', { ...of, wakeWarehouse, catalog, schema }))
        }
      },
    }
  })
}
