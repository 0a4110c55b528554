import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classify } from './classify'
import { FailureSignal } from './diagnosis'

interface Sample extends FailureSignal {
  id: string
  category: string
  alsoAccept?: string[]
}

function read(name: string): Sample[] {
  const text = readFileSync(new URL(`../../../test/fixtures/${name}`, import.meta.url), 'utf8')
  return text.trim().split('\n').map((line) => JSON.parse(line) as Sample)
}

function misses(samples: Sample[]): string[] {
  return samples.flatMap((sample) => {
    const got = classify(FailureSignal.parse(sample))
    const right = got.category === sample.category || (sample.alsoAccept ?? []).includes(got.category)
    return right ? [] : [`${sample.id}: wanted ${sample.category}, got ${got.category} (${got.confidence}): ${sample.message.slice(0, 160)}`]
  })
}

describe('classify', () => {
  it('finds the true cause of every message in the reference collection', () => {
    expect(misses(read('errors-dev.jsonl'))).toEqual([])
  })

  it('finds the true cause of our own collection: measured with other clients, or of a documented form', () => {
    expect(misses(read('errors-more.jsonl'))).toEqual([])
  })

  it('finds the true cause of messages collected from issues, documentation and other tools, most of them before the rules knew them', () => {
    expect(misses(read('errors-field.jsonl'))).toEqual([])
  })

  it('takes what a tool tried, and the statement that Spark repeats, for no evidence', () => {
    const cause = (message: string) => classify({ message }).category
    expect(cause('Error: cannot create catalog: No metastore assigned for the current workspace.')).toBe('metastore_missing')
    expect(cause('Error: cannot update permissions: inner token: {"error":"invalid_client"}')).toBe('token_invalid')
    expect(cause("[PARSE_SYNTAX_ERROR] Syntax error at or near 'ON'.\n\n== SQL ==\nGRANT CAN USE ON SQL WAREHOUSE w TO `x`\n^^^")).toBe('syntax')
    expect(cause('Error: cannot create catalog: something nobody has seen before')).toBe('other')
  })

  it('never blames the HTTP path for what a REST request does not find', () => {
    const absent = (message: string) => classify({ stage: 'rest', status: 404, errorCode: 'RESOURCE_DOES_NOT_EXIST', message })
    expect(absent('tokens tokens does not exist')).toMatchObject({ category: 'other', note: expect.stringContaining('first one') as string })
    expect(absent('gizmo 12 does not exist').category).toBe('other')
  })

  it('takes a deadline while connecting for a connection timeout, and one later for what it is', () => {
    const late = { errorCode: 'DEADLINE', message: 'It did not finish within 5 s.' }
    expect(['tcp', 'tls', 'session', undefined].map((stage) => classify({ ...late, ...(stage === undefined ? {} : { stage }) }).category)).toEqual(['timeout', 'timeout', 'deadline', 'deadline'])
  })
})
