import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { runCliProcess } from '../support/cli-process'

interface Sample {
  category: string
  alsoAccept?: string[]
}

it('explains nine of ten real messages by the right cause, one line each, in order', async () => {
  const text = await readFile(resolve(import.meta.dirname, '../fixtures/errors-dev.jsonl'), 'utf8')
  const samples = text.trim().split('\n').map((line) => JSON.parse(line) as Sample)
  const { code, out, err } = await runCliProcess(['diagnose', '--json'], { stdin: text })
  const answers = out.trim().split('\n').map((line) => JSON.parse(line) as { category: string; title: string; fixes: unknown[] })
  expect({ code, err, lines: answers.length }).toEqual({ code: 0, err: '', lines: samples.length })
  const right = samples.filter((sample, at) => [sample.category, ...(sample.alsoAccept ?? [])].includes(answers[at]?.category ?? ''))
  expect(right.length / samples.length).toBeGreaterThanOrEqual(0.9)
  for (const { title, fixes } of answers) expect([title.length > 0, fixes.length > 0]).toEqual([true, true])
})
