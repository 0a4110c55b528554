import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Secret } from '../../core/secret'
import { createFileLog } from './log'
import { temporaryFolder } from '../../../../test/support/temporary-folder'

const CANARY = 'dapi0123456789abcdef0123456789abcdef'
const newFile = () => join(temporaryFolder('log-'), 'logs', 'assistant.log')

it('writes one JSON object per line and no secret, wherever it stood', () => {
  const file = newFile()
  const log = createFileLog(file, () => 0)
  log.info('started', { port: 443, note: `Bearer ${CANARY}`, nested: [{ token: 'unusual-form-of-a-token' }], held: new Secret(CANARY) })
  log.error('failed', new Error(`401 for ${CANARY}`, { cause: new Error(`cause ${CANARY}`) }), { url: `https://token:${CANARY}@host/` })
  const text = readFileSync(file, 'utf8')
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.map(({ at, level, event }) => ({ at, level, event }))).toEqual([
    { at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'started' },
    { at: '1970-01-01T00:00:00.000Z', level: 'error', event: 'failed' },
  ])
  expect(lines[0]).toMatchObject({ port: 443, nested: [{ token: '[redacted]' }], held: '[secret]' })
  expect(text).not.toContain(CANARY)
  expect(text).not.toContain('unusual-form')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

it('survives facts that are no JSON', () => {
  const file = newFile()
  const round: Record<string, unknown> = {}
  round.self = round
  createFileLog(file, () => 0).warn('odd', { round })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ event: 'odd', level: 'warn' })
})

it('stays within its size: the full file is kept once and a new one begun', () => {
  const file = newFile()
  const log = createFileLog(file, () => 0)
  for (let i = 0; i < 30; i += 1) log.info('big', { text: 'x y '.repeat(25_000), i })
  expect(existsSync(`${file}.1`)).toBe(true)
  expect(statSync(file).size + statSync(`${file}.1`).size).toBeLessThan(2_400_000)
  expect(readFileSync(file, 'utf8')).toContain('"i":29')
})
