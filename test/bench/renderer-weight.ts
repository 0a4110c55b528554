import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Bench } from './measure'

const folder = 'out/renderer'

/** The files the first screen needs: those named in the page, and what those import statically. */
function startFiles(): string[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const queue = [...page.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
  const seen = new Set<string>()
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    if (!file.endsWith('.js')) continue
    const text = readFileSync(join(folder, file), 'utf8')
    for (const match of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) queue.push(`assets/${match[1]}`)
  }
  return [...seen]
}

export const rendererWeight: Bench = {
  name: 'renderer-weight',
  async run() {
    const size = (file: string) => gzipSync(readFileSync(join(folder, file))).length
    const atStart = startFiles()
    const all = readdirSync(join(folder, 'assets')).map((file) => `assets/${file}`)
    const kb = (files: string[]) => `${(files.reduce((sum, file) => sum + size(file), 0) / 1000).toFixed(0)} kB gzip in ${files.length} files`
    return [
      { name: 'loaded by the first screen', value: kb(atStart), target: '<= 250 kB' },
      { name: 'everything', value: kb(all) },
    ]
  },
}
