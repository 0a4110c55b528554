import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { X509Certificate } from 'node:crypto'
import { createCertificates, type Certificates } from './certificates'
import type { WorkspaceState } from '../state/model'

/** A workspace with the values of its tokens, which its state holds only as hashes. Also the format of `--workspace FILE`. */
export interface StoredWorkspace {
  state: WorkspaceState
  /** Identity key -> token. */
  tokens: Record<string, string>
}

/** Where a sandbox keeps what clients need (its CA) and, with `--state`, what it has to remember. Private to the user. */
export interface SandboxFolder {
  caFile: string
  certificates: Certificates
  /** The workspace of an earlier run. */
  stored?: StoredWorkspace
  /** Writes soon, and not more often than that. Without effect in a temporary folder. */
  save(workspace: StoredWorkspace): void
  close(): Promise<void>
}

const SAVE_AFTER_MS = 200
const TEMPORARY = 'databricks-sandbox-'
const DAY = 86_400_000
const FILES = { workspace: 'workspace.json', ca: 'ca.pem', cert: 'server.pem', key: 'server.key' } as const

/** @param path of `--state`; absent: a temporary folder that is removed at the end. Rejects when it can't be written or read. */
export async function openFolder(path: string | undefined, now: number): Promise<SandboxFolder> {
  if (path === undefined) {
    await removeAbandoned(now)
    const folder = await mkdtemp(join(tmpdir(), `${TEMPORARY}${String(process.pid)}-`))
    const certificates = await createCertificates(now)
    const caFile = join(folder, FILES.ca)
    await writeFile(caFile, certificates.ca, { mode: 0o600 })
    return { caFile, certificates, save: () => undefined, close: () => rm(folder, { recursive: true, force: true }) }
  }
  await mkdir(path, { recursive: true, mode: 0o700 })
  const certificates = (await readCertificates(path, now)) ?? (await makeCertificates(path, now))
  const text = await readFile(join(path, FILES.workspace), 'utf8').catch(() => undefined)
  const stored = text === undefined ? undefined : parseWorkspace(text)
  let pending: StoredWorkspace | undefined
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  const flush = (): void => {
    const workspace = pending
    pending = undefined
    if (workspace) writing = writing.then(() => writeWhole(join(path, FILES.workspace), formatWorkspace(workspace)))
  }
  return {
    caFile: join(path, FILES.ca),
    certificates,
    ...(stored ? { stored } : {}),
    save(workspace) {
      pending = workspace
      clearTimeout(timer)
      timer = setTimeout(flush, SAVE_AFTER_MS)
    },
    async close() {
      clearTimeout(timer)
      flush()
      await writing
    },
  }
}

/** A sandbox that was killed could not clear away its folder: the next one does, a day later, when no such process is left. */
async function removeAbandoned(now: number): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => [])
  const folders = names.filter((name) => name.startsWith(TEMPORARY)).map((name) => ({ path: join(tmpdir(), name), pid: Number(/-(\d+)-\w+$/.exec(name)?.[1]) }))
  await Promise.all(
    folders.map(async ({ path, pid }) => {
      const made = await stat(path).then((found) => found.mtimeMs, () => now)
      if (made < now - DAY && !(pid > 0 && isAlive(pid))) await rm(path, { recursive: true, force: true }).catch(() => undefined)
    }),
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Reads a workspace file. Throws with a sentence when it is none. */
export function parseWorkspace(text: string): StoredWorkspace {
  const value = JSON.parse(text, revive) as Partial<StoredWorkspace>
  if (!value.state?.workspaceId || !Array.isArray(value.state.identities) || !value.tokens) throw new Error('The file holds no sandbox workspace: it needs "state" and "tokens".')
  return value as StoredWorkspace
}

const formatWorkspace = (workspace: StoredWorkspace): string =>
  JSON.stringify(workspace, (_key, value: unknown) => {
    if (typeof value === 'bigint') return { $bigint: String(value) }
    return value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString('base64') } : value
  })

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('$bigint' in value) return BigInt(value.$bigint as string)
  return '$bytes' in value ? new Uint8Array(Buffer.from(value.$bytes as string, 'base64')) : value
}

async function readCertificates(path: string, now: number): Promise<Certificates | undefined> {
  try {
    const [ca, cert, key] = await Promise.all([FILES.ca, FILES.cert, FILES.key].map((name) => readFile(join(path, name), 'utf8')))
    if (!ca || !cert || !key || Date.parse(new X509Certificate(cert).validTo) < now + DAY) return undefined
    return { ca, cert, key }
  } catch {
    return undefined
  }
}

async function makeCertificates(path: string, now: number): Promise<Certificates> {
  const made = await createCertificates(now)
  await Promise.all([writeWhole(join(path, FILES.ca), made.ca), writeWhole(join(path, FILES.cert), made.cert), writeWhole(join(path, FILES.key), made.key)])
  return made
}

/** Old or new, never half: a crash in between leaves the old file. */
async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`
  await writeFile(beside, text, { mode: 0o600 })
  await rename(beside, file)
}
