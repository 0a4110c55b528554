import type { z } from 'zod'

/**
 * One operation of the application. `call` answers at once; `run` answers with a run id, streams typed events under
 * that id, ends with exactly one `finished` event, and can be cancelled by it.
 */
export type Operation =
  | { kind: 'call'; summary: string; input: z.ZodType; output: z.ZodType; changesWorkspace: boolean }
  | { kind: 'run'; summary: string; input: z.ZodType; event: z.ZodType; output: z.ZodType; changesWorkspace: boolean }

export function call<I extends z.ZodType, O extends z.ZodType>(
  summary: string,
  input: I,
  output: O,
  changesWorkspace = false,
) {
  return { kind: 'call' as const, summary, input, output, changesWorkspace }
}

export function run<I extends z.ZodType, E extends z.ZodType, O extends z.ZodType>(
  summary: string,
  input: I,
  event: E,
  output: O,
  changesWorkspace = false,
) {
  return { kind: 'run' as const, summary, input, event, output, changesWorkspace }
}
