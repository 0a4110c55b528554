import { z } from 'zod'
import { explain, invalidInput } from '#shared/diagnosis/explain'
import type { Diagnosis, FailureSignal } from '#shared/diagnosis/diagnosis'
import { EXIT_OK, EXIT_USAGE, type ExitCode, type Io } from './io'
import { diagnosisText } from './print-report'

const MAX_LINE = 16_000_000

const absent = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined).transform((value) => value ?? undefined)
/** As other programs write them: numbers where we say text, null for absent, members of their own. */
const WrittenSignal = z.object({
  message: z.string(),
  stage: absent(z.string()),
  status: absent(z.coerce.number().int()),
  errorCode: absent(z.union([z.string(), z.number()]).transform(String)),
  sqlState: absent(z.union([z.string(), z.number()]).transform(String)),
  headers: absent(z.record(z.string(), z.unknown()).transform((headers) => Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => headerText(name, value))))),
})

function headerText(name: string, value: unknown): [string, string][] {
  if (typeof value === 'string' || typeof value === 'number') return [[name, String(value)]]
  if (Array.isArray(value)) return [[name, value.filter((one) => typeof one === 'string').join(', ')]]
  return []
}

/**
 * `diagnose`: explains error signals one by one, in order. A line that can't be read gets its answer too, so that the nth answer
 * belongs to the nth line; it is named on standard error at the end, and the exit code says so.
 */
export async function diagnoseCommand({ json, message }: { json: boolean; message?: string }, io: Io): Promise<ExitCode> {
  const answer = (signal: FailureSignal): void => {
    const diagnosis = explain(signal)
    io.out(json ? `${JSON.stringify(answerOf(diagnosis))}\n` : diagnosisText(diagnosis, ''))
  }
  if (message !== undefined) {
    answer({ message })
    return EXIT_OK
  }
  if (!json) {
    const text = await readAll(io)
    if (text.trim() === '') {
      io.err('error: Nothing to explain. Give --message, or write the message to standard input.\n')
      return EXIT_USAGE
    }
    answer({ message: text.trim() })
    return EXIT_OK
  }
  const bad: number[] = []
  let number = 0
  for await (const line of linesOf(io.stdin.chunks)) {
    number++
    if (line.trim() === '') continue
    const signal = readSignal(line)
    if (signal) {
      answer(signal)
      continue
    }
    bad.push(number)
    io.out(`${JSON.stringify(answerOf(invalidInput(undefined, unreadable(number))))}\n`)
  }
  for (const line of bad) io.err(`error: ${unreadable(line)}\n`)
  return bad.length > 0 ? EXIT_USAGE : EXIT_OK
}

const unreadable = (line: number): string => `Line ${line} is not a JSON object with a text member "message".`

const answerOf = ({ category, confidence, title, causes, fixes }: Diagnosis) => ({ category, confidence, title, causes, fixes })

function readSignal(line: string): FailureSignal | undefined {
  try {
    const parsed = WrittenSignal.safeParse(JSON.parse(line.replace(/^\ufeff/, '')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** Lines, without their ends. One too long for the memory comes cut off, as a bad one; those after it are read all the same. */
async function* linesOf(chunks: Io['stdin']['chunks']): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let parts: string[] = []
  let length = 0
  const take = (): string => {
    const line = parts.join('').replace(/\r$/, '')
    parts = []
    length = 0
    return line
  }
  for await (const chunk of chunks) {
    const pieces = (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })).split('\n')
    for (const [at, piece] of pieces.entries()) {
      if (at > 0) yield take()
      const room = Math.max(0, MAX_LINE - length)
      parts.push(piece.slice(0, room))
      length += Math.min(piece.length, room)
    }
  }
  const last = take()
  if (last !== '') yield last
}

async function readAll(io: Io): Promise<string> {
  if (io.stdin.isTerminal) io.err('Paste the error message, then Ctrl-D.\n')
  const lines: string[] = []
  for await (const line of linesOf(io.stdin.chunks)) lines.push(line)
  return lines.join('\n')
}
