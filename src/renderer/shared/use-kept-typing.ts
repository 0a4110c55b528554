import { useEffect } from 'react'

/** A store whose answers are saved a moment after they were typed. */
interface TypedStore {
  getState(): { entered(): Promise<void>; flush(): Promise<unknown>; save: { kind: string } }
}

/** Opens the store with its screen, and saves what is still being typed when the screen or the page goes: nothing typed is lost. */
export function useKeptTyping(store: TypedStore): void {
  useEffect(() => {
    void store.getState().entered()
    const flush = () => {
      if (store.getState().save.kind === 'typing') void store.getState().flush()
    }
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [store])
}
