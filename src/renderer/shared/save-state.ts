import type { Diagnosis } from '#shared/diagnosis/diagnosis'

/** Whether what is typed on a screen is stored. `typing`: it will be, once the typing pauses. */
export type SaveState = { kind: 'nothing' } | { kind: 'typing' } | { kind: 'saving' } | { kind: 'saved' } | { kind: 'failed'; diagnosis: Diagnosis }
