import { appendFileSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFileDocuments } from './file-documents'
import { createMemoryDocuments } from './memory-documents'
import { settingsFolder } from './settings-folder'
import { temporaryFolder } from '../../../../test/support/temporary-folder'

const newFolder = () => join(temporaryFolder('documents-'), 'settings')

describe.each([
  ['files', () => createFileDocuments(newFolder(), () => 5)],
  ['memory', createMemoryDocuments],
])('documents in %s', (_name, create) => {
  it('give back what was written, of any JSON kind', () => {
    const documents = create()
    for (const value of [{ a: [1, { 'b.c': null }] }, [1, 2], 'text', null, 0]) {
      documents.write('one', value)
      expect(documents.read('one')).toEqual(value)
    }
  })
  it('know absent ones, list and remove', () => {
    const documents = create()
    expect(documents.read('profiles')).toBeUndefined()
    documents.write('profiles', [])
    documents.write('report-a.1', {})
    expect(documents.list()).toEqual(['profiles', 'report-a.1'])
    documents.remove('profiles')
    documents.remove('profiles')
    expect(documents.list()).toEqual(['report-a.1'])
    expect(documents.notices).toEqual([])
  })
  it('keep a log in the order of writing, beside a document of the same name, and remove both', () => {
    const documents = create()
    expect(documents.readLog('journal')).toEqual([])
    documents.write('journal', 'a document')
    for (const value of [{ at: 1, text: 'two\nlines \u2028 Zoë' }, 'text', null]) documents.append('journal', value)
    expect(documents.readLog('journal')).toEqual([{ at: 1, text: 'two\nlines \u2028 Zoë' }, 'text', null])
    expect(documents.read('journal')).toBe('a document')
    expect(documents.list()).toEqual(['journal'])
    documents.remove('journal')
    expect(documents.readLog('journal')).toEqual([])
    expect(documents.list()).toEqual([])
    expect(documents.notices).toEqual([])
  })
  it('refuse names that are paths', () => {
    const documents = create()
    expect(() => documents.append('../x', 1)).toThrow('not a document name')
    for (const name of ['../x', 'a/b', '', '.hidden', 'a..b', 'a\\b']) expect(() => documents.write(name, {})).toThrow('not a document name')
  })
})

it('keeps a damaged file aside, names it, and goes on', () => {
  const folder = newFolder()
  const documents = createFileDocuments(folder, () => 1234)
  documents.write('settings', { theme: 'dark' })
  writeFileSync(join(folder, 'settings.json'), '{"theme": "da')
  expect(documents.read('settings')).toBeUndefined()
  expect(documents.notices).toHaveLength(1)
  expect(documents.notices[0]).toContain('settings.damaged-1234.json')
  expect(readFileSync(join(folder, 'settings.damaged-1234.json'), 'utf8')).toBe('{"theme": "da')
  documents.write('settings', { theme: 'light' })
  expect(documents.read('settings')).toEqual({ theme: 'light' })
  expect(documents.list()).toEqual(['settings'])
})

it('keeps a damaged file aside also when it is written first', () => {
  const folder = newFolder()
  const documents = createFileDocuments(folder, () => 9)
  writeFileSync(join(folder, 'profiles.json'), 'not json')
  documents.write('profiles', [1])
  expect(documents.read('profiles')).toEqual([1])
  expect(readdirSync(folder).sort()).toEqual(['profiles.damaged-9.json', 'profiles.json'])
})

it('lets only the user read, and leaves no temporary files', () => {
  const folder = newFolder()
  const documents = createFileDocuments(folder, () => 0)
  for (let i = 0; i < 20; i += 1) documents.write('settings', { i })
  expect(readdirSync(folder)).toEqual(['settings.json'])
  expect([statSync(folder).mode & 0o777, statSync(join(folder, 'settings.json')).mode & 0o777]).toEqual([0o700, 0o600])
})

it('finds the settings folder: the variable first, then the host', () => {
  expect(settingsFolder({ ASSISTANT_SETTINGS_DIR: '/tmp/here' }, '/data')).toBe('/tmp/here')
  expect(settingsFolder({}, '/data')).toBe(join('/data', 'settings'))
  if (process.platform === 'linux') expect(settingsFolder({ XDG_CONFIG_HOME: '/config' })).toBe('/config/Databricks setup assistant for CleverTap/settings')
})

it('loses of a log that was cut off anywhere only the line that was cut, and goes on after it', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ at: fc.nat(), text: fc.string({ unit: 'binary' }) }), { minLength: 1, maxLength: 6 }), fc.nat(), (values, cut) => {
      const folder = newFolder()
      const documents = createFileDocuments(folder, () => 5)
      const file = join(folder, 'journal.jsonl')
      const ends = values.map((value) => {
        documents.append('journal', value)
        return statSync(file).size
      })
      const size = cut % ((ends.at(-1) ?? 0) + 1)
      truncateSync(file, size)
      const whole = values.filter((_value, at) => (ends[at] ?? 0) <= size)
      expect(documents.readLog('journal')).toEqual(whole)
      documents.append('journal', 'next')
      expect(documents.readLog('journal')).toEqual([...whole, 'next'])
      expect(documents.notices).toEqual([])
    }),
    { numRuns: 40 },
  )
})

it('keeps a damaged log aside, names it, and goes on with the lines that can be read', () => {
  const folder = newFolder()
  const documents = createFileDocuments(folder, () => 5)
  documents.append('journal', { at: 1 })
  appendFileSync(join(folder, 'journal.jsonl'), '\u0000\u0000{"at":\n{"at":2}\n')
  expect(documents.readLog('journal')).toEqual([{ at: 1 }, { at: 2 }])
  expect(documents.notices).toEqual([expect.stringContaining('kept as journal.damaged-5.jsonl; 1 of its 3 lines')])
  expect(readFileSync(join(folder, 'journal.damaged-5.jsonl'), 'utf8')).toContain('\u0000\u0000')
  documents.append('journal', { at: 3 })
  expect(documents.readLog('journal')).toEqual([{ at: 1 }, { at: 2 }, { at: 3 }])
  expect(documents.notices).toHaveLength(1)
  if (process.platform !== 'win32') expect(statSync(join(folder, 'journal.jsonl')).mode & 0o777).toBe(0o600)
})
