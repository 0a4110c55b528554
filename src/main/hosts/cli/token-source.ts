import { cleanToken } from '#shared/connection/read-token'
import { type Io, UsageProblem } from './io'

const MAX_TOKEN_TEXT = 10_000
/** Long enough for a password manager that asks first; short enough not to hang on a pipe that nobody writes to. */
const STDIN_DEADLINE_MS = 10_000

const NO_TOKEN = 'No token. Set DATABRICKS_TOKEN, or write the token to standard input.'

/** The token from `DATABRICKS_TOKEN`, else the first line of standard input; from nowhere else. */
export async function readToken({ env, stdin }: Pick<Io, 'env' | 'stdin'>, deadlineMs = STDIN_DEADLINE_MS): Promise<string | UsageProblem> {
  const fromEnv = cleanToken(env.DATABRICKS_TOKEN ?? '')
  if (fromEnv !== '') return fromEnv
  if (stdin.isTerminal) return new UsageProblem(NO_TOKEN)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), deadlineMs)))
  const line = await Promise.race([firstLine(stdin.chunks), late])
  clearTimeout(timer)
  const token = cleanToken(line ?? '')
  return token === '' ? new UsageProblem(NO_TOKEN) : token
}

async function firstLine(chunks: Io['stdin']['chunks']): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of chunks) {
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    if (/\S[^\n]*\n/.test(text) || text.length > MAX_TOKEN_TEXT) break
  }
  return text.trim().split('\n', 1)[0] ?? ''
}
