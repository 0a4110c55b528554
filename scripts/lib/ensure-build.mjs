// Builds `out/` when it is missing or was made from other sources. Prints to standard error only, and only what matters:
// the command line's standard output belongs to the program that runs afterwards.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withFolderLock } from './folder-lock.mjs'

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const OUT = join(ROOT, 'out')
const STAMP = join(OUT, '.stamp')
const CONFIG_FILES = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json']
const BUILD_DEADLINE_MS = 180_000

function* sourceFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sourceFiles(path)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path
  }
}

/** A digest of everything that goes into a build: contents, not dates, so that a fresh checkout of the same tree matches. */
export function sourcesDigest(root = ROOT) {
  const hash = createHash('sha256')
  const files = [...CONFIG_FILES.map((name) => join(root, name)), ...['src', 'resources'].map((name) => join(root, name)).filter(existsSync).flatMap((folder) => [...sourceFiles(folder)])]
  for (const file of files) {
    if (!existsSync(file)) continue
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function isCurrent(digest) {
  try {
    return readFileSync(STAMP, 'utf8') === digest && existsSync(join(OUT, 'main/index.js'))
  } catch {
    return false
  }
}

function runBuild() {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: BUILD_DEADLINE_MS,
    })
    let output = ''
    const keep = (chunk) => (output += chunk.toString())
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', fail)
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(`the build failed:\n${output.trim()}`))))
  })
}

/** Safe to call from several processes at once: one builds, the others wait for it. */
export async function ensureBuild({ force = false } = {}) {
  if (!force && isCurrent(sourcesDigest())) return
  await withFolderLock(join(OUT, '.lock'), async () => {
    const digest = sourcesDigest()
    if (!force && isCurrent(digest)) return
    process.stderr.write('Building the assistant (some seconds, only after changes)...\n')
    rmSync(STAMP, { force: true })
    await runBuild()
    mkdirSync(OUT, { recursive: true })
    writeFileSync(STAMP, digest)
  })
}

/** For scripts: builds, or says why not and ends the process with 3 (internal error). */
export async function ensureBuildOrExit(options) {
  try {
    await ensureBuild(options)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(3)
  }
}
