import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder'

const module = resolve('scripts/lib/folder-lock.mjs')

/** Runs code in a process of its own, with `withFolderLock`, `lock` and `log` at hand. */
function inProcess(folder: string, code: string): Promise<number | null> {
  const program = `
    import { appendFileSync, existsSync } from 'node:fs'
    import { withFolderLock } from ${JSON.stringify(module)}
    const lock = ${JSON.stringify(join(folder, 'lock'))}, log = (word) => appendFileSync(${JSON.stringify(join(folder, 'log'))}, word + '\\n')
    ${code}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'ignore', 'inherit'] })
  return new Promise((done) => child.once('close', (code) => done(code)))
}
const newFolder = () => temporaryFolder('lock-')
const readLog = (folder: string) => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n')

it('lets one process in at a time, and all of them in the end', async () => {
  const folder = newFolder()
  const work = `await withFolderLock(lock, async () => { log('in'); await new Promise((done) => setTimeout(done, 60)); log('out') })`
  expect(await Promise.all(Array.from({ length: 4 }, () => inProcess(folder, work)))).toEqual([0, 0, 0, 0])
  expect(readLog(folder)).toEqual(Array.from({ length: 4 }, () => ['in', 'out']).flat())
  expect(readdirSync(folder)).toEqual(['log'])
})

it('takes over from a process that died while holding it', async () => {
  const folder = newFolder()
  expect(await inProcess(folder, `await withFolderLock(lock, async () => process.exit(9))`)).toBe(9)
  expect(existsSync(join(folder, 'lock'))).toBe(true)
  expect(await inProcess(folder, `await withFolderLock(lock, async () => log('in'), { waitMs: 5000 })`)).toBe(0)
  expect(readLog(folder)).toEqual(['in'])
})

it('takes over a lock that is older than any build lasts', async () => {
  const folder = newFolder()
  const lock = join(folder, 'lock')
  mkdirSync(lock)
  writeFileSync(join(lock, 'owner.json'), JSON.stringify({ id: 'x', pid: process.pid }))
  utimesSync(lock, new Date(0), new Date(0))
  expect(await inProcess(folder, `await withFolderLock(lock, async () => log('in'))`)).toBe(0)
  expect(readLog(folder)).toEqual(['in'])
})

it('gives up on a holder that neither ends nor dies, and says who it is', async () => {
  const folder = newFolder()
  const lock = join(folder, 'lock')
  mkdirSync(lock)
  writeFileSync(join(lock, 'owner.json'), JSON.stringify({ id: 'x', pid: process.pid }))
  expect(await inProcess(folder, `await withFolderLock(lock, async () => log('in'), { waitMs: 300 }).catch((error) => log(error.message))`)).toBe(0)
  expect(readLog(folder)[0]).toContain(`another process (${process.pid}) holds`)
})

it('frees the lock also when the work fails', async () => {
  const folder = newFolder()
  expect(await inProcess(folder, `await withFolderLock(lock, async () => { throw new Error('no') }).catch(() => log(String(existsSync(lock))))`)).toBe(0)
  expect(readLog(folder)).toEqual(['false'])
})
