import { z } from 'zod'

/** The line that `cli -- sandbox` prints when it is ready: the only thing the application learns from the sandbox. */
export const SandboxReady = z.object({
  host: z.string(),
  port: z.number().int(),
  /** Warehouse name -> HTTP path; a running one first. Empty where the workspace has no warehouse. */
  httpPaths: z.record(z.string(), z.string()),
  /** PEM of the certificate authority that signed the sandbox's certificate. */
  caFile: z.string(),
  /** Identity name -> token; one is `admin`; `clevertap` where there is an importer. Personal access tokens, or OAuth's where those are switched off. */
  tokens: z.record(z.string(), z.string()),
  catalog: z.string(),
  schema: z.string(),
})
export type SandboxReady = z.infer<typeof SandboxReady>

/** What a screen may know of it: no tokens. */
export const SandboxState = z.object({
  running: z.boolean(),
  workspace: z.string().optional(),
  host: z.string().optional(),
  port: z.number().optional(),
  identities: z.array(z.object({ name: z.string(), title: z.string(), expect: z.string() })),
  /** Names of sample workspaces that can be started. */
  workspaces: z.array(z.object({ name: z.string(), title: z.string() })),
})
export type SandboxState = z.infer<typeof SandboxState>
