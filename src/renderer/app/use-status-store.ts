import { useEffect } from 'react'
import { useStore } from 'zustand'
import { api } from '../shared/api'
import { onChange } from '../shared/changes'
import { createStatusStore, type StatusState } from './status-store'

const statusStore = createStatusStore(api)

/** What the status line shows for this connection, read again after every change. */
export function useStatus(profileId: string | undefined): StatusState {
  useEffect(() => {
    const { shown } = statusStore.getState()
    void shown(profileId)
    return onChange(() => void shown(profileId))
  }, [profileId])
  return useStore(statusStore)
}
