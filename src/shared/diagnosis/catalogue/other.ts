import type { FieldName } from '../../connection/connection'
import type { FixAction } from '../diagnosis'
import type { Subject } from '../subject'
import { type Entry, retry } from './entry'

const FIELD_ACTIONS = {
  name: 'edit-name', host: 'edit-host', port: 'edit-port', httpPath: 'edit-http-path', token: 'edit-token', catalog: 'edit-catalog', schema: 'edit-schema',
} as const satisfies Record<FieldName, FixAction>
const isField = (field: string | undefined): field is FieldName => field !== undefined && Object.hasOwn(FIELD_ACTIONS, field)
/** The button that leads to a field of the form. */
export const actionForField = (field: string | undefined): FixAction | undefined => (isField(field) ? FIELD_ACTIONS[field] : undefined)

export const OTHER = {
  syntax: {
    title: () => 'Databricks does not understand this SQL',
    causes: () => [
      'A name is not quoted as Databricks wants it: names and principals stand in backticks, never in single quotes.',
      'The statement does not exist in SQL: warehouse permissions, for example, are not granted by SQL.',
    ],
    fixes: () => [{ text: 'Copy the statement from the assistant as it is; it quotes every name.' }],
  },
  other: {
    title: () => 'The request failed',
    causes: (s: Subject) => [s.said === '' ? 'There was no text to judge by.' : `The text fits no cause that the assistant knows: ${s.said}`],
    fixes: () => [retry('Try again.'), { text: 'Copy the details and look them up, or send them to your Databricks admin.' }],
  },
  invalid_input: {
    title: () => 'Something in the form is not right yet',
    causes: (s: Subject) => (s.said === '' ? [] : [s.said]),
    fixes: () => [{ text: 'Correct the field.' }],
  },
  nothing_to_import: {
    title: (s: Subject) => `${s.schema === undefined ? 'There' : `Schema ${s.schema}`} ${s.schema === undefined ? 'is nothing to import yet' : 'holds nothing to import yet'}`,
    causes: () => ['The schema is empty, or its tables are hidden from this identity.'],
    fixes: () => [{ text: 'Choose another schema.', action: 'choose-schema' }, retry('Test again when the tables are there.')],
  },
  deadline: {
    title: () => 'The check took too long and was ended',
    causes: () => ['The other side did not answer before the deadline of this step: the network is slow, something in between drops the connection, or the SQL warehouse is busy or starting.'],
    fixes: () => [retry('Try again; a longer deadline can be set in the options of the test.'), { text: 'Check host and port.', action: 'edit-host' }],
  },
  cancelled: { title: () => 'Cancelled', causes: () => ['The check was ended on your wish.'], fixes: () => [retry('Start again.')] },
  internal_error: {
    title: () => 'The assistant made a mistake',
    causes: () => ['This is a fault of the assistant, not of your setup.'],
    fixes: () => [retry('Try again.'), { text: 'If it happens again, report it with the details; they contain no secrets.' }],
  },
} satisfies Record<string, Entry>
