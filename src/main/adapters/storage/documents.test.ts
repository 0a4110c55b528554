import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
  it('refuse names that are paths', () => {
    const documents = create()
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
