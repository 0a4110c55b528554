// A lock between processes: a folder that is renamed into place, which either happens whole or not at all.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 100

function readOwner(lock) {
  try {
    return JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8'))
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function isStale(lock, owner, staleMs) {
  if (owner && !isAlive(owner.pid)) return true
  try {
    return Date.now() - statSync(lock).mtimeMs > staleMs
  } catch {
    return false
  }
}

// Two waiters may find the same lock stale; the slower one must not throw away what the faster one has just taken.
function discardStale(lock, owner) {
  const aside = `${lock}.${randomUUID()}`
  try {
    renameSync(lock, aside)
  } catch {
    return
  }
  if (readOwner(aside)?.id !== owner?.id) {
    try {
      renameSync(aside, lock)
      return
    } catch {
      // Somebody took the free place meanwhile; both then run, which costs time and breaks nothing.
    }
  }
  rmSync(aside, { recursive: true, force: true })
}

function tryAcquire(lock) {
  const id = randomUUID()
  const mine = `${lock}.${id}`
  mkdirSync(mine, { recursive: true })
  writeFileSync(join(mine, 'owner.json'), JSON.stringify({ id, pid: process.pid }))
  try {
    renameSync(mine, lock)
    return () => {
      if (readOwner(lock)?.id === id) rmSync(lock, { recursive: true, force: true })
    }
  } catch {
    rmSync(mine, { recursive: true, force: true })
    return undefined
  }
}

/**
 * Runs `work` while holding the lock folder. Waits for another holder up to `waitMs`; a holder that died, or that holds
 * for longer than `staleMs`, loses it.
 */
export async function withFolderLock(lock, work, { waitMs = 300_000, staleMs = 240_000 } = {}) {
  mkdirSync(dirname(lock), { recursive: true })
  const deadline = Date.now() + waitMs
  for (;;) {
    const release = tryAcquire(lock)
    if (release) {
      try {
        return await work()
      } finally {
        release()
      }
    }
    const owner = readOwner(lock)
    if (isStale(lock, owner, staleMs)) discardStale(lock, owner)
    else if (Date.now() > deadline) throw new Error(`another process (${owner?.pid ?? 'unknown'}) holds ${lock} for too long`)
    else await sleep(POLL_MS)
  }
}
