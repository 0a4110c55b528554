import { createRequire } from 'node:module'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sandboxForTest, type TestSandbox } from './sandbox-support'
import { request } from 'node:https'

/**
 * The sandbox's answers beside those of a real workspace: the same fields, of the same kinds, in the same order. Values
 * differ and are not compared. The recordings lie beside the repository and are not part of it.
 */
const RECORDED = join(import.meta.dirname, '../../../shared/recorded')
const there = existsSync(join(RECORDED, 'thrift.jsonl'))
if (!there) console.warn(`sandbox-recorded: skipped, for there are no recordings in ${RECORDED}.`)

interface Exchange {
  kind: string
  request: { method: string; path: string; body?: string; bodyBase64?: string }
  response: { status: number; headers: Record<string, unknown>; body?: string; bodyBase64?: string }
}
const recordings = (name: string): Exchange[] => (there ? readFileSync(join(RECORDED, name), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Exchange) : [])

const fromDriver = createRequire(createRequire(import.meta.url).resolve('@databricks/sql'))
const thrift = fromDriver('thrift')

/** A Thrift message as nested field numbers and types: what is set, and in which order. */
function shapeOf(bytes: Buffer): { name: string; fields: unknown } {
  const transport = new thrift.TBufferedTransport()
  transport.inBuf = Buffer.from(bytes)
  transport.writeCursor = bytes.length
  const input = new thrift.TBinaryProtocol(transport)
  const { STOP, STRUCT, LIST, MAP } = thrift.Thrift.Type
  const read = (type: number): unknown => {
    if (type === STRUCT) {
      const fields: Record<string, unknown> = {}
      for (input.readStructBegin(); ; ) {
        const field = input.readFieldBegin()
        if (field.ftype === STOP) return fields
        fields[`${field.fid}:${field.ftype}`] = read(field.ftype)
      }
    }
    if (type === LIST) {
      const { etype, size } = input.readListBegin()
      const items = Array.from({ length: size }, () => read(etype))
      return { list: etype, of: items[0] }
    }
    if (type === MAP) {
      const { ktype, vtype, size } = input.readMapBegin()
      for (let at = 0; at < size; at += 1) {
        read(ktype)
        read(vtype)
      }
      return 'map'
    }
    input.skip(type)
    return type
  }
  const { fname } = input.readMessageBegin()
  return { name: fname, fields: read(STRUCT) }
}

/** Every field of `wanted` is in `got`, with the same type; lists are compared by their first item. */
function missingFields(wanted: unknown, got: unknown, at = ''): string[] {
  if (typeof wanted !== 'object' || wanted === null) return typeof got === 'object' ? [`${at}: not a value`] : []
  if (typeof got !== 'object' || got === null) return [`${at}: missing`]
  return Object.entries(wanted).flatMap(([key, inner]) => {
    // 0xD01 and up are Databricks' own: in no client's interface definition (docs/decisions/0002).
    if (Number(key.split(':')[0]) >= 0xd01) return []
    if (inner === undefined || (key === 'of' && (got as Record<string, unknown>).of === undefined)) return []
    return key in got ? missingFields(inner, (got as Record<string, unknown>)[key], `${at}/${key}`) : [`${at}/${key}`]
  })
}

describe.skipIf(!there)('beside the recordings', () => {
  let sandbox: TestSandbox
  beforeAll(async () => void (sandbox = await sandboxForTest()), 60_000)
  afterAll(() => sandbox?.close())

  const post = (message: Buffer): Promise<{ headers: Record<string, unknown>; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const outgoing = request({ host: 'localhost', port: sandbox.ready.port, path: `/sql/1.0/warehouses/${sandbox.warehouse()}`, method: 'POST', ca: readFileSync(sandbox.ready.caFile), headers: { authorization: `Bearer ${sandbox.token('admin')}`, 'content-type': 'application/x-thrift' } }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }))
      })
      outgoing.on('error', reject)
      outgoing.end(message)
    })

  /** The recorded request, with our session in place of theirs. */
  async function replay(exchange: Exchange): Promise<{ wanted: ReturnType<typeof shapeOf>; got: ReturnType<typeof shapeOf>; headers: Record<string, unknown> }> {
    const opening = recordings('thrift.jsonl').find((one) => one.kind === 'OpenSession' && one.response.status === 200)
    if (!opening) throw new Error('no recorded OpenSession')
    const theirs = Buffer.from(exchange.request.bodyBase64 ?? '', 'base64')
    let ours = theirs
    if (exchange.kind !== 'OpenSession') {
      const { body } = await post(Buffer.from(opening.request.bodyBase64 ?? '', 'base64'))
      // Field 1, a string of 16 bytes: the first such is the session's id.
      const guid = (message: Buffer): number => message.indexOf(Buffer.from([11, 0, 1, 0, 0, 0, 16])) + 7
      ours = Buffer.concat([theirs.subarray(0, guid(theirs)), body.subarray(guid(body), guid(body) + 16), theirs.subarray(guid(theirs) + 16)])
    }
    const { body, headers } = await post(ours)
    return { wanted: shapeOf(Buffer.from(exchange.response.bodyBase64 ?? '', 'base64')), got: shapeOf(body), headers }
  }

  const comparable = recordings('thrift.jsonl').filter(({ kind, response, request: { bodyBase64 } }) => {
    if (response.status !== 200 || !bodyBase64 || kind === 'other') return false
    const text = Buffer.from(bodyBase64, 'base64').toString('latin1')
    // What needs tables of that workspace, or changes them, has no counterpart here.
    return kind !== 'ExecuteStatement' || /SELECT NULL|INSER |FROM \(VALUES/.test(text)
  })
  test.each(comparable.map((exchange, index) => [`${exchange.kind} ${index}`, exchange] as const))('%s sets the recorded fields', async (_name, exchange) => {
    const { wanted, got, headers } = await replay(exchange)
    // Closing an operation that is not ours is the recorded error; the others were closed for real.
    if (exchange.kind === 'CloseOperation' && !JSON.stringify(wanted).includes('"5:11"')) return expect(got.name).toBe(wanted.name)
    expect(got.name).toBe(wanted.name)
    expect(missingFields(wanted.fields, got.fields)).toEqual([])
    expect(Object.keys(exchange.response.headers).filter((name) => !/^(date|alt-svc|x-databricks-(popp|shard|apiproxy))/.test(name) && !(name in headers))).toEqual([])
  })

  const orders = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, 1).map(orders) : typeof value === 'object' && value !== null ? Object.entries(value).map(([key, inner]) => [key, orders(inner)]) : typeof value)

  test('statements: fields and their order, for rows, for a failure and while running', async () => {
    const bodies = recordings('statements.jsonl').filter(({ request: { path } }) => path.includes('/statements')).map((one) => ({ sent: JSON.parse(one.request.body || '{}'), got: JSON.parse(one.response.body ?? '{}') }))
    const rows = bodies.find(({ sent }) => sent.statement === 'SELECT NULL')
    const failed = bodies.find(({ got }) => got.status?.state === 'FAILED')
    expect(rows).toBeDefined()
    const sent = { ...rows?.sent, warehouse_id: undefined, session_id: undefined }
    expect(orders((await sandbox.statement('SELECT NULL', 'admin', { ...sent, warehouse_id: sandbox.warehouse() })).json)).toEqual(orders(rows?.got))
    const refused = (await sandbox.statement(failed?.sent.statement)).json
    expect(orders(refused)).toEqual(orders(failed?.got))
    expect(refused.status.error).toEqual(failed?.got.status.error)
  })

  test('sessions and refusals: status, body and headers', async () => {
    const sessions = recordings('statements.jsonl').filter(({ request: { path, method } }) => path.includes('/sessions/') && method === 'POST')
    const as = { 403: { headers: { authorization: 'Bearer dapi00000000000000000000000000000000' } }, 401: {}, 200: { as: 'admin' } } as const
    for (const { response } of sessions) {
      const body = { warehouse_id: sandbox.warehouse(), schema: 'default', catalog: 'SPARK' }
      const reply = await sandbox.call('POST', '/api/2.0/sql/sessions/', { ...as[response.status as keyof typeof as], body })
      expect(reply.status).toBe(response.status)
      expect(orders(reply.json)).toEqual(orders(JSON.parse(response.body ?? '{}')))
      expect(reply.headers['content-type']).toBe(response.headers['content-type'])
      expect(reply.headers['x-databricks-reason-phrase']).toBe(response.headers['x-databricks-reason-phrase'])
      expect(Object.keys(response.headers).filter((name) => !/^(alt-svc|x-databricks-(popp|shard|apiproxy))/.test(name) && !(name in reply.headers))).toEqual([])
    }
  })
})
