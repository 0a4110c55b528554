import { useEffect } from 'react'
import { useStore } from 'zustand'
import { api } from '../shared/api'
import { onChange } from '../shared/changes'
import { createStatusStore, type StatusState, type StatusSubject } from './status-store'

const statusStore = createStatusStore(api)

/** What the status line shows for this connection or setup, read again after every change. */
export function useStatus({ profileId, setupId }: StatusSubject): StatusState {
  useEffect(() => {
    const { shown } = statusStore.getState()
    const read = () => void shown({ profileId, setupId })
    read()
    return onChange(read)
  }, [profileId, setupId])
  return useStore(statusStore)
}
