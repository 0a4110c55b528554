import type { WorkspaceState } from '../../state/model'
import type { Command } from '../command'
import { newSessionMemory, type SessionMemory, type StatementContext, type StatementOutcome } from '../engine'
import { failed } from '../failures'
import type { Query } from './row-rules'
import { readableTable } from './describe'
import { done, table } from './results'

const memoryOf = (context: StatementContext): SessionMemory => (context.memory ??= newSessionMemory())

/** Statements about the session alone: SET, RESET, temporary views, and what has nothing to do in a sandbox. */
export async function changeSession(command: Command, context: StatementContext, state: WorkspaceState, query: Query): Promise<StatementOutcome | undefined> {
  const { settings, temporaryViews } = memoryOf(context)
  switch (command.kind) {
    case 'set': {
      if (command.key !== undefined && command.value !== undefined) settings.set(command.key.toLowerCase(), command.value)
      const shown = command.key === undefined ? [...settings] : [[command.key, settings.get(command.key.toLowerCase()) ?? '<undefined>']]
      return table(['key', 'value'], shown)
    }
    case 'reset':
      if (command.key === undefined) settings.clear()
      else settings.delete(command.key.toLowerCase())
      return done()
    case 'create-temp-view': {
      const name = command.name.toLowerCase()
      if (temporaryViews.has(name)) {
        if (command.ifNotExists) return done()
        if (!command.orReplace) return failed('TEMP_TABLE_OR_VIEW_ALREADY_EXISTS', '42P07', `Cannot create the temporary view \`${command.name}\` because it already exists. Choose a different name, drop or replace the existing view, or add the IF NOT EXISTS clause to tolerate pre-existing views.`)
      }
      const tried = await query(command.query)
      if (!tried.ok) return tried
      const columns = tried.result.columns.map((column, index) => ({ name: command.columns[index]?.name ?? column.name, type: column.type.toLowerCase(), nullable: true }))
      temporaryViews.set(name, { name, columns, query: command.query, catalog: context.catalog, schema: context.schema })
      return done()
    }
    case 'drop-view':
      return command.name.length === 1 && temporaryViews.delete((command.name[0] ?? '').toLowerCase()) ? done() : undefined
    case 'explain': {
      const planned = await query(`SELECT * FROM (${command.query}\n) LIMIT 0`)
      // Where it can't be read, what is wrong is said of the text as it was written.
      const tried = planned.ok ? planned : await query(command.query)
      const columns = tried.ok ? `[${tried.result.columns.map(({ name }) => name).join(', ')}]` : ''
      // A query that can't run has a plan all the same: it says why.
      return table(['plan'], [[tried.ok ? `== Physical Plan ==\nExecute in the sandbox workspace ${columns}\n` : `Error occurred during query planning: \n${tried.failure.message}`]])
    }
    case 'upkeep': {
      const found = command.table === undefined ? undefined : readableTable(command.table, context, state)
      return found && !('table' in found) ? found : done()
    }
    default:
      return undefined
  }
}
