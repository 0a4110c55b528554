import { withoutCredentials } from '#shared/connection/secret-shape'
import type { Input } from '#shared/contract/contract'
import { type Result, failed, success } from '#shared/result'
import { type Setup, SetupAnswers, type SetupToken, type SetupView } from '#shared/setup/setup'
import type { Clock, Machine } from '../ports/machine'
import type { AdminSessions } from './admin-sessions'
import { noSuchSetup } from './admin-sessions'
import type { JournalStore } from './journal'
import type { NewTokens } from './new-tokens'
import type { SetupStore } from './setup-store'

export interface SetupsDependencies {
  store: SetupStore
  sessions: AdminSessions
  journals: JournalStore
  newTokens: NewTokens
  clock: Clock
  machine: Machine
}

/** A credential that was typed into a plain field is cut out before the answers reach the disk. */
function withoutSecrets(answers: SetupAnswers): SetupAnswers {
  return { ...answers, name: withoutCredentials(answers.name), fields: Object.fromEntries(Object.entries(answers.fields).map(([field, text]) => [field, withoutCredentials(text)])) }
}

/** Setups as documents: answers as typed, and what is known about them. */
export function createSetups({ store, sessions, journals, newTokens, clock, machine }: SetupsDependencies) {
  function token(setup: Setup): SetupToken {
    const made = journals.read(setup.id).token
    const held = newTokens.state(setup.id)
    return held !== 'none' ? held : made === undefined ? 'none' : made.shown ? 'shown' : 'lost'
  }
  const view = (setup: Setup): SetupView => ({ setup, signIn: sessions.state(setup), token: token(setup), unfinished: !journals.read(setup.id).finished })
  function stored(setup: Setup): Result<SetupView> {
    store.put(setup)
    return success(view(setup))
  }

  return {
    view,
    token,
    list: (): Result<SetupView[]> => success(store.all().map(view)),

    get({ setupId }: Input<'setups.get'>): Result<SetupView> {
      const setup = store.get(setupId)
      return setup ? success(view(setup)) : failed(noSuchSetup())
    },

    create({ answers, key }: Input<'setups.create'>): Result<SetupView> {
      const now = clock.now()
      const there = key === undefined ? undefined : store.all().find((setup) => setup.key === key)
      const whole = withoutSecrets(SetupAnswers.parse({ ...answers }))
      return stored(there ? { ...there, answers: whole, updatedAt: now } : { id: machine.newId(), answers: whole, ...(key === undefined ? {} : { key }), createdAt: now, updatedAt: now })
    },

    save({ setupId, answers }: Input<'setups.save'>): Result<SetupView> {
      const setup = store.get(setupId)
      return setup ? stored({ ...setup, answers: withoutSecrets(answers), updatedAt: clock.now() }) : failed(noSuchSetup())
    },

    /** Secrets go first: a failure later never leaves one without its setup. */
    async delete({ setupId }: Input<'setups.delete'>): Promise<Result<Record<string, never>>> {
      const setup = store.get(setupId)
      if (!setup) return success({})
      await sessions.signOut(setup)
      newTokens.forget(setupId)
      journals.remove(setupId)
      store.remove(setupId)
      return success({})
    },
  }
}
export type Setups = ReturnType<typeof createSetups>
