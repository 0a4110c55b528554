import { describe, expect, it } from 'vitest'
import { parseCommandLine } from './command-line'

const TOKEN = `dapi${'4f'.repeat(16)}`
const connection = ['--host', 'h.cloud.databricks.com', '--http-path', '/sql/1.0/warehouses/0123456789abcdef', '--catalog', 'c']

describe('arguments', () => {
  it('of a test', () => {
    const parsed = parseCommandLine(['test', ...connection, '--port', '8443', '--schema', 's', '--table', 'a', 'b', '--table', 'c', '--deadline', 'dns=1', 'read=2.5', '--start-warehouse', '--ca-file', 'ca.pem', '--json'])
    expect(parsed).toEqual({
      kind: 'test',
      json: true,
      connection: {
        name: 'Command line', host: 'h.cloud.databricks.com', port: '8443', httpPath: '/sql/1.0/warehouses/0123456789abcdef', catalog: 'c', schema: 's',
        caFile: 'ca.pem', tables: ['a', 'b', 'c'], startWarehouse: true, deadlines: { dns: 1000, read: 2500 }, fromEnv: false,
      },
    })
  })

  it('start no warehouse and take nothing from the environment unless told to', () => {
    expect(parseCommandLine(['test', ...connection])).toMatchObject({ json: false, connection: { port: '443', startWarehouse: false, fromEnv: false } })
  })

  it('of an export and of a diagnosis', () => {
    expect(parseCommandLine(['export', ...connection, '--out', 'f.json', '--no-test'])).toMatchObject({ kind: 'export', out: 'f.json', force: false, test: false })
    expect(parseCommandLine(['diagnose', '--message', 'x'])).toEqual({ kind: 'diagnose', json: false, message: 'x' })
    expect(parseCommandLine(['sandbox', '--port', '1', 'x']).kind).toBe('sandbox')
  })

  it.each([
    [['test', '--port', '0']],
    [['test', '--port', 'https']],
    [['test', '--deadline', 'nowhere=3']],
    [['test', '--deadline', 'dns=0']],
    [['test', '--unknown']],
    [['test', 'surplus']],
    [['nothing']],
    [[]],
  ])('%j is wrong usage and says so', (argv) => {
    const parsed = parseCommandLine(argv)
    expect(parsed).toMatchObject({ kind: 'end', code: 2, out: '' })
    expect(parsed.kind === 'end' && parsed.err).not.toBe('')
  })

  it.each([
    [['test', '--token', TOKEN]],
    [['test', `--token=${TOKEN}`]],
    [['test', '--token', 'short']],
    [['test', '--host', TOKEN]],
    [['diagnose', '--message', `bad ${TOKEN}`]],
  ])('case %#: a token among the arguments is refused and not repeated', (argv) => {
    const parsed = parseCommandLine(argv)
    expect(parsed).toMatchObject({ kind: 'end', code: 2 })
    expect(JSON.stringify(parsed)).toContain('DATABRICKS_TOKEN')
    expect(JSON.stringify(parsed)).not.toContain(TOKEN)
  })

  it.each(['plan', 'apply'])('of %s name no scope: the goal file says it, and would be contradicted in silence', (command) => {
    expect(parseCommandLine([command, '--goal', 'g.json', '--catalog', 'c'])).toMatchObject({ kind: 'end', code: 2 })
  })

  it('help names every command and the exit codes', () => {
    const parsed = parseCommandLine(['--help'])
    expect(parsed).toMatchObject({ kind: 'end', code: 0, err: '' })
    for (const word of ['test', 'export', 'diagnose', 'sandbox', 'Exit codes']) expect(parsed.kind === 'end' && parsed.out).toContain(word)
  })
})
