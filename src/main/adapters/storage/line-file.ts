import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const LINE_END = 0x0a
const BACK_BY = 65_536

/**
 * Adds a line to a file of lines and waits until it is on the disk. What a crash left of a last line, without its end, is cut off first;
 * otherwise it would spoil this one.
 */
export function appendLine(file: string, text: string): void {
  const isNew = !existsSync(file)
  const fd = openSync(file, isNew ? 'wx+' : 'r+', 0o600)
  try {
    const { size } = fstatSync(fd)
    const end = wholeLines(fd, size)
    if (end < size) ftruncateSync(fd, end)
    const bytes = Buffer.from(`${text}\n`)
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, end + done)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  if (isNew) syncFolder(dirname(file))
}

/** The whole lines of a file, without their ends; a last one without an end was cut off by a crash. */
export function readLines(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  lines.pop()
  return lines
}

/** Where the last whole line ends. */
function wholeLines(fd: number, size: number): number {
  const bytes = Buffer.alloc(Math.min(size, BACK_BY))
  for (let end = size; end > 0; ) {
    const from = Math.max(0, end - bytes.length)
    const read = readSync(fd, bytes, 0, end - from, from)
    const at = bytes.lastIndexOf(LINE_END, read - 1)
    if (at >= 0) return from + at + 1
    end = from
  }
  return 0
}

/** A new name in a folder is on disk only after that; Windows does it by itself and can't be asked. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
